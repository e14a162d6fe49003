"""What a person did before: at the same things, and in the same topics."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from statistics import fmean
from typing import Any, Final

from prep.model.sitting import CodeItem, EarlierAttempt, Item, Sitting, SkillBefore
from prep.model.verdict import Verdict
from prep.practice.desk.library import Library, question_version
from prep.practice.desk.notebook import OwnData
from prep.store.practice import Share, attempts_at, shares_before
from prep.store.records import AttemptKind, AttemptRecord

_MOST: Final = 20


def with_earlier(notebook: OwnData, sitting: Sitting, uid: str) -> Sitting:
    """The sitting with earlier attempts at its items: at the same version, and not of this sitting itself.

    Raises:
        StorageError: the database fails.
    """
    items = tuple(replace(item, earlier=_earlier(notebook, item, uid)) for item in sitting.items)
    return replace(sitting, items=items)


def skills_before(notebook: OwnData, library: Library, sitting: Sitting, uid: str) -> tuple[SkillBefore, ...]:
    """How the topics of a sitting went before it.

    Raises:
        StorageError: the database fails.
    """
    topics = {_topic(item) for item in sitting.items}
    with notebook.reading() as connection:
        before = shares_before(connection, sitting.started_at)
    found: dict[str, list[Share]] = {}
    for one in before:
        topic = _topic_of(library, one)
        if topic in topics and one.sitting_uid != uid:
            found.setdefault(topic, []).append(one)
    return tuple(_skill(topic, shares) for topic, shares in sorted(found.items()))


def _skill(topic: str, shares: list[Share]) -> SkillBefore:
    last = shares[-1].sitting_uid
    latest = [one.share for one in shares if one.sitting_uid == last] if last else [shares[-1].share]
    return SkillBefore(topic=topic, answers=len(shares), mean=fmean(one.share for one in shares), last=fmean(latest))


def _earlier(notebook: OwnData, item: Item, uid: str) -> tuple[EarlierAttempt, ...]:
    if isinstance(item, CodeItem):
        kind, name, version = AttemptKind.CODE, item.challenge.id, item.challenge.fingerprint
    else:
        kind, name, version = AttemptKind.ANSWER, item.question.id, question_version(item.question)
    with notebook.reading() as connection:
        attempts = attempts_at(connection, kind, name, _MOST)
    same = (one for one in attempts if one.version == version and one.sitting_uid != uid)
    return tuple(sorted(_told(same), key=lambda one: one.at))


def _told(attempts: Iterable[AttemptRecord]) -> Iterator[EarlierAttempt]:
    for one in attempts:
        passed, judged = _judged(one.kind, one.result)
        yield EarlierAttempt(at=one.submitted_at, share=one.share, passed=passed, judged=judged)


def _judged(kind: AttemptKind, result: Mapping[str, Any]) -> tuple[frozenset[str], frozenset[str]]:
    """Ids of what passed, and of all that was judged; nothing of a row that is not as we write them."""
    if kind is AttemptKind.CODE:
        rows = [(one.get("id"), one.get("verdict") == Verdict.ACCEPTED) for one in result.get("checks", ())]
    else:
        rows = [(one.get("id"), bool(one.get("found"))) for one in result.get("answer", {}).get("points", ())]
    named = [(str(name), done) for name, done in rows if name]
    return frozenset(name for name, done in named if done), frozenset(name for name, _ in named)


def _topic(item: Item) -> str:
    return item.challenge.spec.topics[0] if isinstance(item, CodeItem) else item.question.topic


def _topic_of(library: Library, share: Share) -> str:
    if share.kind is AttemptKind.CODE:
        challenge = library.challenges.get(share.item)
        return challenge.spec.topics[0] if challenge is not None and challenge.spec.topics else ""
    question = library.questions.get(share.item)
    return question.topic if question is not None else ""
