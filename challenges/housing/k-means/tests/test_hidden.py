"""The checks that decide."""

import numpy as np

import reference
from prep.grading import expect

DRAWING = """
import solution

def draw(X, k, seeds):
    return [solution.plus_plus(X, k, seed) for seed in range(seeds)]
"""


def houses(seed, rows, columns=3, groups=4):
    """Rows around some middles that overlap a little."""
    rng = np.random.default_rng(seed)
    middles = rng.normal(0.0, 3.0, (groups, columns))
    return middles[rng.integers(groups, size=rows)] + rng.normal(size=(rows, columns))


def expect_same_labels(candidate, X, centres, because):
    labels, inertia = expect.sequence(candidate.assign(X, centres), 2, what="the result of assign")
    wanted, sum_of_squares = reference.assign(X, centres)
    expect.equal(expect.array(labels, wanted.shape, what="labels", kinds="iu"), wanted, what="labels", because=because)
    expect.close(inertia, sum_of_squares, what="inertia", because=because)


def expect_same_clusters(candidate, X, centres, because, **options):
    found = expect.sequence(candidate.kmeans(X, centres, **options), 4, what="the result of kmeans")
    wanted = reference.kmeans(X, centres, **options)
    expect.close(found[0], wanted[0], what="centres", because=because)
    expect.equal(
        expect.array(found[1], (len(X),), what="labels", kinds="iu"), wanted[1], what="labels", because=because
    )
    expect.close(found[2], wanted[2], what="inertia", because=because)
    expect.equal(found[3], wanted[3], what="rounds", because=because)


def test_assigns_to_the_nearest_centre(candidate):
    for seed, columns in [(1, 1), (2, 2), (3, 7)]:
        X = houses(seed, 80, columns)
        expect_same_labels(candidate, X, X[:5], "Rows with one, two or seven columns.")
    corners = [[1.0, 0.0], [0.0, 1.0], [-1.0, 0.0], [0.0, -1.0]]
    expect_same_labels(
        candidate, [[0.0, 0.0], [2.0, 2.0], [-2.0, -2.0]], corners, "Of equally near centres the first counts."
    )
    expect_same_labels(candidate, houses(4, 20), [[0.0, 1.0, 2.0]], "There is a single centre.")


def test_rows_far_from_zero(candidate):
    X = houses(5, 60) + 1e8
    expect_same_labels(candidate, X, X[:4], "Values near 10⁸ with a spread of about 1.")
    expect_same_clusters(candidate, X, X[:4], "Values near 10⁸ with a spread of about 1.")


def test_ends_when_no_label_changes(candidate):
    for seed, k in [(6, 2), (7, 3), (8, 6)]:
        X = houses(seed, 150, groups=5)
        expect_same_clusters(candidate, X, X[:k], "Rounds until no label changes.")
    X = houses(9, 30)
    done = reference.kmeans(X, X[:3])[0]
    expect_same_clusters(candidate, X, done, "The first centres are the final ones: two rounds find that out.")
    expect_same_clusters(candidate, X, X[:1], "There is one cluster.")


def test_ends_after_max_iter(candidate):
    X = houses(10, 200, groups=6)
    for rounds in (1, 2, 3):
        expect_same_clusters(candidate, X, X[:5], "The rounds end before the labels settle.", max_iter=rounds)
    expect_same_clusters(candidate, [[0.0], [1.0]], [[0.0], [1.0]], "It settles in the last round allowed.", max_iter=2)
    line = np.arange(300.0)[:, None] ** 1.5
    expect_same_clusters(candidate, line, line[:12], "It would take more than the 100 rounds that are the default.")


def test_clusters_without_rows(candidate):
    X = houses(11, 40)
    far = np.vstack([X[:2], [[500.0, 500.0, -500.0]], X[2:3]])
    expect_same_clusters(candidate, X, far, "One of the centres is far from every row.")
    same = np.vstack([X[:2], X[1:2], X[3:4]])
    expect_same_clusters(candidate, X, same, "Two of the centres are equal: the second of them gets no rows.")


def test_seeds_are_distinct_rows(candidate):
    X = np.repeat([[0.0, 1.0], [10.0, 1.0], [10.5, 1.0]], [20, 1, 1], axis=0)
    for seed in range(30):
        found = expect.array(candidate.plus_plus(X, 3, seed), (3, 2), what="the seeds")
        expect.that({tuple(row) for row in found} == {tuple(row) for row in X}, "Three distinct rows make three seeds.")
    square = [[0, 0], [0, 1], [1, 0], [1, 1]]
    found = expect.array(candidate.plus_plus(square, 4, 7), (4, 2), what="the seeds")
    expect.equal(sorted(found.tolist()), square, because="Rows are distinct if they differ in any column.")
    X = houses(12, 50)
    for seed, k in [(1, 1), (2, 4), (3, 50)]:
        found = expect.array(candidate.plus_plus(X, k, seed), (k, 3), what="the seeds")
        rows = {tuple(row) for row in X}
        expect.that(all(tuple(row) in rows for row in found), "Every seed is a row of X.")
        expect.equal(candidate.plus_plus(X, k, seed), found, because="The same seed gives the same rows.")


