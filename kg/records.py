"""The records: plain data that every other floor reads and writes.

Records are the truth; RDF, networks, tables and pages are projections of them. All of them are
frozen, slotted, keyword-only dataclasses built from the standard library alone.

Offsets are half-open and count Unicode code points of ``Document.text``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

Mode = Literal["direct", "indirect", "mixed"]
MentionForm = Literal["name", "role", "metonym", "pronoun", "unnamed"]
ActorKind = Literal["person", "organization", "state", "media", "group", "document", "unnamed"]
DateBasis = Literal["explicit", "deictic", "post", "inherited", "document", "unresolved"]
DateSource = Literal["metadata", "markup", "post", "notice", "dateline", "address", "header"]
Position = Literal["support", "oppose", "neutral"]
DocumentKind = Literal["article", "live-blog"]
CopyKind = Literal["document", "statement"]
PartRole = Literal["lead", "paragraph", "heading", "post-headline"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of ``Document.text``: ``text == document.text[start:end]``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One block of the clean body: a paragraph, a heading, the headline of a dated post.

    ``post`` numbers the posts of a live blog in the order of the page, from 0; ``time`` is the
    stamp of that post as ISO 8601 ("2022-01-12T21:32", with an offset only if the page has one).
    ``line`` is the 1-based line of the input where the block begins, where the input has lines.
    """

    role: PartRole
    start: int
    end: int
    post: int | None = None
    time: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """``length`` code points at ``text`` in the clean body stand at ``source`` in the input."""

    text: int
    source: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One article as read: its clean body and what the page says about itself.

    ``name`` is how the input calls it (file name, or the ``doc``/``id`` of a JSON line); ``id``
    is stable across machines (see `kg.ids`). ``published`` and ``modified`` are ISO 8601, a day
    or a time with offset, never guessed. ``published_from`` tells where the page says it,
    ``published_conflicts`` where it says otherwise ("address 2021-12-01"). ``sha256`` is that of the text.
    ``copy_of`` is the earliest document of the corpus with the same text (`Copies`); linking sets it.
    """

    id: str
    name: str
    text: str
    sha256: str
    source_path: str
    title: str | None = None
    description: str | None = None
    description_truncated: bool = False
    lead: str | None = None
    outlet: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    section: str | None = None
    keywords: tuple[str, ...] = ()
    published: str | None = None
    published_from: DateSource | None = None
    published_conflicts: tuple[str, ...] = ()
    modified: str | None = None
    url: str | None = None
    language: str = "fr"
    locale: str | None = None
    kind: DocumentKind = "article"
    post_order: Literal["newest first", "oldest first"] | None = None
    image: str | None = None
    image_caption: str | None = None
    machine_translated: bool = False
    parts: tuple[Part, ...] = ()
    alignment: tuple[Run, ...] = ()
    copy_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """The words that name a source, and how they name it."""

    span: Span
    form: MentionForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A role an actor is shown in, with the organisation and the days it was held if known."""

    label: str
    organization: str | None = None
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody or something that speaks. ``name`` is the canonical French name.

    ``gender`` is "f" or "m", of a person or of a body's name; "fp", "mp" for names in the plural.
    """

    id: str
    name: str
    kind: ActorKind
    gender: str | None = None
    name_en: str | None = None
    aliases: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    member_of: tuple[str, ...] = ()
    side: str | None = None
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """When something was said: bounds (inclusive days), EDTF, the words, and why.

    ``edtf`` is None where the words give no date (basis "unresolved"); ``span`` is None where
    the date does not come from words of the body (the stamp of a post). ``conflict``: the words name
    a weekday that is not that of the date; the date was kept.
    """

    span: Span | None = None
    edtf: str | None = None
    start: date | None = None
    end: date | None = None
    basis: DateBasis = "unresolved"
    conflict: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """A coded position on a claim concept; the holder may differ from the speaker.

    ``holder`` None is the speaker. ``words`` are those of the document that show it, ``rule`` names
    how, ``confidence`` is in [0, 1].
    """

    concept: str
    position: Position
    holder: str | None = None
    words: tuple[Span, ...] = ()
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One act of saying as one document attributes it to one source.

    ``in_role`` is the role of the speaker at that time, ``role_span`` the words of the document that
    show it (None where only the register tells it), ``on_behalf_of`` the actor for whom a
    spokesperson speaks. ``copy_of`` is the earliest statement with the same words (`Copies`).
    """

    id: str
    document: str
    content: tuple[Span, ...]
    mode: Mode
    cue: Span | None
    cue_lemma: str | None
    act: str
    negated: bool
    source: Mention | None
    speaker: str | None
    via: tuple[str, ...] = ()
    addressee: str | None = None
    on_behalf_of: str | None = None
    in_role: str | None = None
    role_span: Span | None = None
    when: When = When()
    stances: tuple[Stance, ...] = ()
    copy_of: str | None = None
    rule: str
    confidence: float

    @property
    def content_text(self) -> str:
        """The parts of the content joined by one space."""
        return " ".join(span.text for span in self.content)

    @property
    def said_on(self) -> str | None:
        """The day ("2021-12-16") or month ("2021-12") of saying; None for anything coarser."""
        start, end = self.when.start, self.when.end
        if start is None or end is None:
            return None
        if start == end:
            return start.isoformat()
        return start.isoformat()[:7] if (start.year, start.month) == (end.year, end.month) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that one document yields; what the journal keeps."""

    document: Document
    statements: tuple[Statement, ...] = ()
    actors: tuple[Actor, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """Two actors that linking joined or nearly joined, with the evidence in words.

    ``one`` and ``other`` are ids before linking where they were joined ``into`` a third or one of
    them, final ids where they were kept apart; ``score`` is 0 to 1; ``documents`` counts the documents
    of the lesser one, ``examples`` names the first of them.
    """

    decision: Literal["merged", "kept apart"]
    one: str
    one_name: str
    other: str
    other_name: str
    into: str | None
    score: float
    reason: str
    documents: int
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """Documents or statements that say the same words, and the earliest of them.

    ``members`` are the ids of the copies, sorted, without that of the ``original``; ``outlets`` the names
    of all media that carried any of them, sorted; ``first`` the ISO day on which the original appeared.
    """

    kind: CopyKind
    original: str
    members: tuple[str, ...]
    outlets: tuple[str, ...] = ()
    first: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A proposition of the codebook that statements can support or oppose."""

    id: str
    label_fr: str
    label_en: str | None = None
    scope_fr: str | None = None
    scope_en: str | None = None
    broader: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """The linked records of a build.

    ``documents`` and ``statements`` can be iterated any number of times and may be read from disk as they
    go. Documents are sorted by id, statements by document and id, so that the two can be walked side by
    side; ``actors`` is sorted by id. ``merges`` tells how the linking
    came to them. ``claims`` are all those of the codebook, sorted by id. ``copies`` are the groups behind
    every ``copy_of``, sorted by kind and original.
    """

    documents: Iterable[Document]
    statements: Iterable[Statement]
    actors: tuple[Actor, ...]
    merges: tuple[Merge, ...] = ()
    claims: tuple[Claim, ...] = ()
    copies: tuple[Copies, ...] = ()
