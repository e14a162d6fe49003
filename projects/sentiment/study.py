"""The project's experiments, in the order in which a careful person does them.

Every choice - the value of C, the epoch, the threshold - is made on the validation reviews; the test reviews are
asked once, when nothing is left to choose.
"""

from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from projects.sentiment import stages
from projects.sentiment.data import Rows, deduplicate, load_reviews
from projects.sentiment.findings import Findings, Model, Scored, SharedErrors, Sure
from projects.sentiment.linear import fit_logistic, fit_svm
from projects.sentiment.material import Material, Progress
from projects.sentiment.mistakes import Traits, summarize_traits, wrong_rows
from projects.sentiment.plan import Plan
from projects.sentiment.scores import Scores, best_threshold, confusion, f1_interval, threshold_for_precision
from projects.sentiment.store import Kept, Store
from projects.sentiment.tokens import tokenise

LOGISTIC = "logistic regression"
SVM = "linear SVM"
VECTORS = "Word2Vec"
NETWORK = "GRU"

PUBLISHED = {"linear SVM on words and pairs": 0.8916, "the same, weighed by naive Bayes": 0.9122}
"""Accuracies of Wang and Manning, *Baselines and Bigrams* (ACL 2012), on the test part that belongs to these reviews:
25,000 others, of other films. Ours to hold against them is the figure with films apart.
"""

ASKED_PRECISION = 0.95


def run(plan: Plan, folder: Path, progress: Progress) -> Findings:
    """All experiments, keeping what each stage found in `folder`. Raises SentimentError."""
    progress("reading the reviews")
    raw = load_reviews(quick=plan.quick)
    reviews = deduplicate(raw)
    material = Material(reviews, progress)
    libraries = {name: version(name) for name in ("numpy", "scipy", "scikit-learn")}
    store = Store(folder, {"reviews": reviews.digest, "libraries": libraries}, progress)

    logistic = stages.run_linear(LOGISTIC, fit_logistic, plan.strengths, material, store, plan)
    svm = stages.run_linear(SVM, fit_svm, plan.svm_strengths, material, store, plan)
    vectors = stages.run_vectors(material, store, plan) if find_spec("gensim") else None
    network = stages.run_network(material, store, plan, progress) if find_spec("torch") else None
    stop_lists = stages.run_stop_lists(material, store, plan)
    curve = stages.run_curve(material, store, plan)
    films = stages.run_films(material, store, plan)

    rated = [_rate(LOGISTIC, "TF-IDF", logistic, material), _rate(SVM, "TF-IDF", svm, material)]
    if vectors:
        rated.append(_rate(LOGISTIC, VECTORS, vectors, material))
    if network:
        rated.append(_rate(NETWORK, "words in order", network, material))
    return Findings(
        plan=plan,
        raw=len(raw),
        markup=sum("<br" in text for text in raw.texts) / len(raw),
        reviews=reviews,
        parts=material.split,
        models=tuple(rated),
        logistic=logistic.value,
        sure=_be_sure(logistic.value, material),
        near=vectors.value.near if vectors else (),
        stop_lists=stop_lists.value,
        curve=curve.value,
        films=films.value,
        right=_traits(material, rated[0], wrong=False),
        wrong=_traits(material, rated[0], wrong=True),
        shared=_share_errors(rated, material),
        missing=tuple(
            f"{what}: pip install {package}"
            for what, package, found in ((VECTORS, "gensim", vectors), (NETWORK, "torch", network))
            if found is None
        ),
    )


def _rate(name: str, features: str, kept: Kept[Scored], material: Material) -> Model:
    parts, labels = material.split, material.labels
    threshold = best_threshold(labels[parts.validation], _array(kept.value.validation))
    counts = confusion(labels[parts.test], _array(kept.value.test), threshold)
    return Model(
        name=name,
        features=features,
        scored=kept.value,
        threshold=threshold,
        counts=counts,
        interval=f1_interval(counts),
        time_s=kept.time_s,
        cpu_s=kept.cpu_s,
    )


def _be_sure(scored: Scored, material: Material) -> Sure | None:
    parts, labels = material.split, material.labels
    validation = _array(scored.validation)
    threshold = threshold_for_precision(labels[parts.validation], validation, ASKED_PRECISION)
    if threshold is None:
        return None
    return Sure(
        threshold=threshold,
        validation=confusion(labels[parts.validation], validation, threshold),
        test=confusion(labels[parts.test], _array(scored.test), threshold),
    )


def _traits(material: Material, model: Model, *, wrong: bool) -> Traits:
    places = _wrong_places(model, material)
    if not wrong:
        places = np.setdiff1d(np.arange(len(material.split.test)), places)
    rows = material.split.test[places]
    texts = [material.reviews.texts[row] for row in rows]
    return summarize_traits(texts, [tokenise(text) for text in texts])


def _share_errors(models: list[Model], material: Material) -> SharedErrors:
    first, *others = ({int(place) for place in _wrong_places(model, material)} for model in models)
    shared = [sum(place in other for other in others) for place in first]
    return SharedErrors(models=len(others), alike=tuple(np.bincount(shared, minlength=len(others) + 1).tolist()))


def _wrong_places(model: Model, material: Material) -> Rows:
    return wrong_rows(material.labels[material.split.test], _array(model.scored.test), model.threshold)


def _array(scores: tuple[float, ...]) -> Scores:
    return np.array(scores, dtype=np.float64)
