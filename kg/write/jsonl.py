"""The records as JSON lines: one object a line, UTF-8; statements by document and id, the rest by id."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from kg.atomic import atomic
from kg.graph.index import Container, Index
from kg.plain import json_line
from kg.records import Corpus, Span, Statement


def write_documents(corpus: Corpus, path: Path) -> None:
    """documents.jsonl: every field of every document, the clean text with them."""
    _write((msgspec.to_builtins(document) for document in corpus.documents), path)


def write_actors(corpus: Corpus, path: Path) -> None:
    """actors.jsonl: every field of every actor."""
    _write((msgspec.to_builtins(actor) for actor in corpus.actors), path)


def write_merges(corpus: Corpus, path: Path) -> None:
    """merges.jsonl: what linking joined and what it nearly joined, with the evidence."""
    _write((msgspec.to_builtins(merge) for merge in corpus.merges), path)


def write_copies(corpus: Corpus, path: Path) -> None:
    """copies.jsonl: which documents and which statements say the same words again, and who carried them."""
    _write((msgspec.to_builtins(copies) for copies in corpus.copies), path)


def write_claims(corpus: Corpus, path: Path) -> None:
    """claims.jsonl: the propositions of the codebook."""
    _write((msgspec.to_builtins(claim) for claim in corpus.claims), path)


def write_statements(corpus: Corpus, path: Path) -> None:
    """statements.jsonl: see `statement_row`."""
    index = Index(corpus)
    _write((statement_row(statement, index) for statement in corpus.statements), path)


def statement_row(statement: Statement, index: Index) -> dict[str, Any]:
    """A statement as people and scorers read it: words and names instead of offsets and ids.

    ``concepts`` are the speaker's own positions; ``stances`` are all, with holder, words and rule.
    ``parts`` and the fields in ``_span`` keep the offsets, those in ``_id`` and ``_ids`` the ids. ``copies``
    and ``outlets`` count what stands behind an original; of any other statement there is none, in its own
    outlet.
    """
    document = index.container(statement)
    speaker = index.actors.get(statement.speaker) if statement.speaker else None
    source, when = statement.source, statement.when
    copies = index.copies("statement", statement.id)
    return {
        "id": statement.id,
        "doc": document.name,
        "source": source.span.text if source else None,
        "actor": index.name(statement.speaker) if statement.speaker else None,
        "kind": speaker.kind if speaker else None,
        "cue": statement.cue.text if statement.cue else None,
        "content": statement.content_text,
        "mode": statement.mode,
        "negated": statement.negated,
        "via": [index.name(relay) for relay in statement.via],
        "said_on": statement.said_on,
        "date_evidence": when.span.text if when.span else None,
        "concepts": [
            {"id": stance.concept, "position": stance.position}
            for stance in statement.stances
            if stance.position != "neutral" and stance.holder in (None, statement.speaker)
        ],
        "document": document.id,
        "actor_id": statement.speaker,
        "side": speaker.side if speaker else None,
        "source_form": source.form if source else None,
        "in_role": statement.in_role,
        "on_behalf_of": index.name(statement.on_behalf_of) if statement.on_behalf_of else None,
        "via_ids": list(statement.via),
        "on_behalf_of_id": statement.on_behalf_of,
        "addressee": index.name(statement.addressee) if statement.addressee else None,
        "addressee_id": statement.addressee,
        "cue_lemma": statement.cue_lemma,
        "act": statement.act,
        "edtf": when.edtf,
        "date_start": when.start.isoformat() if when.start else None,
        "date_end": when.end.isoformat() if when.end else None,
        "date_basis": when.basis,
        "date_conflict": when.conflict,
        "stances": msgspec.to_builtins(statement.stances),
        "copy_of": statement.copy_of,
        "copies": len(copies.members) if copies else 0,
        "outlets": len(copies.outlets) if copies else int(document.outlet is not None),
        "parts": [_offsets(span) for span in statement.content],
        "source_span": _offsets(source.span) if source else None,
        "cue_span": _offsets(statement.cue) if statement.cue else None,
        "date_span": _offsets(when.span) if when.span else None,
        "role_span": _offsets(statement.role_span) if statement.role_span else None,
        "rule": statement.rule,
        "confidence": statement.confidence,
        **_about(document, statement),
    }


def _about(document: Container, statement: Statement) -> dict[str, Any]:
    """What the document, and the post if there is one, says about itself."""
    post = document.post_at(statement.content[0].start) if statement.content else None
    return {
        "title": document.title,
        "outlet": document.outlet,
        "url": document.url,
        "published": document.published,
        "posted": post.time if post else None,
    }


def _offsets(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.text}


def _write(rows: Iterable[Any], path: Path) -> None:
    with atomic(path) as file:
        for row in rows:
            file.write(json_line(row).encode("utf-8", errors="replace") + b"\n")
