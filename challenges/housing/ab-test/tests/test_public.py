"""The checks that a candidate can read and run."""

from prep.grading import expect


def test_test_of_two_pages(candidate):
    found = expect.mapping(candidate.compare(100, 1000, 130, 1000), ["difference", "z", "p", "low", "high"])
    for key, wanted in [
        ("difference", 0.03),
        ("z", 2.1027406056),
        ("p", 0.0354884505),
        ("low", 0.0020679344),
        ("high", 0.0579320656),
    ]:
        expect.close(found[key], wanted, what=key)


def test_visitors_for_two_points(candidate):
    expect.equal(candidate.visitors(0.10, 0.02), 3841, what="the visitors")
    expect.close(candidate.power(0.10, 0.02, 1000), 0.2977321312, what="the power")
