"""The checks that a candidate can read and run."""

from prep.grading import expect

ROWS = [["Pave", 60], ["Grvl", 120], ["Pave", None]]


def test_gives_each_category_a_column(candidate):
    encoder = candidate.OneHotEncoder()
    fitted = encoder.fit(ROWS)
    expect.that(fitted == encoder, "`fit` must return the encoder itself")
    expect.equal(encoder.get("categories_"), [["Grvl", "Pave"], [60, 120, None]], what="categories_")
    expect.close(
        encoder.transform(ROWS),
        [[0.0, 1.0, 1.0, 0.0, 0.0], [1.0, 0.0, 0.0, 1.0, 0.0], [0.0, 1.0, 0.0, 0.0, 1.0]],
        what="the encoded rows",
    )
    expect.equal(
        encoder.feature_names(["Street", "Class"]),
        ["Street=Grvl", "Street=Pave", "Class=60", "Class=120", "Class=None"],
        what="the names",
    )


def test_unseen_category_is_all_zeros(candidate):
    encoder = candidate.OneHotEncoder()
    encoder.fit(ROWS)
    expect.close(
        encoder.transform([["Dirt", 120], ["Pave", 85]]),
        [[0.0, 0.0, 0.0, 1.0, 0.0], [0.0, 1.0, 0.0, 0.0, 0.0]],
        what="the encoded rows",
    )
