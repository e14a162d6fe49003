"""The housing pipeline: what it learns, and what it must not."""

import numpy as np
import pandas as pd
import pytest

from projects.housing.columns import CATEGORIES, CODES, FEATURES, TARGET
from projects.housing.data import load_ames, without_large
from projects.housing.evaluate import cross_validate, fit_and_predict, score, split
from projects.housing.pipeline import PENALTIES, Recipe, build_model, build_preprocessor
from projects.housing.study import DE_COCK_R2, explain_by_place_and_size

PLAIN = Recipe(ridge=False, log_target=False)


@pytest.fixture(scope="module")
def houses() -> pd.DataFrame:
    return load_ames()


@pytest.fixture(scope="module")
def some(houses: pd.DataFrame) -> pd.DataFrame:
    """Enough houses to learn something, few enough to be quick."""
    return without_large(houses).iloc[::8]


@pytest.fixture(scope="module")
def others(houses: pd.DataFrame) -> pd.DataFrame:
    return without_large(houses).iloc[1::40]


def test_the_figure_that_de_cock_published_with_the_data_is_met(houses: pd.DataFrame) -> None:
    assert explain_by_place_and_size(without_large(houses)) == pytest.approx(DE_COCK_R2, abs=0.005)


def test_every_feature_becomes_finite_numbers(some: pd.DataFrame) -> None:
    prepared = build_preprocessor().fit_transform(some[FEATURES])
    assert np.isfinite(prepared).all()
    assert prepared.shape[0] == len(some)


def test_the_strength_of_the_penalty_is_chosen_in_fit(some: pd.DataFrame) -> None:
    model = build_model().fit(some[FEATURES], some[TARGET])
    assert model["regress"].regressor_.alpha_ in PENALTIES[1:-1]


def test_medians_and_spreads_are_those_of_the_training_part(some: pd.DataFrame) -> None:
    fitted = build_preprocessor().fit(some[FEATURES])
    impute, scale = fitted[-1].named_transformers_["numbers"]
    column = list(impute.feature_names_in_).index("Lot.Frontage")
    assert impute.statistics_[column] == some["Lot.Frontage"].median()
    assert scale.mean_[column] == pytest.approx(some["Lot.Frontage"].fillna(some["Lot.Frontage"].median()).mean())


def test_a_price_does_not_depend_on_the_other_houses_asked_for(some: pd.DataFrame, others: pd.DataFrame) -> None:
    model = build_model().fit(some[FEATURES], some[TARGET])
    together = model.predict(others[FEATURES])
    apart = [model.predict(others[FEATURES].iloc[k : k + 1])[0] for k in range(5)]
    assert together[:5] == pytest.approx(apart)


def test_the_price_of_an_unseen_house_has_no_say(some: pd.DataFrame, others: pd.DataFrame) -> None:
    dearer = others.assign(price=others[TARGET] * 3)
    assert fit_and_predict(PLAIN, some, dearer) == pytest.approx(fit_and_predict(PLAIN, some, others))


def test_columns_that_it_does_not_know_are_ignored(some: pd.DataFrame, others: pd.DataFrame) -> None:
    model = build_model().fit(some, some[TARGET])
    canary = others.assign(canary=others[TARGET], price=0)
    assert model.predict(canary) == pytest.approx(model.predict(others[FEATURES]))


def test_a_category_that_it_has_never_seen_is_no_error(some: pd.DataFrame, others: pd.DataFrame) -> None:
    model = build_model().fit(some[FEATURES], some[TARGET])
    moved = others[FEATURES].assign(Neighborhood="Atlantis")
    moved["MS.SubClass"] = 999
    assert (model.predict(moved) > 0).all()


def test_exactly_the_rare_categories_share_a_column(some: pd.DataFrame) -> None:
    fitted = build_preprocessor().fit(some[FEATURES])
    one_hot = fitted[-1].named_transformers_["categories"][-1]
    neighbourhood = [*CODES, *CATEGORIES].index("Neighborhood")
    counts = some["Neighborhood"].value_counts()
    assert set(one_hot.infrequent_categories_[neighbourhood]) == set(counts[counts < 10].index)
    assert 0 < (counts < 10).sum() < len(counts)


