"""What was noticed about an answer, as short words for machines; `remarks` of a result say it to people."""

from enum import StrEnum


class Flag(StrEnum):
    """Something that a person may want to know before trusting a score."""

    EMPTY = "empty"
    DONT_KNOW = "does-not-know"
    TOO_LONG = "too-long"
    COPIED = "copies-the-question"
    NOT_ENGLISH = "not-in-english"
    TAKES_BACK = "takes-itself-back"
    DOUBTS = "doubts-what-it-says"
    APPEALS = "speaks-to-the-grader"
    CONTRADICTS = "contradicts-the-model-answer"
    WORD_LIST = "word-list"
    DOUBTFUL = "doubtful-misconception"
    BESIDE = "beside-the-question"
    UNSURE = "unsure"

    @property
    def asks_for_review(self) -> bool:
        """Whether a person should look; nobody needs to look at an empty answer."""
        return self not in (Flag.EMPTY, Flag.DONT_KNOW, Flag.COPIED, Flag.DOUBTFUL)
