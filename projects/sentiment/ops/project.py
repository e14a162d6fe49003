"""The sentiment project, for the commands that all projects share."""

from pathlib import Path

from projects.ops.project import Project, Stage
from projects.sentiment.ops import stages
from projects.sentiment.ops.predictor import load_reader
from projects.sentiment.ops.tables import tables

PROJECT = Project(
    home=Path(__file__).parents[1],
    stages={
        Stage.DATA: stages.make_data,
        Stage.CHECKS: stages.check_data,
        Stage.FEATURES: stages.make_features,
        Stage.TRAIN: stages.train_model,
        Stage.EVALUATE: stages.evaluate,
        Stage.GATE: stages.pass_gate,
        Stage.CARDS: stages.make_cards,
    },
    tables=tables,
    load_predictor=load_reader,
)
