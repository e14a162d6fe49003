NEGATIONS = frozenset(
    ["no", "not", "nor", "never", "none", "nobody", "nothing", "neither", "nowhere", "cannot", "without"]
)


def is_negation(word):
    return _compared(word) in NEGATIONS or _compared(word).endswith("n't")


def remove_stop_words(words, stop_words):
    return mark_negated(words, stop_words, reach=0)


def mark_negated(words, stop_words, reach=3):
    if isinstance(words, str) or isinstance(stop_words, str):
        raise TypeError("words and stop_words must be lists of words")
    stopped = set(map(_compared, stop_words))
    kept, left = [], 0
    for word in words:
        if is_negation(word):
            left = reach
            kept.append(word)
            continue
        if not word.strip(".,;:!?"):
            left = 0
        if _compared(word) not in stopped:
            kept.append(f"not_{word}" if left else word)
            left = max(left - 1, 0)
    return kept


def _compared(word):
    return word.lower().replace("\u2019", "'")
