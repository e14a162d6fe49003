"""The stages of the study. Each can be kept and need not run again, so each depends on its settings alone."""

from collections.abc import Mapping
from dataclasses import asdict
from importlib.metadata import version

import numpy as np

from projects.sentiment.data import split_blocks
from projects.sentiment.findings import (
    FilmsApart,
    LearningCurve,
    LinearScored,
    Near,
    NetworkScored,
    StopList,
    StopLists,
    VectorScored,
)
from projects.sentiment.grams import count_grams
from projects.sentiment.linear import Fit, choose, f1_of, learning_curve, telling_names
from projects.sentiment.material import Material, Progress
from projects.sentiment.mistakes import find_mistakes
from projects.sentiment.plan import Plan
from projects.sentiment.scores import best_threshold
from projects.sentiment.stopwords import STOCK, WITH_NEGATIONS_KEPT
from projects.sentiment.store import Kept, Store

STOP_LISTS: Mapping[str, frozenset[str]] = {
    "every word": frozenset(),
    "without the stock list": STOCK,
    "without it, negations kept": WITH_NEGATIONS_KEPT,
}

LOOKED_UP = ("terrible", "brilliant", "good", "not")


def run_linear(
    name: str, fit: Fit, strengths: tuple[float, ...], material: Material, store: Store, plan: Plan
) -> Kept[LinearScored]:
    parts = material.split

    def work() -> LinearScored:
        grams, labels = material.grams, material.labels
        chosen = choose(fit, grams, labels, parts, strengths)
        validation, test = (
            chosen.model.decision_function(chosen.weights.of(grams, rows)) for rows in (parts.validation, parts.test)
        )
        threshold = best_threshold(labels[parts.validation], validation)
        return LinearScored(
            validation=tuple(validation.tolist()),
            test=tuple(test.tolist()),
            chosen=f"C = {chosen.strength:g}",
            tried=chosen.tried,
            telling=telling_names(chosen, grams, each=15),
            mistakes=find_mistakes(chosen, grams, labels, parts.test, threshold, most=plan.mistakes),
        )

    settings = {"strengths": strengths, "mistakes": plan.mistakes}
    return store.run(f"{name} on TF-IDF", LinearScored, settings, material.make_grams, work)


def run_vectors(material: Material, store: Store, plan: Plan) -> Kept[VectorScored]:
    parts = material.split

    def work() -> VectorScored:
        from projects.sentiment.vectors import score_reviews, train_vectors

        vectors = train_vectors(material.documents_at(parts.train), plan.vectors)
        validation, test = score_reviews(vectors, material.documents, material.labels, parts)
        return VectorScored(
            validation=tuple(validation.tolist()),
            test=tuple(test.tolist()),
            chosen="-",
            near=tuple(Near(word=word, others=vectors.nearest(word, most=6)) for word in LOOKED_UP),
        )

    settings = {**asdict(plan.vectors), "gensim": version("gensim")}
    return store.run("logistic regression on Word2Vec", VectorScored, settings, material.make_documents, work)


def run_network(material: Material, store: Store, plan: Plan, progress: Progress) -> Kept[NetworkScored]:
    def work() -> NetworkScored:
        from projects.sentiment.recurrent import train_network

        trained = train_network(material.documents, material.labels, material.split, plan.network, progress)
        best = int(np.argmax(trained.validation_f1)) + 1
        return NetworkScored(
            validation=trained.validation,
            test=trained.test,
            chosen=f"epoch {best}",
            epochs_f1=trained.validation_f1,
        )

    settings = {**asdict(plan.network), "torch": version("torch")}
    return store.run("GRU", NetworkScored, settings, material.make_documents, work)


def run_stop_lists(material: Material, store: Store, plan: Plan) -> Kept[StopLists]:
    """On the training part alone: which words to leave out is a choice like any other."""
    train = material.split.train
    labels = material.labels[train]

    def rate(left_out: frozenset[str]) -> tuple[float, ...]:
        grams = count_grams(material.documents_at(train), left_out=left_out)
        folds = np.random.default_rng(0).permutation(len(train)) % plan.folds
        return tuple(
            f1_of(grams, labels, np.flatnonzero(folds != k), np.flatnonzero(folds == k), plan.study_strength)
            for k in range(plan.folds)
        )

    def work() -> StopLists:
        return StopLists(lists=tuple(StopList(name=name, f1=rate(words)) for name, words in STOP_LISTS.items()))

    settings = {"folds": plan.folds, "strength": plan.study_strength}
    return store.run("stop words", StopLists, settings, material.make_documents, work)


def run_curve(material: Material, store: Store, plan: Plan) -> Kept[LearningCurve]:
    def work() -> LearningCurve:
        return LearningCurve(
            points=learning_curve(material.grams, material.labels, material.split, plan.sizes, plan.study_strength)
        )

    settings = {"sizes": plan.sizes, "strength": plan.study_strength}
    return store.run("learning curve", LearningCurve, settings, material.make_grams, work)


def run_films(material: Material, store: Store, plan: Plan) -> Kept[FilmsApart]:
    def rate(size: int, seed: int) -> float:
        parts = split_blocks(material.labels, size=size, seed=seed)
        return f1_of(material.grams, material.labels, parts.train, parts.test, plan.study_strength)

    def work() -> FilmsApart:
        seeds = range(plan.block_seeds)
        return FilmsApart(
            alone=tuple(rate(1, seed) for seed in seeds), blocks=tuple(rate(plan.block, seed) for seed in seeds)
        )

    settings = {"block": plan.block, "seeds": plan.block_seeds, "strength": plan.study_strength}
    return store.run("films apart", FilmsApart, settings, material.make_grams, work)
