"""What a sitting comes to, by skill."""

from dataclasses import replace
from pathlib import Path

from prep.model.sitting import CodeItem, shares_by_topic
from prep.model.submission import Submission
from prep.model.verdict import Verdict
from tests.unit.assessment_office import Office, result_of, write_content


def test_what_the_grader_failed_on_counts_for_no_skill(tmp_path: Path) -> None:
    write_content(tmp_path)
    home = Office(tmp_path).home()
    challenge, right = home.content.challenges["demo/double"], result_of(home, 40.0)
    broken = replace(right.checks[1], verdict=Verdict.GRADER_ERROR, points=0.0)
    failed = replace(right, checks=(right.checks[0], broken))
    items = [
        CodeItem(challenge=challenge, result=result, submission=Submission(name="", files={}))
        for result in (right, failed)
    ]
    assert shares_by_topic(items) == {"mathematics": 1.0}
    assert shares_by_topic(items[1:]) == {}
