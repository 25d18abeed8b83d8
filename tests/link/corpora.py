"""Small corpora for the tests of linking: documents with the actors that each shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from kg.ids import slug
from kg.link import link
from kg.link.decisions import Decisions
from kg.link.names import parse
from kg.records import Actor, ActorKind, Corpus, Document, Role, Span, Statement
from kg.register.load import Register, load

TABLE = """id,kind,name,adjective,gender
russie,state,Russie,russe|russes,f
france,state,France,français|française|françaises,f
etats-unis,state,États-Unis,américain|américaine|américains|américaines,mp
"""


def register(folder: Path) -> Register:
    """The shipped register, and three states with their adjectives."""
    path = folder / "states.csv"
    path.write_text(TABLE, encoding="utf-8")
    return load(path)


def person(name: str, *roles: str, gender: str | None = None) -> Actor:
    return Actor(
        id=slug(name), name=name, kind="person", gender=gender, roles=tuple(Role(label=r) for r in roles)
    )


def body(name: str, *aliases: str, kind: ActorKind = "organization", of: str | None = None) -> Actor:
    return Actor(id=slug(name), name=name, kind=kind, aliases=aliases, member_of=(of,) if of else ())


def document(number: int, published: str = "2022-01-10") -> Document:
    return Document(
        id=f"d{number:02}", name=f"{number:02}.txt", text="", sha256="", source_path="", published=published
    )


def statement(number: int, where: str, speaker: str, **more: object) -> Statement:
    base = Statement(
        id=f"s{number:02}", document=where, content=(Span(start=0, end=1, text="x"),), mode="direct",
        cue=None, cue_lemma=None, act="assert", negated=False, source=None, speaker=speaker,
        rule="r", confidence=1.0,
    )  # fmt: skip
    return replace(base, **more)  # type: ignore[arg-type]


def shown(
    *casts: Sequence[Actor], days: Sequence[str] = ()
) -> tuple[list[Document], list[tuple[str, Actor]]]:
    """One document a cast; surnames alone get the id of their document, as the extractor gives it."""
    documents = [document(k, days[k] if days else "2022-01-10") for k in range(len(casts))]
    pairs = []
    for article, cast in zip(documents, casts, strict=True):
        for actor in cast:
            local = actor.kind == "person" and not parse(actor.name).given
            pairs.append((article.id, replace(actor, id=f"{actor.id}-{article.id}") if local else actor))
    return documents, pairs


def linked(
    *casts: Sequence[Actor], days: Sequence[str] = (), decisions: Decisions | None = None,
    known: Register | None = None,
) -> Corpus:  # fmt: skip
    documents, pairs = shown(*casts, days=days)
    statements = [statement(k, where, actor.id) for k, (where, actor) in enumerate(pairs)]
    return link(documents, statements, pairs, decisions=decisions, register=known)


def speakers(corpus: Corpus) -> list[str | None]:
    """The final id of every actor of every cast, in order."""
    return [said.speaker for said in corpus.statements]


def together(corpus: Corpus) -> bool:
    return len(set(speakers(corpus))) == 1


def apart(corpus: Corpus) -> bool:
    found = speakers(corpus)
    return len(set(found)) == len(found)
