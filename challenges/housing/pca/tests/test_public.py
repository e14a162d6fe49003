"""The checks that a candidate can read and run."""

from prep.grading import expect

HOUSES = [[1.0, 2.0], [3.0, 2.0], [2.0, 1.0], [2.0, 1.5]]


def test_components_of_four_houses(candidate):
    pca = candidate.PCA(2)
    pca.fit(HOUSES)
    expect.close(pca.get("mean_"), [2.0, 1.625], what="mean_")
    expect.close(pca.get("components_"), [[1.0, 0.0], [0.0, 1.0]], atol=1e-7, what="components_")
    expect.close(pca.get("explained_variance_"), [2 / 3, 0.6875 / 3], what="explained_variance_")
    expect.close(pca.get("explained_variance_ratio_"), [2 / 2.6875, 0.6875 / 2.6875], what="explained_variance_ratio_")


def test_projects_four_houses(candidate):
    pca = candidate.PCA(1)
    pca.fit(HOUSES)
    expect.close(pca.transform(HOUSES), [[-1.0], [1.0], [0.0], [0.0]], atol=1e-7, what="the coordinates")
    expect.close(pca.inverse_transform([[-1.0], [0.5]]), [[1.0, 1.625], [2.5, 1.625]], atol=1e-7, what="the rows")
