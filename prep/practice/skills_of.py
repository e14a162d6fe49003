"""The score of a sitting by skill."""

from collections.abc import Iterable

from prep.model.sitting import CodeItem, Item


def skills_of(items: Iterable[Item]) -> dict[str, float]:
    """The mean share by topic, by weight, in the order in which topics came; a challenge counts for its first topic."""
    sums: dict[str, tuple[float, float]] = {}
    for item in items:
        topic = item.challenge.spec.topics[0] if isinstance(item, CodeItem) else item.question.topic
        share, weight = sums.get(topic, (0.0, 0.0))
        sums[topic] = (share + item.share * item.weight, weight + item.weight)
    return {topic: round(share / weight, 4) if weight else 0.0 for topic, (share, weight) in sums.items()}
