"""How fast extraction is, against the bare spaCy pipeline on the same paragraphs.

    python bench/throughput.py INPUT... [--model NAME]

Prints documents and words a second for both, their ratio within this run, and the peak memory.
"""

from __future__ import annotations

import argparse
import resource
import time

from kg.extract import Extractor
from kg.nlp.pipeline import spoken_parts
from kg.read import find_inputs, read_path
from kg.records import Document


def main() -> None:
    """Read all inputs, then time both ways over them, the bare one first and last."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("inputs", nargs="+")
    parser.add_argument("--model")
    arguments = parser.parse_args()
    found = (d for path in find_inputs(arguments.inputs) for d in read_path(path))
    documents = [document for document in found if isinstance(document, Document)]
    words = sum(len(document.text.split()) for document in documents)
    texts = [d.text[part.start : part.end] for d in documents for part in spoken_parts(d)]
    extractor = Extractor(arguments.model)
    nlp = extractor.pipeline.nlp
    list(nlp.pipe(texts[:20]))
    bare = _seconds(lambda: sum(len(doc) for doc in nlp.pipe(texts)))
    whole = _seconds(lambda: sum(len(e.statements) for e in extractor.extract(documents)))
    bare = min(bare, _seconds(lambda: sum(len(doc) for doc in nlp.pipe(texts))))
    for name, seconds in (("bare nlp.pipe", bare), ("extraction", whole)):
        print(f"{name:14} {len(documents) / seconds:8.1f} documents/s {words / seconds:9.0f} words/s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"extraction takes {whole / bare:.2f} times as long; peak memory {peak:.0f} MB")


def _seconds(work: object) -> float:
    started = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
