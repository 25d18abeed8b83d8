"""Which clustering finds the made-up topics of tests/discover best, and how long a large result takes.

    python -m bench.discovery [--statements 20000 100000] [--seed 7]

First part: purity, adjusted Rand index and coverage over the same vectors, without and with the
expressions. Second part: seconds and peak memory for made-up statements (words drawn by Zipf's law, one
statement in four on one of 200 topics).
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from sklearn.cluster import HDBSCAN, AgglomerativeClustering, MiniBatchKMeans
from sklearn.metrics import adjusted_rand_score, silhouette_score

from kg.discover.contents import Contents, content
from kg.discover.groups import levels_of
from kg.discover.suggest import SuggestOptions, recurring, suggest
from kg.discover.vectors import word_vectors
from tests.discover.topics import topics

SMALLEST = 5


def agglomerative(distance: float) -> Callable[[np.ndarray], np.ndarray]:
    def labels(vectors: np.ndarray) -> np.ndarray:
        return AgglomerativeClustering(
            None, metric="cosine", linkage="average", distance_threshold=distance
        ).fit_predict(vectors)

    return labels


def hdbscan(vectors: np.ndarray) -> np.ndarray:
    return HDBSCAN(min_cluster_size=SMALLEST, min_samples=2, copy=True).fit_predict(vectors)


def kmeans(vectors: np.ndarray) -> np.ndarray:
    def tried(k: int) -> np.ndarray:
        return MiniBatchKMeans(k, random_state=0, n_init=3).fit_predict(vectors)

    return max((tried(k) for k in range(5, 61, 5)), key=lambda found: silhouette_score(vectors, found))


def described(name: str, groups: Sequence[Sequence[int]], truths: Sequence[str | None]) -> str:
    members = [[truths[n] for n in group] for group in groups if len(group) >= SMALLEST]
    main = sum(Counter(t for t in group if t).most_common(1)[0][1] for group in members if any(group))
    pairs = [(truth, number) for number, group in enumerate(members) for truth in group if truth]
    rand = adjusted_rand_score(*zip(*pairs, strict=True)) if pairs else 0.0
    size = sum(map(len, members))
    noise = size - len(pairs)
    return (
        f"{name:36} groups {len(members):3}  purity {main / max(1, size):.3f}  Rand {rand:.3f}  covered"
        f" {len(pairs) / sum(t is not None for t in truths):.3f}  strangers {noise}"
    )


def compare() -> Iterator[str]:
    contents, truths = topics()
    vectors = word_vectors(contents)
    rows = np.flatnonzero(np.linalg.norm(vectors, axis=1) > 0.5)
    ways = {f"average linkage, {d}": agglomerative(d) for d in (0.7, 0.8, 0.9, 0.95)}
    for name, labels_of in {**ways, "HDBSCAN": hdbscan, "k-means by the silhouette": kmeans}.items():
        labels = labels_of(vectors[rows])
        yield described(name, [rows[labels == n].tolist() for n in range(labels.max() + 1)], truths)
    yield described("0.9, without what is far out", [g.tolist() for g in levels_of(vectors, 5)[0]], truths)
    found = recurring(Contents(contents=tuple(contents)), SuggestOptions(min_size=SMALLEST))
    yield described("as kg codebook suggest gives them", [sorted(g.found) for g in found], truths)


def made_up(count: int, seed: int) -> Contents:
    """Statements of 4 to 24 words of 30,000; one in four has three words of its topic."""
    chance = random.Random(seed)
    letters = "bcdfglmnprstv"
    vocabulary = [
        "".join(chance.choice(letters) + chance.choice("aeiou") for _ in range(4)) for _ in range(30_000)
    ]
    drawn = iter(np.random.default_rng(seed).zipf(1.3, size=40 * count))
    contents = []
    for number in range(count):
        said = [vocabulary[int(next(drawn)) % len(vocabulary)] for _ in range(chance.randint(4, 24))]
        if chance.random() < 0.25:
            topic = chance.randrange(200)
            said += [vocabulary[-1 - topic * 8 - chance.randrange(8)] for _ in range(3)]
            chance.shuffle(said)
        made = {"actor": f"a{chance.randrange(5000)}", "document": f"d{number // 10}"}
        contents.append(content(id=f"{number:08}", text=" ".join(said), **made))
    return Contents(contents=tuple(contents))


def timed(count: int, seed: int) -> str:
    contents = made_up(count, seed)
    start, worked = time.perf_counter(), time.process_time()
    draft = suggest(contents, SuggestOptions(max_concepts=300))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    seconds, worked = time.perf_counter() - start, time.process_time() - worked
    return (
        f"{count:7} statements: {seconds:.0f} s ({worked:.0f} s of one core), {peak} MiB,"
        f" {len(draft.concepts)} of 200 topics"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--statements", type=int, nargs="*", default=[20_000])
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    for line in compare():
        print(line)
    for count in arguments.statements:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            print(pool.apply(timed, (count, arguments.seed)))


if __name__ == "__main__":
    main()
