"""One scikit-learn pipeline from a raw row to a price.

Whatever is learnt from data (medians, means, spreads, categories, weights) is learnt in `fit`, so a
cross-validation that fits the whole pipeline on each training part cannot leak.
"""

from dataclasses import dataclass

import numpy as np
from sklearn.compose import ColumnTransformer, TransformedTargetRegressor
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LinearRegression, RidgeCV
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, StandardScaler

from projects.housing.columns import CATEGORIES, CODES, NUMBERS
from projects.housing.missing import tidy

RARE = 10
"""A category with fewer houses than this shares one column with the other rare ones."""

PENALTIES = tuple(np.logspace(-1, 3, 9).tolist())
"""Ridge penalties to choose from, from next to none to far too much."""


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """The choices that make one model; the defaults are the ones the project ends with."""

    ridge: bool = True
    log_target: bool = True
    codes_as_categories: bool = True

    @property
    def name(self) -> str:
        words = ["ridge" if self.ridge else "linear regression"]
        words += ["log target"] if self.log_target else []
        words += [] if self.codes_as_categories else ["codes as numbers"]
        return ", ".join(words)


def build_preprocessor(*, codes_as_categories: bool = True) -> Pipeline:
    """Raw columns to numbers: imputed, then scaled or one-hot encoded. Other columns are dropped."""
    numbers = NUMBERS if codes_as_categories else [*CODES, *NUMBERS]
    categories = [*CODES, *CATEGORIES] if codes_as_categories else CATEGORIES
    columns = ColumnTransformer(
        [
            ("numbers", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), numbers),
            ("categories", make_pipeline(SimpleImputer(strategy="most_frequent"), _one_hot()), categories),
        ],
        sparse_threshold=0,
    )
    return make_pipeline(FunctionTransformer(tidy), columns)


def build_model(recipe: Recipe | None = None) -> Pipeline:
    """An unfitted model: `fit` takes houses and their prices, `predict` gives prices, both in dollars.

    On a log target the regression minimises relative errors, and `exp` turns its estimate back. That is an
    estimate of the median price, a little below the mean.
    """
    recipe = recipe or Recipe()
    # RidgeCV's own leave-one-out sees scaled rows of the training part only: no held-out house has a say.
    regression = RidgeCV(PENALTIES) if recipe.ridge else LinearRegression()
    if recipe.log_target:
        regression = TransformedTargetRegressor(regression, func=np.log, inverse_func=np.exp)
    preprocessor = build_preprocessor(codes_as_categories=recipe.codes_as_categories)
    return Pipeline([("prepare", preprocessor), ("regress", regression)])


def _one_hot() -> OneHotEncoder:
    """A category that was not seen in `fit` counts as a rare one, or as none if no rare one was seen."""
    return OneHotEncoder(min_frequency=RARE, handle_unknown="infrequent_if_exist", sparse_output=False)
