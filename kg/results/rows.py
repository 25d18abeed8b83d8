"""A result folder read back: statements, actors and claims as typed rows.

The files are those of ``kg build`` (kg/write/jsonl.py). Statements are streamed, one line at a time;
actors and claims are held, as a build holds them. What is missing, or a line that is not what it
should be, raises OutputUnusable with the file and the line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

import msgspec

from kg.errors import OutputUnusable
from kg.records import Actor, Claim, DateBasis, MentionForm, Mode, Span, Stance

STATEMENTS = "statements.jsonl"
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRow:
    """A line of statements.jsonl; the fields are told in `kg.write.jsonl.statement_row`."""

    id: str
    doc: str
    document: str
    content: str
    mode: Mode
    negated: bool
    act: str
    rule: str
    confidence: float
    source: str | None = None
    source_form: MentionForm | None = None
    actor: str | None = None
    actor_id: str | None = None
    kind: str | None = None
    side: str | None = None
    in_role: str | None = None
    on_behalf_of: str | None = None
    on_behalf_of_id: str | None = None
    via: tuple[str, ...] = ()
    via_ids: tuple[str, ...] = ()
    addressee: str | None = None
    addressee_id: str | None = None
    cue: str | None = None
    cue_lemma: str | None = None
    said_on: str | None = None
    edtf: str | None = None
    date_start: date | None = None
    date_end: date | None = None
    date_basis: DateBasis = "unresolved"
    date_conflict: bool = False
    date_evidence: str | None = None
    stances: tuple[Stance, ...] = ()
    copy_of: str | None = None
    copies: int = 0
    outlets: int = 0
    parts: tuple[Span, ...] = ()
    source_span: Span | None = None
    cue_span: Span | None = None
    date_span: Span | None = None
    role_span: Span | None = None
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    posted: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a build left in ``folder``: actors and claims by id; the statements stay on disk."""

    folder: Path
    actors: Mapping[str, Actor]
    claims: Mapping[str, Claim]

    def statements(self) -> Iterator[StatementRow]:
        """The statements in the order of the file; can be called any number of times."""
        return read_rows(self.folder, STATEMENTS, StatementRow)

    def name(self, actor: str | None) -> str | None:
        """The canonical name of an actor; the id itself where the result does not describe it."""
        known = self.actors.get(actor) if actor else None
        return known.name if known else actor

    def label(self, claim: str) -> str:
        """The French label of a claim; the id itself where the result does not describe it."""
        known = self.claims.get(claim)
        return known.label_fr if known else claim


def open_result(folder: Path) -> Result:
    """The result in a folder; raises OutputUnusable where there is none or it cannot be read."""
    if not folder.is_dir():
        raise OutputUnusable(f"{folder}: no such folder; build a result first: kg build INPUT… -o {folder}")
    result_file(folder, STATEMENTS)  # before the actors, which may be many, are read
    return Result(
        folder=folder,
        actors={actor.id: actor for actor in read_rows(folder, "actors.jsonl", Actor)},
        claims={claim.id: claim for claim in read_rows(folder, "claims.jsonl", Claim)},
    )


def result_file(folder: Path, name: str) -> Path:
    """A file of a result; raises OutputUnusable where it is not there."""
    path = folder / name
    if not path.is_file():
        raise OutputUnusable(f"{path}: is not there; build it first: kg build INPUT… -o {folder}")
    return path


def read_rows(folder: Path, name: str, kind: type[Row]) -> Iterator[Row]:
    """The lines of one file of a result as rows of a kind, one at a time; raises as the module says."""
    path = result_file(folder, name)
    decoder, number = msgspec.json.Decoder(kind), 0
    try:
        with path.open("rb") as file:
            for line in file:
                number += 1
                if not line.isspace():
                    yield decoder.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        reason = " ".join(str(error).split())
        raise OutputUnusable(
            f"{path}: line {number} cannot be read ({reason}); build the result again"
        ) from error
    except OSError as error:
        raise OutputUnusable(f"{path}: cannot be read ({error.strerror}); build the result again") from error
