"""The detection project, for the commands that all projects share."""

from pathlib import Path

from projects.detection.ops import stages
from projects.detection.ops.predictor import load_finder
from projects.detection.ops.tables import tables
from projects.ops.project import Project, Stage

PROJECT = Project(
    home=Path(__file__).parents[1],
    model="weights",
    stages={
        Stage.DATA: stages.make_data,
        Stage.CHECKS: stages.check_data,
        Stage.FEATURES: stages.make_features,
        Stage.TRAIN: stages.train_models,
        Stage.EVALUATE: stages.evaluate,
        Stage.GATE: stages.pass_gate,
        Stage.CARDS: stages.make_cards,
    },
    tables=tables,
    load_predictor=load_finder,
)
