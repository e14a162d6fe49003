"""Parts that anybody can read in what ships with the product are named as such."""

from pathlib import Path

import pytest

from prep.assessment.decision.origins import Origin, origins
from prep.assessment.spec.content import load_content
from prep.authoring.fork import fork_challenge
from prep.catalog.locate import shipped_root
from tests.unit.assessment_office import ASSESSMENT, write_content

SHIPPED = "housing/standard-scaler"


@pytest.mark.slow
def test_shipped_parts_and_forks_that_differ_in_names_alone_are_told_from_own_ones(tmp_path: Path) -> None:
    both = f'[[challenges]]\nid = "acme/scaler"\n\n[[challenges]]\nid = "{SHIPPED}"\n'
    file = write_content(tmp_path, assessment=f"{ASSESSMENT}\n{both}")
    roots = [tmp_path, shipped_root()]
    fork_challenge(roots, SHIPPED, tmp_path, "acme/scaler", {"StandardScaler": "ColumnScaler", "mean_": "centre"}, 5)
    shipped, fork = origins(load_content(file, roots), roots)
    assert shipped == Origin(part=SHIPPED, shipped=SHIPPED, share=1.0)
    assert (fork.part, fork.shipped) == ("acme/scaler", SHIPPED)
    assert fork.share > 0.9