def test_seeds_are_drawn_by_squared_distance(candidate):
    four = [[0.0], [1.0], [2.0], [3.0]]
    drawing = candidate.helper("drawing", DRAWING)
    firsts = expect.array(drawing.draw(four, 1, 400), (400, 1, 1), what="the seeds")
    shares = [(firsts == row).mean() for row in range(4)]
    expect.that(min(shares) > 0.16 and max(shares) < 0.34, "The first seed is drawn evenly from the rows.")
    X = np.repeat([[0.0], [1.0], [4.0]], [60, 1, 1], axis=0)
    drawn = expect.array(drawing.draw(X, 2, 400), (400, 2, 1), what="the seeds")
    with_crowd = drawn[(drawn == 0).any(axis=(1, 2))]
    near, far = ((with_crowd == place).sum() for place in (1.0, 4.0))
    expect.that(near + far > 320, "A first seed from the crowd is drawn as often as the crowd is large.")
    expect.that(0.01 < near / (near + far) < 0.12, "A row at four times the distance is drawn sixteen times as often.")


def test_whole_numbers_and_lists(candidate):
    rng = np.random.default_rng(13)
    small = rng.integers(0, 250, (60, 2)).astype(np.uint8)
    expect_same_labels(candidate, small, small[:4], "Values are small unsigned whole numbers.")
    expect_same_clusters(candidate, small, small[:4], "Values are small unsigned whole numbers.")
    expect_same_clusters(candidate, small.tolist(), small[:4].tolist(), "Values are whole numbers in lists.")
    expect_same_clusters(candidate, houses(14, 60), [[0, 0, 0], [1, 1, 1]], "The first centres are whole numbers.")
    single = (houses(15, 60) + 1000).astype(np.float32)
    expect_same_clusters(candidate, single, single[:3], "Values are in single precision.")
    seeds = expect.array(candidate.plus_plus(small, 3, 5), (3, 2), kinds="f", what="the seeds")
    rows = {tuple(row) for row in small.tolist()}
    expect.that({tuple(row) for row in seeds.tolist()} <= rows, "Every seed is a row of X, as floats.")
    two = np.array([[0], [200]], dtype=np.uint8)
    expect.equal(sorted(expect.array(candidate.plus_plus(two, 2, 6), (2, 1))[:, 0].tolist()), [0, 200])


def test_leaves_inputs_unchanged(candidate):
    X = houses(16, 40)
    centres = X[:3].copy()
    for name in ("assign", "kmeans"):
        called = getattr(candidate, name).with_arguments(X, centres)
        expect.equal(called.arguments[0], X, what="X", because="X after the call.")
        expect.equal(called.arguments[1], centres, what="centres", because="The first centres after the call.")
    expect.equal(
        candidate.plus_plus.with_arguments(X, 3, 1).arguments[0], X, what="X", because="X after drawing seeds."
    )
    expect_same_labels(candidate, X, centres, "An ordinary call.")


def test_refuses_impossible_input(candidate):
    X = houses(17, 12)
    for rows, centres, why in [
        (X[:, 0], X[:2], "X has one dimension"),
        (X, X[0], "centres has one dimension"),
        (X[:0], X[:2], "there are no rows"),
        (X, X[:0], "there are no centres"),
        (X, X[:2, :2], "centres lacks a column"),
        (X, X[:2, :1], "centres has one column, though NumPy would broadcast it"),
        (X[None], X[:2], "X has three dimensions"),
    ]:
        for function in (candidate.assign, candidate.kmeans):
            with candidate.raises(ValueError, because=why):
                function(rows, centres)
    for limit in (0, -1):
        with candidate.raises(ValueError, because="max_iter is below 1"):
            candidate.kmeans(X, X[:2], max_iter=limit)
    for rows, k, why in [
        (X, 0, "k is 0"),
        (X, 13, "k is larger than the number of rows"),
        (np.vstack([X[:2], X[:2]]), 3, "there are fewer distinct rows than k"),
        (X[:, 0], 2, "X has one dimension"),
        (X[:0], 1, "there are no rows"),
    ]:
        with candidate.raises(ValueError, because=why):
            candidate.plus_plus(rows, k, 1)
    expect_same_clusters(candidate, X, X[:2], "An ordinary call.")
    expect.equal(candidate.plus_plus([[3.0, 4.0]], 1, 1), np.array([[3.0, 4.0]]), because="A single row is the seed.")
