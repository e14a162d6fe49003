"""What grading an answer costs: CPU time warm and cold, and memory."""

import resource
import time
from pathlib import Path

from prep.catalog.questions import load_questions
from prep.concepts.grade.grader import default_grader
from tests.benchmarks.answers.tables import Table


def cost(content: Path) -> Table:
    """Grade each question's exemplars, none of them seen before, once the questions are compiled."""
    questions = load_questions([content])
    started = time.process_time()
    grader = default_grader()
    loading = time.process_time() - started
    started = time.process_time()
    for question in questions:
        grader.grade(question, "Something about models and data.")
    compiling = (time.process_time() - started) / len(questions)
    answers = [(question, one.answer + " So far.") for question in questions for one in question.exemplars]
    started = time.process_time()
    for question, answer in answers:
        grader.grade(question, answer)
    each = (time.process_time() - started) / len(answers)
    words = sum(len(answer.split()) for _, answer in answers) / len(answers)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rows = (
        ("load the network", f"{loading:.2f} s"),
        ("make a question ready", f"{compiling:.2f} s"),
        (f"grade an answer of {words:.0f} words", f"{1000 * each:.0f} ms"),
        ("memory at most", f"{memory:.0f} MB"),
    )
    return Table("Cost, CPU time on one core", ("what", "cost"), rows)
