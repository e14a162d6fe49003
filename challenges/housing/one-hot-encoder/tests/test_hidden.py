"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect, probes

ZONES = ["RL", "RM", "FV", "RH", "C (all)"]
ROOFS = ["Gable", "Hip", "Flat", "Gambrel", "Mansard", "Shed"]
CLASSES = [20, 30, 60, 120, 160, 190]


def houses(seed, rows, zones=5, roofs=6, classes=6):
    """Zone, roof and class of dwelling, drawn from the first so many of each."""
    rng = np.random.default_rng(seed)
    lists = ((ZONES, zones), (ROOFS, roofs), (CLASSES, classes))
    columns = [[values[i] for i in rng.integers(0, count, rows)] for values, count in lists]
    return [list(row) for row in zip(*columns, strict=True)]


def expect_same(candidate, train, rows, **settings):
    """Categories and encoded rows are the reference's."""
    expected = reference.OneHotEncoder(**settings).fit(train)
    encoder = candidate.OneHotEncoder(**settings)
    encoder.fit(train)
    expect.equal(encoder.get("categories_"), expected.categories_, what="categories_")
    expect.close(encoder.transform(rows), expected.transform(rows), what="the encoded rows")


def test_columns_come_in_order(candidate):
    expect_same(candidate, houses(1, 60), houses(2, 15))
    expect_same(candidate, houses(3, 8), houses(3, 8))


def test_unseen_values_next_to_seen_ones(candidate):
    train = houses(4, 40, zones=3, roofs=2, classes=4)
    expect_same(candidate, train, houses(5, 40))
    expect_same(candidate, train, [["A", "A", 0], ["ZZ", "ZZ", 999], [None, None, None], ["Hip", "RL", 20]])


def test_training_rows_decide(candidate):
    fixed = houses(6, 9)

    def fit(train, test):
        encoder = candidate.OneHotEncoder()
        encoder.fit(train)
        encoder.transform(test)
        learnt = expect.sequence(encoder.get("categories_"), 3, what="categories_")
        texts = [[str(value) for value in expect.sequence(block, what="categories_")] for block in learnt]
        return [texts, expect.array(encoder.transform(fixed), (len(fixed), -1), what="the encoded rows")]

    def disturb(rows, rng):
        return [[zone + str(rng.integers(9)), roof, number + 1] for zone, roof, number in rows[::2]]

    probes.rows_do_not_leak(fit, houses(7, 30, roofs=4), houses(8, 20), np.random.default_rng(9), disturb=disturb)


def test_a_row_is_encoded_alone_as_among_others(candidate):
    encoder = candidate.OneHotEncoder()
    encoder.fit(houses(10, 40, zones=4))
    probes.row_by_row_equals_batch(encoder.transform, houses(11, 12), what="the encoded row")


def test_missing_values_and_the_word_none(candidate):
    train = [["None", 5], [None, 3], ["BrkFace", None], ["Stone", 5], ["nan", 4]]
    expect_same(candidate, train, [[None, None], ["None", 3], ["", 5], ["nan", 0], ["Stone", None]])
    expect_same(candidate, train[:1] + train[3:], [[None, None], ["None", 5]])


def test_numbers_beside_text(candidate):
    train = [["b", 100], ["a", 9], ["b", 20], ["a", -3]]
    expect_same(candidate, train, [["a", 20], ["b", 100], ["a", 2]])
    expect_same(candidate, np.array(train, dtype=object), np.array([["b", 9]], dtype=object))
    expect_same(candidate, np.array([[60, 1], [120, 1], [20, 2]]), np.array([[120, 2], [6, 1]]))
    # 0 and an empty text are values; only None is missing.
    zeros = [[0, "", "b"], [3, "a", None], [-2, None, ""], [0, "", "b"], [None, "a", ""]]
    expect_same(candidate, zeros, [*zeros, [0, "", ""], [None, None, None], [1, "b", "a"]])


def test_text_to_the_letter(candidate):
    train = [["RL"], ["rl"], ["RL "], ["R"]]
    expect_same(candidate, train, [["RL"], ["rl"], ["RL "], ["R"], ["RLX"], ["r"], ["Rl"], [""]])
    expect_same(candidate, np.array(train), np.array([["RL"], ["RL Park"], ["R"]]))


def test_rare_categories_get_no_column(candidate):
    train = [["x", 1], ["x", 2], ["x", 2], ["y", 1], ["y", 3], ["z", None], [None, None]]
    for min_count in (2, 3):
        expect_same(candidate, train, [*train, ["y", None], ["z", 1]], min_count=min_count)
    expect_same(candidate, houses(12, 60), houses(13, 20), min_count=11)


def test_names_of_the_columns(candidate):
    train = [["Hip", 20], ["Gable", 190], ["Gable", 20], ["Shed", None]]
    for min_count in (1, 2):
        expected = reference.OneHotEncoder(min_count=min_count).fit(train).feature_names(["Roof", "MS.SubClass"])
        encoder = candidate.OneHotEncoder(min_count=min_count)
        encoder.fit(train)
        expect.equal(encoder.feature_names(["Roof", "MS.SubClass"]), expected, what="the names")


def test_no_rows_to_encode(candidate):
    expect_same(candidate, houses(14, 30), [])


def test_leaves_inputs_unchanged(candidate):
    train, rows = houses(15, 20, zones=3), houses(16, 10)
    encoder = candidate.OneHotEncoder()
    expect.equal(encoder.fit.with_arguments(train).arguments[0], train, what="the rows after fit")
    called = encoder.transform.with_arguments(rows)
    expect.equal(called.arguments[0], rows, what="the rows after transform")
    expect.array(called.value, (10, -1), what="the encoded rows")


def test_second_fit_forgets_the_first(candidate):
    encoder = candidate.OneHotEncoder()
    encoder.fit(houses(17, 30))
    train = [[zone, number] for zone, _, number in houses(18, 20, zones=2, classes=3)]
    encoder.fit(train)
    expected = reference.OneHotEncoder().fit(train)
    expect.equal(encoder.get("categories_"), expected.categories_, what="categories_ after the second fit")
    expect.close(encoder.transform(train), expected.transform(train), what="the encoded rows")


def test_refuses_impossible_input(candidate):
    train = houses(19, 10)
    encoder = candidate.OneHotEncoder()
    encoder.fit(train)
    for method, rows, why in [
        (candidate.OneHotEncoder().fit, [], "there are no rows"),
        (candidate.OneHotEncoder().fit, [["RL", "Hip"], ["RL"]], "rows differ in length"),
        (encoder.transform, [["RL", "Hip", 20], ["RL", "Hip"]], "rows differ in length"),
        (encoder.transform, [["RL", "Hip"]], "a column is missing"),
        (encoder.transform, [["RL", "Hip", 20, 20]], "there is a column more than in fit"),
        (encoder.feature_names, ["a", "b"], "there are fewer names than columns"),
        (encoder.feature_names, ["a", "b", "c", "d"], "there are more names than columns"),
    ]:
        with candidate.raises(ValueError, because=why):
            method(rows)
    for method, argument in [
        (candidate.OneHotEncoder().transform, train),
        (candidate.OneHotEncoder().feature_names, ["a", "b", "c"]),
    ]:
        with candidate.raises(RuntimeError, because="it comes before fit"):
            method(argument)
