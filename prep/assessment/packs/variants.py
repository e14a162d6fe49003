"""Which version of a challenge a candidate gets, where an assessment lists several.

It follows from the team's key and the candidate's code, so that packing and grading cannot disagree, and nobody can
work out theirs or another's.
"""

from collections.abc import Iterator, Mapping

from prep.assessment.packs.keys import TeamKey, canonical
from prep.assessment.spec.content import Content


def content_for(content: Content, key: TeamKey, code: str) -> Content:
    """The content of an assessment as one candidate gets it; the whole of it where nothing has variants."""
    if not content.variants:
        return content
    return content.with_variants({part: _draw(content, key, part, code) for part in content.variants})


def all_variants(content: Content) -> Iterator[Content]:
    """Contents in which each variant comes at least once."""
    most = max(map(len, content.variants.values()), default=1)
    for number in range(most):
        yield content.with_variants({part: number % len(found) for part, found in content.variants.items()})


def listed_variants(spec: Mapping[str, object]) -> dict[str, list[str]]:
    """The variants by part that the description of an assessment lists, as it is kept."""
    challenges = spec.get("challenges", ())
    assert isinstance(challenges, list | tuple)
    return {part["id"]: list(part["variants"]) for part in challenges if part.get("variants")}


def _draw(content: Content, key: TeamKey, part: str, code: str) -> int:
    drawn = key.seal(canonical({"variant": content.assessment.id, "part": part, "code": code}))
    return int(drawn[:12], 16) % len(content.variants[part])
