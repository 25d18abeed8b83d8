"""A result folder as the corpus that it was written from: what is built once can be projected again.

Documents and statements are read from disk as they are iterated; actors, claims, merges and copies are held.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from kg.records import Copies, Corpus, Document, Mention, Merge, Statement, When
from kg.results.rows import STATEMENTS, StatementRow, open_result, read_rows

Row = TypeVar("Row")
Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class Lines(Generic[Row, Record]):
    """The records of a file, read anew each time they are iterated."""

    folder: Path
    name: str
    kind: type[Row]
    record: Callable[[Row], Record]

    def __iter__(self) -> Iterator[Record]:
        for row in read_rows(self.folder, self.name, self.kind):
            yield self.record(row)


def read_corpus(folder: Path) -> Corpus:
    """The corpus of a result folder; raises OutputUnusable where it is missing or cannot be read.

    Equal to what `kg.write` was given, but for what JSON cannot hold (half of a surrogate pair).
    """
    result = open_result(folder)
    return Corpus(
        documents=Lines(folder, "documents.jsonl", Document, lambda document: document),
        statements=Lines(folder, STATEMENTS, StatementRow, _statement),
        actors=tuple(result.actors.values()),
        merges=tuple(read_rows(folder, "merges.jsonl", Merge)),
        claims=tuple(result.claims.values()),
        copies=tuple(read_rows(folder, "copies.jsonl", Copies)),
    )


def _statement(row: StatementRow) -> Statement:
    return Statement(
        id=row.id,
        document=row.document,
        content=row.parts,
        mode=row.mode,
        cue=row.cue_span,
        cue_lemma=row.cue_lemma,
        act=row.act,
        negated=row.negated,
        source=Mention(span=row.source_span, form=row.source_form or "name") if row.source_span else None,
        speaker=row.actor_id,
        via=row.via_ids,
        addressee=row.addressee_id,
        on_behalf_of=row.on_behalf_of_id,
        in_role=row.in_role,
        role_span=row.role_span,
        when=When(
            span=row.date_span,
            edtf=row.edtf,
            start=row.date_start,
            end=row.date_end,
            basis=row.date_basis,
            conflict=row.date_conflict,
        ),
        stances=row.stances,
        copy_of=row.copy_of,
        rule=row.rule,
        confidence=row.confidence,
    )
