"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect

WORDS = ["the", "then", "there", "he", "her", "here", "hen", "red", "reed", "tree", "three", "thee", "café", "naïve"]


def text(seed, count=300, letters="aabbbccd"):
    """Some common words and some that are drawn."""
    rng = np.random.default_rng(seed)
    drawn = ["".join(rng.choice(list(letters), rng.integers(1, 7))) for _ in range(count // 3)]
    return " ".join(rng.choice(WORDS + drawn, count).tolist())


TEXTS = [text(1), text(2, letters="xyzé")]
MERGES = reference.train(TEXTS, 256 + 120)


def expect_same_merges(candidate, texts, size, because):
    found = expect.sequence(candidate.train(texts, size), what="the merges")
    found = [expect.sequence(pair, 2, what="a pair") for pair in found]
    expect.equal([tuple(pair) for pair in found], reference.train(texts, size), what="the merges", because=because)


def expect_same_tokens(candidate, written, merges, because):
    found = list(expect.sequence(candidate.encode(written, merges), what="the tokens"))
    expect.equal(found, reference.encode(written, merges), what="the tokens", because=because)


def test_merges_the_most_frequent_pair(candidate):
    for seed, size in [(10, 257), (11, 260), (12, 300), (13, 330)]:
        expect_same_merges(candidate, [text(seed)], size, "Several texts and sizes.")
    expect_same_merges(candidate, ["ab cab dab", "xyz xyz"], 258, "Pairs are counted over all texts.")
    expect_same_merges(candidate, ["aaab"] * 5 + ["xy"] * 9, 258, "Pieces that occur often count as often.")


def test_ties_go_to_the_smaller_pair(candidate):
    for texts in (["zy ab", "zy ab"], ["cd cb ab ad", "ab ad cb cd"], ["ba", "ba", "ab", "ab"]):
        expect_same_merges(candidate, texts, 259, "Several pairs occur equally often.")


def test_pairs_that_overlap(candidate):
    for texts in (["aaa"], ["aaaa aaa"], ["aaaaa b", "aaaaa"], ["ababa babab"]):
        expect_same_merges(candidate, texts, 262, "The same letter stands several times in a row.")
    for written in ("aaa", "aaaaaaa", "baaab"):
        expect_same_tokens(candidate, written, [(97, 97), (256, 97)], "The same letter stands several times in a row.")


def test_stops_when_nothing_repeats(candidate):
    for texts in ([], [""], ["a"], ["abc"], ["abc abd"], [" ", "  "], ["ab", "ab"]):
        expect_same_merges(candidate, texts, 400, "There is little or nothing to merge.")
    expect.equal(list(expect.sequence(candidate.train(TEXTS, 256))), [], because="The size leaves no room for a merge.")


def test_pieces_begin_with_a_space(candidate):
    for texts in (["a b a b a b"], ["b a  b a"], ["ab  ab  ab"], [" a a", "a "], ["x-y\ty x-y\ty\n y\n y"]):
        expect_same_merges(candidate, texts, 262, "No pair crosses the place before a space.")
    for written in ("the  hen ", "  here", "the\tthree\n\nhen"):
        expect_same_tokens(candidate, written, MERGES, "Several spaces, and other white space.")
    crossing = [(97, 32), (98, 99)]
    expect_same_tokens(candidate, "a bc", crossing, "A merge that no piece can hold.")


def test_bytes_of_any_text(candidate):
    for written in ("café naïve", "日本語 日本", "🙂🙂", "\x00\x00 \x7f"):
        expect_same_merges(candidate, [written] * 2, 270, "Characters of several bytes.")
        expect_same_tokens(candidate, written, MERGES, "Characters of several bytes.")


def test_encodes_by_rank(candidate):
    for seed in (20, 21, 22):
        expect_same_tokens(candidate, text(seed, letters="theré"), MERGES, "Words that were not learnt from.")
    late = [(98, 99), (97, 98), (97, 256)]
    for written in ("abc", "abcabc", "ababc"):
        expect_same_tokens(candidate, written, late, "The merge learnt first goes first, wherever it stands.")
    expect_same_tokens(candidate, "", MERGES, "An empty text.")
    expect_same_tokens(candidate, "bcd", [], "There are no merges.")
    expect_same_tokens(candidate, "abc", [[98, 99], [97, 256]], "Pairs are lists.")


def test_decodes_what_was_encoded(candidate):
    for written in (*TEXTS, "", " ", "  a  ", "日本語🙂\n"):
        tokens = reference.encode(written, MERGES)
        expect.equal(candidate.decode(tokens, MERGES), written, because="A text that was encoded.")
    euro = list("€".encode())
    for tokens in (euro[:2], [*euro[:1], 97], [255], euro[1:]):
        wanted = reference.decode(tokens, [])
        expect.equal(candidate.decode(tokens, []), wanted, because="Tokens that cut a character in two.")


def test_learns_from_long_texts_in_time(candidate):
    words = text(30, 400, letters="abcdefgh").split()
    long = " ".join(np.random.default_rng(31).choice(words, 60_000).tolist())
    expect_same_merges(candidate, [long], 256 + 150, "A text of 60,000 words, most of which occur often.")


def test_refuses_impossible_input(candidate):
    with candidate.raises(ValueError, because="the size is smaller than the number of bytes"):
        candidate.train(["abab"], 255)
    for tokens, why in [([97, 258], "there is no merge of that token"), ([-1], "a token is negative")]:
        with candidate.raises(ValueError, because=why):
            candidate.decode(tokens, [(97, 98), (256, 256)])
    expect.equal(candidate.decode([257], [(97, 98), (256, 256)]), "abab", because="An ordinary call.")
    expect_same_merges(candidate, ["abab"], 257, "An ordinary call.")
