"""Quality never falls silently: figures on annotated texts, with floors that CI holds.

floors.json holds, for each gold file, its digest and the least that may be measured; a floor is
only ever raised. The texts are read from ../shared through the same readers as any input.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.coding.coder import Coder
from kg.extract import Extractor
from kg.read import read_path
from kg.records import Document, Extraction
from kg.register.load import load as load_register

FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def inputs(name: str, seeds: Path, gold: Path) -> list[Path]:
    if name == "seeds":
        return sorted(seeds.glob("*.txt"))
    if name == "wikinews":
        return sorted((gold / "wikinews").glob("*.html"))
    return [gold / f"{name}.jsonl"]


def documents(paths: list[Path]) -> Iterator[Document]:
    for path in paths:
        for document in read_path(path):
            assert isinstance(document, Document), document
            yield document


def statements(extraction: Extraction) -> list[dict[str, Any]]:
    names = {actor.id: actor.name for actor in extraction.actors}
    return [
        {
            "concepts": [
                {"id": stance.concept, "position": stance.position}
                for stance in s.stances
                if stance.position != "neutral" and stance.holder is None
            ],
            "source": s.source.span.text if s.source else None,
            "actor": names.get(s.speaker or ""),
            "cue": s.cue.text if s.cue else None,
            "content": s.content_text,
            "mode": s.mode,
            "negated": s.negated,
            "via": [names[v] for v in s.via],
            "said_on": s.said_on,
        }
        for s in extraction.statements
    ]


def measured(result: dict[str, Any]) -> dict[str, float | None]:
    fields = result["fields"]
    return {
        "content_0.5": result["match"]["0.5"]["f1"],
        "content_0.8": result["match"]["0.8"]["f1"],
        **{name: fields[name]["rate"] for name in ("source", "actor", "cue", "mode", "negated", "date")},
        "end_to_end": result["end_to_end"]["f1"],
        "no_false_date": 1 - (fields["false_date"]["rate"] or 0),
        "silent_documents": 1 - (result["no_statement_documents"]["false_positive_rate"] or 0),
        **{name: fields[name]["f1"] for name in ("concepts", "concept_ids")},
    }


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(FLOORS))
def test_no_figure_falls(name: str, shared: Path, seeds: Path, extractor: Extractor) -> None:
    gold = shared / "gold"
    file = gold / f"{name}.jsonl"
    digest = hashlib.sha256(file.read_bytes()).hexdigest()[:16]
    assert digest == FLOORS[name]["digest"], "the gold file has changed: measure anew and set the floors"
    spec = importlib.util.spec_from_file_location("score", gold / "score.py")
    assert spec is not None
    assert spec.loader is not None
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    coder, register = Coder(), load_register()
    extracted = extractor.extract(documents(inputs(name, seeds, gold)))
    found = {e.document.name: statements(coder.code(e, register)) for e in extracted}
    predicted = {Path(doc).stem if name != "treebank" else doc: rows for doc, rows in found.items()}
    expected = {
        Path(row["doc"]).stem if name != "treebank" else row["doc"]: row["statements"]
        for row in map(json.loads, file.read_text(encoding="utf-8").splitlines())
    }
    figures = measured(score.score(expected, predicted))
    fallen = {
        measure: (figures[measure], floor)
        for measure, floor in FLOORS[name]["floors"].items()
        if (figures[measure] or 0) < floor
    }
    assert not fallen, f"{name}: figures below their floors (measured, floor): {fallen}"
