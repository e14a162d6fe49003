"""The score of a sitting by skill."""

from collections.abc import Iterable

from prep.model.sitting import Item, shares_by_topic


def skills_of(items: Iterable[Item]) -> dict[str, float]:
    """As `shares_by_topic`, rounded as they are written."""
    return {topic: round(share, 4) for topic, share in shares_by_topic(items).items()}
