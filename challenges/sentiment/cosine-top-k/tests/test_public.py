"""The checks that a candidate can read and run."""

from prep.grading import expect

VECTORS = [[1.0, 0.0], [0.0, 2.0], [3.0, 3.0], [-1.0, 0.0]]


def test_best_two_of_four(candidate):
    positions, similarities = expect.sequence(candidate.Vectors(VECTORS).top([[2.0, 0.0]], 2), 2)
    expect.equal(expect.array(positions, (1, 2), kinds="iu", what="the positions").tolist(), [[0, 2]])
    expect.close(similarities, [[1.0, 0.5**0.5]], rtol=1e-9, what="the similarities")


def test_similarity_of_two_texts(candidate):
    expect.close(candidate.Vectors(VECTORS).similarities([[2.0, 0.0]]), [[1.0, 0.0, 0.5**0.5, -1.0]], rtol=1e-9)
