"""Compare learned parts with the rules, or train the scorer that kg.nlp applies.

    python -m bench.learned compare GOLD
    python -m bench.learned fit GOLD -o kg/lexicon/fr/scorer.tsv

GOLD is the folder of the annotated sets (press-train.jsonl … and score.py). Both need the extra "learn".
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bench.learned import choose, compare
from bench.learned.choose import Settings
from bench.learned.gold import COLUMNS, MEASURED, TRAINING, load_scorer
from bench.learned.prepare import prepare
from kg.nlp.scorer import INTERCEPT, Scorer

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
HEADER = """\
# Weights of kg.nlp.scorer in log-odds, by feature (kg.nlp.traits). Written by
#   python -m bench.learned fit GOLD -o kg/lexicon/fr/scorer.tsv
# from annotated articles; see docs/learning.md. Train anew after a change of the rules or the model.
feature\tweight
"""


def main(arguments: list[str] | None = None) -> int:
    """The exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.learned", description=__doc__.splitlines()[0])
    parser.add_argument("task", choices=("compare", "fit"))
    parser.add_argument("gold", type=Path, help="folder of the annotated sets")
    parser.add_argument("-o", "--out", type=Path, help="where fit writes the weights")
    chosen = parser.parse_args(arguments)
    if chosen.task == "fit":
        if chosen.out is None:
            parser.error("fit needs -o, the table to write")
        return fit(chosen.gold, chosen.out)
    return table(chosen.gold)


def fit(folder: Path, out: Path) -> int:
    """Train the scorer on all training articles and write its table."""
    scorer = load_scorer(folder)
    gold = scorer.load(folder / f"{TRAINING}.jsonl")
    models = choose.fit(scorer, gold, prepare(folder, SEEDS, TRAINING), Settings())
    write(models.accept, out)
    return 0


def write(scorer: Scorer, path: Path) -> None:
    """The weights as a table, never half of it."""
    entries = sorted([(INTERCEPT, scorer.intercept), *scorer.weights.items()])
    beside = path.with_name(f".{path.name}.part")
    body = "".join(f"{name}\t{weight:g}\n" for name, weight in entries)
    beside.write_text(HEADER + body, encoding="utf-8")
    beside.replace(path)


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