def test_a_code_is_a_category_unless_told_otherwise(some: pd.DataFrame) -> None:
    def names(*, codes_as_categories: bool) -> list[str]:
        fitted = build_preprocessor(codes_as_categories=codes_as_categories).fit(some[FEATURES])
        return [name for name in fitted[-1].get_feature_names_out() if "MS.SubClass" in name]

    assert names(codes_as_categories=False) == ["numbers__MS.SubClass"]
    assert "categories__MS.SubClass_20" in names(codes_as_categories=True)


@pytest.mark.parametrize("log_target", [True, False])
def test_prices_in_cents_give_predictions_in_cents(
    some: pd.DataFrame, others: pd.DataFrame, *, log_target: bool
) -> None:
    """A back-transform that is forgotten, or applied twice, cannot scale."""
    recipe = Recipe(ridge=False, log_target=log_target)
    dollars = fit_and_predict(recipe, some, others)
    cents = fit_and_predict(recipe, some.assign(price=some[TARGET] * 100), others)
    assert cents == pytest.approx(100 * dollars, rel=1e-6)


def test_shuffled_prices_teach_nothing(some: pd.DataFrame, others: pd.DataFrame) -> None:
    rng = np.random.default_rng(0)
    shuffled = some.assign(price=rng.permutation(some[TARGET].to_numpy()))
    assert score(others[TARGET], fit_and_predict(Recipe(), some, others)).r2 > 0.8
    assert score(others[TARGET], fit_and_predict(Recipe(), shuffled, others)).r2 < 0.2


def test_the_log_target_never_predicts_a_price_below_nothing(some: pd.DataFrame, others: pd.DataFrame) -> None:
    ruin = others[FEATURES].assign(**{"Overall.Qual": -60})
    assert (build_model(PLAIN).fit(some[FEATURES], some[TARGET]).predict(ruin) < 0).any()
    assert (build_model().fit(some[FEATURES], some[TARGET]).predict(ruin) > 0).all()


def test_a_recipe_is_named_by_its_choices() -> None:
    assert Recipe().name == "ridge, log target"
    assert PLAIN.name == "linear regression"
    assert Recipe(log_target=False, codes_as_categories=False).name == "ridge, codes as numbers"


def test_the_held_out_houses_are_a_fifth_and_no_training_house_is_among_them(houses: pd.DataFrame) -> None:
    parts = split(houses)
    assert len(parts.held_out) == 586
    assert set(parts.train.index) | set(parts.held_out.index) == set(houses.index)
    assert not set(parts.train.index) & set(parts.held_out.index)


def test_scores_are_the_error_in_dollars_and_the_share_explained() -> None:
    scores = score(pd.Series([100.0, 200.0, 300.0]), np.array([110.0, 200.0, 280.0]))
    assert scores.mae == pytest.approx(10)
    assert scores.r2 == pytest.approx(1 - 500 / 20_000)


def test_each_house_is_scored_once_by_a_model_that_has_not_seen_it(some: pd.DataFrame) -> None:
    seen: list[set[int]] = []
    scored: list[set[int]] = []

    def note_seen(part: pd.DataFrame) -> pd.DataFrame:
        seen.append(set(part.index))
        return part

    def note_scored(part: pd.DataFrame) -> pd.DataFrame:
        scored.append(set(part.index))
        return part

    cross_validate(some, None, folds=4, train_on=note_seen, score_on=note_scored)
    assert len(scored) == 4
    assert all(not learnt & tested for learnt, tested in zip(seen, scored, strict=True))
    assert sorted(index for part in scored for index in part) == sorted(some.index)


def test_a_model_learns_only_from_the_houses_it_is_told_to() -> None:
    houses = pd.DataFrame({"price": [100.0] * 10 + [900.0] * 10})
    cheap = cross_validate(houses, None, folds=5, train_on=lambda part: part[part["price"] < 500])
    assert cheap.mae == pytest.approx(400)
    only = cross_validate(
        houses,
        None,
        folds=2,
        train_on=lambda part: part[part["price"] < 500],
        score_on=lambda part: part[part["price"] > 500],
    )
    assert only.mae == pytest.approx(800)


def test_the_spread_is_that_of_the_error_from_fold_to_fold() -> None:
    houses = pd.DataFrame({"price": np.arange(1.0, 41.0) ** 3})
    scores = cross_validate(houses, None, folds=4)
    assert scores.mae_spread is not None
    assert 0 < scores.mae_spread < scores.mae
