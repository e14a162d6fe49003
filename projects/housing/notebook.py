# %% [markdown]
# # Housing, step by step
# A notebook as a script, which the tests run. To open it in Jupyter:
# `jupytext --to ipynb projects/housing/notebook.py`

# %%
import pandas as pd

from projects.housing.columns import FEATURES, TARGET
from projects.housing.data import load_ames, without_large
from projects.housing.evaluate import score, split
from projects.housing.missing import count_missing, tidy
from projects.housing.pipeline import Recipe, build_model

houses = load_ames()
houses[TARGET].describe()

# %% [markdown]
# ## What "missing" means
# Most empty cells say that a house has none. Filling `Pool.QC` with its commonest value gives a pool to 2,917 houses.

# %%
pd.DataFrame(count_missing(houses)).head(8)

# %%
wrong = houses["Pool.QC"].fillna(houses["Pool.QC"].mode()[0])
right = tidy(houses)["Pool.QC"]
pd.DataFrame({"filled": wrong.value_counts(), "tidied": right.value_counts()})

# %% [markdown]
# ## The logarithm
# A new kitchen adds per cent, not dollars.

# %%
parts = split(without_large(houses))
errors = {}
for recipe in (Recipe(ridge=True, log_target=False), Recipe()):
    model = build_model(recipe).fit(parts.train[FEATURES], parts.train[TARGET])
    errors[recipe.name] = score(parts.held_out[TARGET], model.predict(parts.held_out[FEATURES]))
pd.DataFrame({name: vars(scores) for name, scores in errors.items()}).T

# %% [markdown]
# **To do.** Which houses is the model worst on? Sort them by their relative error, and look at `Sale.Condition`.

# %%
off = (model.predict(parts.held_out[FEATURES]) / parts.held_out[TARGET] - 1).abs()
worst = parts.held_out.loc[off.nlargest(5).index, ["Neighborhood", "area", TARGET, "Sale.Condition"]]
worst
