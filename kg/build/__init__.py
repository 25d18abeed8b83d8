"""The one orchestrator: from inputs to the files of an output folder."""

from kg.build.options import BuildOptions, BuildReport, Progress, Silent, Stage
from kg.build.record import RUN_FILE
from kg.build.run import build

__all__ = ["RUN_FILE", "BuildOptions", "BuildReport", "Progress", "Silent", "Stage", "build"]
