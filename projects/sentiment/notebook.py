# %% [markdown]
# # Sentiment, step by step
# A notebook as a script; `jupytext --to ipynb projects/sentiment/notebook.py` makes one for Jupyter. The tests run it,
# on reviews that a program wrote; put `load_reviews()` in their place for real ones.

# %%
import numpy as np
import pandas as pd

from projects.sentiment.data import split
from projects.sentiment.pipeline import build_logistic
from projects.sentiment.scores import best_threshold, confusion
from projects.sentiment.stopwords import STOCK
from projects.sentiment.tokens import tokenise
from projects.sentiment.written_reviews import write_reviews

texts, opinions = write_reviews(800, seed=1)
labels = np.array(opinions, dtype=np.int8)
texts[0]

# %% [markdown]
# ## Words
# "Don't" stays one word: half of it means the opposite. A stock list of stop-words deletes "not".

# %%
tokenise("It wasn't good.<br />Not at all!"), "not" in STOCK

# %% [markdown]
# ## A model and its threshold
# The threshold is chosen on the validation reviews, the figure taken on the test reviews.

# %%
parts = split(labels)
model = build_logistic(10).fit([texts[row] for row in parts.train], labels[parts.train])
scores = {
    name: model.decision_function([texts[row] for row in rows])
    for name, rows in (("validation", parts.validation), ("test", parts.test))
}
threshold = best_threshold(labels[parts.validation], scores["validation"])
confusion(labels[parts.test], scores["test"], threshold).f1

# %% [markdown]
# ## What it listens to

# %%
weights = pd.Series(model["verdict"].coef_[0], index=model["weigh"].get_feature_names_out()).sort_values()
pd.concat([weights.head(5), weights.tail(5)])

# %% [markdown]
# **To do.** Learn from reviews whose negations are deleted. What does "not good" become?
