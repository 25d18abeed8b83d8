"""spaCy Docs to Statements: the only place where spaCy objects become records."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from spacy.tokens import Doc

from kg import nlp as nlp_package
from kg.ids import digest, statement_id, wording
from kg.nlp import attribution as attributions
from kg.nlp.blocks import block_at, text_of, to_span
from kg.nlp.cast.resolver import ActorResolver
from kg.nlp.cast.scene import Resolved
from kg.nlp.page import Attribution
from kg.nlp.pipeline import DEFAULT_MODEL, Pipeline
from kg.nlp.quotes import MARKS
from kg.nlp.tokens import DASHES, bare_pronoun
from kg.nlp.when import saying
from kg.nlp.when.expression import Expression
from kg.records import Actor, Document, Extraction, Mention, Mode, Span, Statement, When
from kg.register import load as register
from kg.resources import lexicon_dir
from kg.userfile import content_digest


class Extractor:
    """Finds who said what, when, in articles.

    ``model`` is the name or folder of a spaCy pipeline (the shipped one by default); raises
    ModelMissing where it is not installed. ``registers`` are the user's own files of actors, which
    add to the shipped ones; raises DataInvalid for one that is wrong. ``fingerprint`` changes with
    the model, the rules and all data files, so that a journal knows what must be done again.
    """

    def __init__(self, model: str | None = None, registers: Sequence[Path] = ()) -> None:
        known = register.load(*registers)
        components = (attributions.annotate, ActorResolver(known), saying.annotate)
        self.pipeline = Pipeline(model, components, known)
        self.fingerprint = _fingerprint(model, self.pipeline, registers)

    def extract(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        """The statements and actors of each article, in the order given, as they come."""
        for article, doc in self.pipeline.analyse(documents):
            yield Extraction(document=article) if doc is None else to_extraction(article, doc)


def to_extraction(article: Document, doc: Doc) -> Extraction:
    """The records of one analysed article."""
    actors: dict[str, Actor] = {}
    statements: list[Statement] = []
    seen: Counter[tuple[str, str]] = Counter()
    cast = doc._.mentions
    rows = zip(doc._.attributions, cast.speakers, cast.relays, doc._.dates, strict=True)
    for found, speaker, relays, when in rows:
        for resolved in (*([speaker] if speaker else []), *relays):
            actors.setdefault(resolved.actor.id, resolved.actor)
        statements.append(_statement(article, doc, found, speaker, relays, when, seen))
    for body in cast.bodies:
        actors.setdefault(body.id, body)
    return Extraction(
        document=article,
        statements=tuple(statements),
        actors=tuple(actors[identifier] for identifier in sorted(actors)),
    )


def _statement(
    article: Document, doc: Doc, found: Attribution, speaker: Resolved | None,
    relays: tuple[Resolved, ...], when: Expression | None, seen: Counter[tuple[str, str]],
) -> Statement:  # fmt: skip
    content = tuple(to_span(doc, article.text, start, end) for start, end in found.content)
    words = " ".join(span.text for span in content)
    source = _tokens(doc, article, found.source)
    who = source.text if source else ""
    said = (wording(words), who.lower())
    occurrence = seen[said]
    seen[said] += 1
    return Statement(
        id=statement_id(article.id, words, who, occurrence),
        document=article.id,
        content=content,
        mode=_mode(doc, found),
        cue=_tokens(doc, article, found.cue),
        cue_lemma=found.cue_lemma,
        act=found.act,
        negated=found.negated,
        source=Mention(span=source, form=speaker.form) if source and speaker else None,
        speaker=speaker.actor.id if speaker else None,
        via=_via(speaker, relays),
        on_behalf_of=_spoken_for(speaker),
        in_role=speaker.office.label if speaker and speaker.office else None,
        role_span=_tokens(doc, article, speaker.office.tokens) if speaker and speaker.office else None,
        when=_when(doc, article, when),
        rule=found.rule,
        confidence=found.confidence,
    )


def _spoken_for(speaker: Resolved | None) -> str | None:
    """The body for which a spokesperson speaks."""
    office = speaker.office if speaker else None
    return office.actor if office is not None and office.spokesperson else None


def _via(speaker: Resolved | None, relays: Iterable[Resolved]) -> tuple[str, ...]:
    """Each relay once, nearest the reader first; nobody relays his own words."""
    own = speaker.actor.id if speaker else None
    return tuple(dict.fromkeys(r.actor.id for r in relays if r.actor.id != own))


def _tokens(doc: Doc, article: Document, bounds: tuple[int, int] | None) -> Span | None:
    """The span of tokens, without the hyphen of an inverted pronoun ("-il")."""
    if bounds is None:
        return None
    first, last = doc[bounds[0]], doc[bounds[1] - 1]
    start, end = first.idx, last.idx + len(last.text)
    if first.i == last.i:
        start = end - len(bare_pronoun(first))
    return to_span(doc, article.text, start, end)


def _mode(doc: Doc, found: Attribution) -> Mode:
    """Direct where every part is quoted whole, mixed where words of it are, else indirect."""
    quotes = [q for q in doc._.quotes if q.depth == 0]
    text = text_of(doc)
    quoted = [any(q.start <= s and e <= q.end for q in quotes) for s, e in found.content]
    if all(quoted) or _is_dialogue(doc, found.content[0][0]):
        return "direct"
    marked = any(text[k] in MARKS for s, e in found.content for k in range(s, e))
    return "mixed" if marked or any(quoted) else "indirect"


def _is_dialogue(doc: Doc, start: int) -> bool:
    """Does the content follow the dash that opens a line of dialogue?"""
    block = block_at(doc, start)
    lead = text_of(doc)[block.start : start].strip()
    return lead in DASHES and bool(lead)


def _when(doc: Doc, article: Document, found: Expression | None) -> When:
    if found is None:
        return When()
    span = to_span(doc, article.text, found.start, found.end) if found.start >= 0 else None
    return When(
        span=span, edtf=found.edtf, start=found.first, end=found.last, basis=found.basis,
        conflict=found.conflict,
    )  # fmt: skip


def _fingerprint(model: str | None, pipeline: Pipeline, registers: Sequence[Path]) -> str:
    """A hash of all that extraction depends on: the model, the rules, the data files."""
    parts = [model or DEFAULT_MODEL, str(pipeline.nlp.meta.get("version", "")), _model_digest(pipeline)]
    folders = [Path(nlp_package.__file__).parent, lexicon_dir("fr")]
    files = sorted(f for folder in folders for f in folder.rglob("*") if f.suffix in {".py", ".tsv"})
    files += sorted(f for f in Path(register.__file__).parent.iterdir() if f.suffix in {".py", ".tsv"})
    for file in [*files, Path(__file__), *register.sources()]:
        parts.append(f"{file.name}:{hashlib.sha256(file.read_bytes()).hexdigest()}")
    parts += map(content_digest, registers)  # wherever they lie
    return digest(*parts, length=16)


def _model_digest(pipeline: Pipeline) -> str:
    """Sizes and names of the model's files: enough to tell two trainings apart, and quick."""
    path = pipeline.nlp.path
    if path is None:
        return ""
    files = sorted(p for p in Path(path).rglob("*") if p.is_file())
    contents = hashlib.sha256()
    for file in files:
        contents.update(f"{file.relative_to(path).as_posix()}:{file.stat().st_size}".encode())
        if file.name in {"meta.json", "config.cfg"}:
            contents.update(file.read_bytes())
    return contents.hexdigest()
