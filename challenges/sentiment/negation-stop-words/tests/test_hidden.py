"""The checks that decide."""

import reference
from prep.grading import expect

STOCK = ["a", "an", "and", "but", "did", "do", "don't", "had", "he", "i", "in", "is", "isn't", "it", "it's", "neither"]
STOCK += ["no", "nor", "not", "of", "so", "that", "the", "this", "to", "very", "was", "wasn't", "with", "you"]


def expect_removed(candidate, text, stop_words=STOCK):
    words = text.split()
    expected = reference.remove_stop_words(words, stop_words)
    expect.equal(candidate.remove_stop_words(words, stop_words), expected, what="the words that are kept")


def expect_marked(candidate, text, stop_words=STOCK, **settings):
    words = text.split()
    expected = reference.mark_negated(words, stop_words, **settings)
    expect.equal(candidate.mark_negated(words, stop_words, **settings), expected, what="the marked words")


def test_drops_stop_words(candidate):
    expect_removed(candidate, "The plot was so thin that THE actors left and the public did so too")
    expect_removed(candidate, "Theory of it : ha ha ha , her hits on that athlete on a th")
    expect_removed(candidate, "gem Gem GEM gem of a gem ! !", {"GEM", "Of", "!"})
    expect_removed(candidate, "kept as it is .", [])
    expect_removed(candidate, "the a of")
    expect_removed(candidate, "")


def test_knows_negations(candidate):
    negations = "no not nor never none nobody nothing neither nowhere cannot without"
    contractions = "isn't wasn't won't n't shan't mustn't ain't"
    others = "notable knot know now nose nonsense want cant wont ant isnt dont nothings cannoli nevertheless n't-like"
    for word in [*negations.split(), *contractions.split(), *others.split(), "NOT", "Never", "DON'T", "'t", "not_good"]:
        expect.equal(candidate.is_negation(word), reference.is_negation(word), what=f"is_negation({word!r})")


def test_keeps_negations_of_a_stock_list(candidate):
    expect_removed(candidate, "it was not a film and I was no fan of it nor did I do that")
    expect_removed(candidate, "You don't see it . It isn't there . It Wasn't , NEITHER is he")
    expect_removed(candidate, "never nothing without nobody", ["Never", "NOTHING", "without"])
    expect_removed(candidate, "it is good")


def test_apostrophes(candidate):
    for word in ["isn\u2019t", "DON\u2019T", "n\u2019t"]:
        expect.equal(candidate.is_negation(word), True, what=f"is_negation({word!r})")
    expect.equal(candidate.is_negation("it\u2019s"), False, what="is_negation('it\u2019s')")
    expect_removed(candidate, "It\u2019s a film you don\u2019t forget and it's fine", [*STOCK, "you\u2019ll"])
    expect_removed(candidate, "you'll see what You\u2019ll see", [*STOCK, "you\u2019ll"])
    expect_marked(candidate, "I don\u2019t regret it\u2019s gone")


def test_scope_ends_at_a_mark(candidate):
    for mark in [".", ",", ";", ":", "!", "?", "...", "?!", ",;"]:
        expect_marked(candidate, f"not good {mark} fine acting")
        expect_marked(candidate, f"not good {mark} fine acting", [*STOCK, mark])
    expect_marked(candidate, "never ! mind , no . fun")
    expect_marked(candidate, "not so-so good! 3.5")
    expect_marked(candidate, "not - ( really")


def test_reach_counts_words_that_are_kept(candidate):
    text = "nobody in the cast of this film had a very good day in the studio or anywhere else"
    expect_marked(candidate, text)
    for reach in (0, 1, 2, 4, 9):
        expect_marked(candidate, text, reach=reach)
        expect_marked(candidate, f"Good plot {text} . {text}", ["CAST", "film"], reach=reach)
    expect_marked(candidate, "was the film good ?")


def test_double_negation(candidate):
    expect_marked(candidate, "not without real charm and wit")
    expect_marked(candidate, "never not never funny at all today")
    expect_marked(candidate, "not one two three four never five six", reach=4)
    expect_marked(candidate, "not one two three never four five six", reach=3)
    expect_marked(candidate, "isn't nothing . no joke")


def test_leaves_no_trace(candidate):
    words, stop_words = ["the", "end", "was", "not"], ["was", "The"]
    for name in ("remove_stop_words", "mark_negated"):
        called = getattr(candidate, name).with_arguments(words, stop_words)
        expect.equal(called.arguments, [words, stop_words], what="the arguments after the call")
        expect.equal(called.value, ["end", "not"], what="the words")
        expect.equal(getattr(candidate, name)(["good", "end"], stop_words), ["good", "end"], what="the next review")


def test_refuses_plain_text(candidate):
    for name in ("remove_stop_words", "mark_negated"):
        with candidate.raises(TypeError, because="words is a plain text"):
            getattr(candidate, name)("not good", STOCK)
        with candidate.raises(TypeError, because="stop_words is a plain text"):
            getattr(candidate, name)(["not", "good"], "the a an")
        expect.equal(getattr(candidate, name)(["never"], STOCK), ["never"], what="the words")
