"""How well and how fast actors are linked over documents, on a made-up world (`bench.actors_world`).

    python -m bench.linking [--documents 5000 10000 20000] [--actors 3000] [--seed 7] [--damage 1]

Prints precision and recall over pairs of mentions, seconds and peak memory for each size, then for
the largest how many mentions of each form ended with their actor. Every size runs in its own process.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from bench.actors_world import DAMAGE, RATES, Shown, World, make
from kg.link import link
from kg.link.corpus import Rewritten
from kg.records import Corpus


@dataclass(frozen=True, slots=True)
class Score:
    """Precision and recall over pairs of mentions; ``b3`` the same by mention (B-cubed), where an actor of
    a thousand mentions does not count a million times; by form the share that is with its actor."""

    precision: float
    recall: float
    b3: tuple[float, float]
    forms: dict[str, tuple[int, float]]


def linked(world: World) -> Corpus:
    """The corpus of a world."""
    return link(world.documents, [], [(shown.document, shown.actor) for shown in world.shown])


def score(world: World, corpus: Corpus) -> Score:
    """How the linked ids agree with who is meant."""
    rewritten = corpus.statements
    assert isinstance(rewritten, Rewritten)
    found = [
        rewritten.outcome.identifier(rewritten.numbers[shown.document], shown.actor.id)
        for shown in world.shown
    ]
    return scored(world.shown, found)


def scored(shown: Iterable[Shown], found: Iterable[str]) -> Score:
    """Pairwise precision and recall of a clustering of mentions."""
    rows = list(zip(shown, found, strict=True))
    both = Counter((s.truth, identifier) for s, identifier in rows)
    truths, answers = Counter(s.truth for s, _ in rows), Counter(identifier for _, identifier in rows)
    right = _pairs(both.values())
    main: dict[int, str] = {}
    for (truth, identifier), _ in sorted(both.items(), key=lambda item: (item[1], item[0][1])):
        main[truth] = identifier
    forms = Counter(s.form for s, _ in rows)
    with_own = Counter(s.form for s, identifier in rows if main[s.truth] == identifier)
    return Score(
        precision=right / max(1, _pairs(answers.values())),
        recall=right / max(1, _pairs(truths.values())),
        b3=(
            sum(n * n / answers[identifier] for (_, identifier), n in both.items()) / max(1, len(rows)),
            sum(n * n / truths[truth] for (truth, _), n in both.items()) / max(1, len(rows)),
        ),
        forms={form: (count, with_own[form] / count) for form, count in sorted(forms.items())},
    )


def _pairs(counts: Iterable[int]) -> int:
    return sum(count * (count - 1) // 2 for count in counts)


def _measure(documents: int, actors: int, seed: int, damage: float) -> tuple[str, Score]:
    world = make(documents, actors, seed, damage)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    started = time.perf_counter()
    corpus = linked(world)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    result = score(world, corpus)
    merged = sum(merge.decision == "merged" for merge in corpus.merges)
    line = (
        f"{documents:9} {len(world.shown):9} {len(corpus.actors):7} {merged:7} {result.precision:10.4f}"
        f" {result.recall:7.4f} {result.b3[0]:7.4f} {result.b3[1]:6.4f} {seconds:8.1f} {peak:8.0f}"
        f" ({peak - before:.0f} over the records)"
    )
    return line, result


def main() -> None:
    """Measure every size and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, nargs="+", default=[5000, 10000, 20000])
    parser.add_argument("--actors", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--damage", type=float, default=1.0, help="factor for the rates of damaged names")
    arguments = parser.parse_args()
    damaged = {name: rate * arguments.damage for name, rate in DAMAGE.items()}
    print("rates: " + ", ".join(f"{name} {rate:g}" for name, rate in (damaged | RATES).items()))
    print("documents  mentions  actors  merges  precision  recall  B3 P   B3 R   seconds  peak MB")
    spawn = multiprocessing.get_context("spawn")
    for documents in arguments.documents:
        with spawn.Pool(1) as pool:
            line, result = pool.apply(
                _measure, (documents, arguments.actors, arguments.seed, arguments.damage)
            )
        print(line, flush=True)
    print("\nform                      mentions  with their actor")
    for form, (count, share) in result.forms.items():
        print(f"{form:25} {count:8} {share:10.3f}")


if __name__ == "__main__":
    main()
