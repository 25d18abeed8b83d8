"""Compare learned parts with the rules, cross-validated and on sets that are not trained on.

    python -m bench.learned GOLD

GOLD is the folder of the annotated sets (press-train.jsonl … and score.py). Needs the extra "train".
The scorer that ships is trained by ``kg train scorer``.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bench.learned import compare
from bench.learned.gold import COLUMNS, MEASURED, TRAINING, load_scorer
from bench.learned.prepare import prepare

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


def main(arguments: list[str] | None = None) -> int:
    """The exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.learned", description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path, help="folder of the annotated sets")
    return table(parser.parse_args(arguments).gold)


def table(folder: Path) -> int:
    """Print set, system and figures, a line each."""
    scorer = load_scorer(folder)
    names = (TRAINING, *MEASURED)
    corpus = compare.Corpus(
        docs={name: prepare(folder, SEEDS, name) for name in names},
        gold={name: scorer.load(folder / f"{name}.jsonl") for name in names},
        scorer=scorer,
    )
    print("| set | system |", " | ".join(COLUMNS), "|")
    print("|---|---|" + "---|" * len(COLUMNS))
    for name, system, numbers in compare.rows(corpus):
        print(f"| {name} | {system} |", " | ".join(f"{numbers[c]:.1f}" for c in COLUMNS), "|", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
