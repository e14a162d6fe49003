# %% [markdown]
# # The transformer, step by step
# A notebook as a script, which the tests run. To open it in Jupyter:
# `jupytext --to ipynb projects/transformer/notebook.py`

# %%
from projects.transformer.reading import read
from projects.transformer.study import load_kept
from projects.transformer.tales import write_tales
from projects.transformer.weights import FOLDER

tale = next(iter(write_tales(1, seed=7)))
print(tale.text)
print(f"{tale.bits:.1f} bits by the generator's draws; the reader says: {read(tale.text).value}")

# %% [markdown]
# ## Tokens
# Frequent pairs of bytes become one token, so that a text is a quarter as long.

# %%
model, tokeniser = load_kept(FOLDER)
tokens = tokeniser.encode(tale.text)
print(len(tale.text), "letters are", len(tokens), "tokens:", [tokeniser.decode([token]) for token in tokens[:12]])

# %% [markdown]
# ## What the model needs for it
# A bit is a choice between two. The floor is what the tale's choices are worth; the rest, the model did not know.

# %%
import math

from projects.transformer.train import Text, total_nats

nats, _ = total_nats(model, [Text(tokens=tuple(tokens))])
print(f"{nats / math.log(2):.1f} bits by the model, {tale.bits:.1f} by the generator")

# %% [markdown]
# ## Its own tales
# Sentences are easy, worlds are hard.

# %%
from projects.transformer.generate import complete
from projects.transformer.sampling import Sampling

for seed in range(3):
    own = complete(model, tokeniser, "", Sampling(temperature=0.7), seed)
    print(f"[{read(own).value}] {own}\n")

# %% [markdown]
# **To do.** Read ten of them. At which sentence do they go wrong, and what would the model have to remember there?
