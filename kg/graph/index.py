"""What the projections look up while they stream: documents without their text, and actors.

The index holds a few hundred bytes a document, never a text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from kg.records import Actor, Claim, Copies, CopyKind, Corpus, Document, Part, Statement

_NOT_STAMP = re.compile(r"[^0-9T]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A dated post of a live blog; ``id`` is unique in the corpus, offsets as in the document."""

    id: str
    start: int
    end: int
    time: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """A document without its text, as its statements need it. ``posts`` are sorted by start."""

    id: str
    name: str
    title: str | None
    outlet: str | None
    url: str | None
    published: str | None
    language: str
    posts: tuple[Post, ...]

    def post_at(self, offset: int) -> Post | None:
        """The post that holds this offset."""
        place = bisect_right(self.posts, offset, key=lambda post: post.start) - 1
        found = self.posts[place] if place >= 0 else None
        return found if found is not None and offset < found.end else None


Record = TypeVar("Record", Document, Statement, Actor)


def once(records: Iterable[Record]) -> Iterator[Record]:
    """Records in their order, the first of each id."""
    last: str | None = None
    for record in records:
        if record.id != last:
            last = record.id
            yield record


def posts_of(document: Document) -> tuple[Post, ...]:
    """The posts of a live blog by their place in the text; none for any other document.

    The id holds the stamp, not the number of the post: a page grows at its head, and what was
    post 0 yesterday is post 5 today.
    """
    grouped: dict[int, list[Part]] = {}
    for part in document.parts:
        if part.post is not None and document.kind == "live-blog":
            grouped.setdefault(part.post, []).append(part)
    seen: Counter[str] = Counter()
    posts = []
    # from the oldest post on, so that a later one of the same minute does not move the others
    for number in sorted(grouped, reverse=document.post_order != "oldest first"):
        parts = grouped[number]
        time = next((part.time for part in parts if part.time), None)
        stamp = _NOT_STAMP.sub("", time[:16]) if time else "undated"
        seen[stamp] += 1
        repeat = f"-{seen[stamp]}" if seen[stamp] > 1 else ""
        start, end = min(part.start for part in parts), max(part.end for part in parts)
        posts.append(Post(id=f"{document.id}-{stamp}{repeat}", start=start, end=end, time=time))
    return tuple(sorted(posts, key=lambda post: (post.start, post.id)))


class Index:
    """Documents and actors of a corpus by id; reads ``corpus.documents`` once."""

    def __init__(self, corpus: Corpus) -> None:
        self.documents: dict[str, Container] = {}
        for document in once(corpus.documents):
            self.documents[document.id] = Container(
                id=document.id,
                name=document.name,
                title=document.title,
                outlet=document.outlet,
                url=document.url,
                published=document.published,
                language=document.language,
                posts=posts_of(document),
            )
        self.actors: dict[str, Actor] = {actor.id: actor for actor in corpus.actors}
        self.claims: dict[str, Claim] = {claim.id: claim for claim in corpus.claims}
        self._copies = {(copies.kind, copies.original): copies for copies in corpus.copies}
        self._media = _by_name(actor for actor in corpus.actors if actor.kind in ("media", "organization"))

    def container(self, statement: Statement) -> Container:
        """The document of a statement; raises ValueError where the corpus lacks it."""
        found = self.documents.get(statement.document)
        if found is None:
            raise ValueError(f"statement {statement.id}: its document {statement.document} is not there")
        return found

    def name(self, actor: str) -> str:
        """The canonical name of an actor; the id itself where the corpus does not describe it."""
        known = self.actors.get(actor)
        return known.name if known else actor

    def copies(self, kind: CopyKind, identifier: str) -> Copies | None:
        """The copies of a document or statement, if it is the original of any."""
        return self._copies.get((kind, identifier))

    def medium(self, name: str) -> str | None:
        """The id of the actor that an outlet's name stands for, if it is one that speaks too."""
        return self._media.get(name.casefold())


def _by_name(actors: Iterable[Actor]) -> dict[str, str]:
    """Actors by canonical name, then by those aliases that only one of them has."""
    known = sorted(actors, key=lambda actor: actor.id, reverse=True)
    aliases = Counter(alias for actor in known for alias in {a.casefold() for a in actor.aliases})
    found = {a.casefold(): actor.id for actor in known for a in actor.aliases if aliases[a.casefold()] == 1}
    return found | {actor.name.casefold(): actor.id for actor in known}
