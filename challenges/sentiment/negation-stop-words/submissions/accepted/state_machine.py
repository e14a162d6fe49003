class _Reader:
    NEGATIONS = "no not nor never none nobody nothing neither nowhere cannot without".split()

    def __init__(self, stop_words, reach):
        self.stopped = [self.plain(word) for word in stop_words]
        self.reach = reach
        self.marking = iter(())

    @staticmethod
    def plain(word):
        return word.replace(chr(0x2019), chr(39)).lower()

    def negates(self, word):
        word = self.plain(word)
        return word in self.NEGATIONS or word[-3:] == "n't"

    def read(self, word):
        if self.negates(word):
            undone = next(self.marking, None) is not None
            self.marking = iter(()) if undone else iter(range(self.reach))
            return [word]
        if all(character in ".,;:!?" for character in word):
            self.marking = iter(())
        if self.plain(word) in self.stopped:
            return []
        return [word if next(self.marking, None) is None else "not_" + word]


def is_negation(word):
    return _Reader([], 0).negates(word)


def mark_negated(words, stop_words, reach=3):
    if type(words) is str or type(stop_words) is str:
        raise TypeError("list, please")
    reader = _Reader(stop_words, reach)
    return [kept for word in words for kept in reader.read(word)]


def remove_stop_words(words, stop_words):
    return mark_negated(words, stop_words, 0)
