import re

PLAIN = str.maketrans({"\u2019": "'"})
NEGATION = re.compile(r"(no|not|nor|never|none|nobody|nothing|neither|nowhere|cannot|without|.*n't)", re.DOTALL)
MARK = re.compile(r"[.,;:!?]+")


def fold(word):
    return word.translate(PLAIN).lower()


def is_negation(word):
    return NEGATION.fullmatch(fold(word)) is not None


def _checked(words, stop_words):
    for given in (words, stop_words):
        if isinstance(given, str):
            raise TypeError("a list of words is asked for")
    return {fold(word) for word in stop_words}


def remove_stop_words(words, stop_words):
    stopped = _checked(words, stop_words)
    return [word for word in words if is_negation(word) or fold(word) not in stopped]


def _clauses(words):
    clause = []
    for word in words:
        clause.append(word)
        if MARK.fullmatch(word):
            yield clause
            clause = []
    yield clause


def mark_negated(words, stop_words, reach=3):
    _checked(words, stop_words)
    result = []
    for clause in _clauses(words):
        until = 0
        for place, word in enumerate(remove_stop_words(clause, stop_words)):
            if is_negation(word):
                until = 0 if place < until else place + 1 + reach
                result.append(word)
            elif place < until and not MARK.fullmatch(word):
                result.append("not_" + word)
            else:
                result.append(word)
    return result
