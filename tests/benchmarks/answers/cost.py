"""What grading an answer costs: CPU time warm and cold, and memory."""

import resource
import time
from pathlib import Path

from prep.catalog.questions import load_questions
from prep.concepts.grade.grader import default_grader


def report_cost(content: Path) -> None:
    """Grade each question's exemplars, none of them seen before, once the questions are compiled."""
    questions = load_questions([content])
    started = time.process_time()
    grader = default_grader()
    print(f"loading {time.process_time() - started:.2f} s of CPU")
    started = time.process_time()
    for question in questions:
        grader.grade(question, "Something about models and data.")
    print(f"compiling a question {(time.process_time() - started) / len(questions):.2f} s of CPU")
    answers = [(question, one.answer + " So far.") for question in questions for one in question.exemplars]
    started = time.process_time()
    for question, answer in answers:
        grader.grade(question, answer)
    each = 1000 * (time.process_time() - started) / len(answers)
    words = sum(len(answer.split()) for _, answer in answers) / len(answers)
    print(f"{each:.1f} ms of CPU an answer of {words:.0f} words")
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most")
