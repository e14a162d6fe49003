"""The table of what interviews ask for against what is there."""

import pytest

from prep.authoring.coverage import InterviewTopic, cover, load_topics
from prep.catalog.locate import shipped_root


@pytest.mark.slow
def test_each_of_fifteen_topics_has_a_challenge() -> None:
    found = list(cover(load_topics(), [shipped_root()]))
    assert len(found) == 15
    assert [one.topic.title for one in found if not one.challenges] == []


def test_topics_come_by_how_often_they_are_asked() -> None:
    asked = [topic.asked_in for topic in load_topics()]
    assert asked == sorted(asked, reverse=True)


def test_a_topic_is_named_by_the_beginning_of_a_word_in_any_case() -> None:
    topic = InterviewTopic(title="LoRA", asked_in=4, words=("lora",))
    assert topic.is_named_in("transformer/lora-layer")
    assert topic.is_named_in("A LoRA layer")
    assert not topic.is_named_in("exploration")


@pytest.mark.slow
def test_a_topic_of_which_nothing_speaks_has_nothing() -> None:
    (found,) = cover([InterviewTopic(title="Haskell", asked_in=1, words=("monad",))], [shipped_root()])
    assert (found.challenges, found.questions) == ((), ())
    assert "nothing" in str(found)
