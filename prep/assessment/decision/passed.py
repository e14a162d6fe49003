"""Who passed, and gets a credential."""

from collections.abc import Iterator
from datetime import UTC

from prep.assessment.decision.credential import Holder, sign_credential
from prep.assessment.decision.scores import scores_of
from prep.assessment.decision.signed_result import ResultClaim
from prep.assessment.register.whole import Register
from prep.model.errors import ContentError


def credentials_of(register: Register, team: str) -> Iterator[tuple[str, str]]:
    """The code of everybody who passed, and their credential.

    It is valid from when the work was handed in, so that the same result gives the same credential.

    Raises:
        ContentError: the assessment does not say what passing is.
    """
    home = register.home
    least = home.assessment.reports.credential_from
    if not least:
        raise ContentError(
            "the assessment does not say who passes; add credential_from = 0.6 under [reports] in its file, for example"
        )
    people = {one.code: one for one in register.candidates}
    for score in scores_of(register):
        submission = score.submission
        if not score.is_complete or score.share < least:
            continue
        person = people[submission.code]
        claim = ResultClaim(
            assessment=home.id,
            title=home.assessment.title,
            person=person.name or person.code,
            share=score.share,
            low=score.low,
            high=score.high,
            is_final=True,
            handed_in=submission.handed_in_at.astimezone(UTC).date(),
        )
        holder = Holder(name=person.name, contact=person.contact, code=person.code)
        parts = "; ".join(home.content.title(part.id) for part in home.assessment.parts)
        criteria = f"At least {100 * least:g} % of the points in: {parts}."
        yield submission.code, sign_credential(claim, holder, criteria, team, submission.handed_in_at, home.key)
