"""What a scorer knows of a candidate: binary features, named, so that a table of weights can be read."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from bench.learned.candidates import Candidate
from kg.nlp.page import Attribution, Page
from kg.nlp.quotes import MARKS
from kg.nlp.tokens import PRONOUNS, bare_pronoun, is_finite, is_word, low

_STEPS = (0, 1, 2, 3, 5, 8, 12, 20, 35, 60)


def step(number: int) -> str:
    """A number by its step, so that lengths share weights."""
    return str(max((s for s in _STEPS if s <= abs(number)), default=0)) + ("-" if number < 0 else "")


def features(page: Page, candidate: Candidate) -> tuple[str, ...]:
    """The names of the features that hold."""
    one = candidate.attribution
    kind = "loose" if candidate.loose else "rule"
    names = [
        f"{kind}",
        f"{kind} rule={one.rule}",
        f"act={one.act}",
        f"{kind} act={one.act}",
        f"cue={one.cue_lemma}",
        f"{kind} listed={candidate.listed}",
        f"{kind} rule={one.rule} listed={candidate.listed}",
        f"rule={one.rule} act={one.act}",
        f"negated={one.negated}",
        *(f"{kind} {name}" for name in _source(page, one)),
        *_source(page, one),
        *_content(page, one),
        *(f"rule={one.rule} {name}" for name in _content(page, one)),
        *_verb(page, candidate),
        *_edges(page, candidate),
    ]
    return tuple(dict.fromkeys(names))


def _source(page: Page, one: Attribution) -> Iterator[str]:
    if one.source is None:
        yield "source=none"
        return
    doc, (first, last) = page.doc, one.source
    head = doc[first:last].root
    word = bare_pronoun(head)
    if word in PRONOUNS or head.pos_ == "PRON":
        yield f"source=pronoun {word}"
        yield "source=pronoun"
    else:
        yield f"source={head.pos_}"
        yield f"source kind={page.lexicon.speakers.get(low(head), 'unlisted')}"
        kinds = sorted({doc[k].ent_type_ for k in range(first, last)} - {""})
        yield f"source entity={' '.join(kinds)}"
    yield f"source first={low(doc[first])}" if doc[first].pos_ == "DET" else "source first=other"
    yield f"source length={step(last - first)}"
    if one.cue is not None:
        yield f"source distance={step(first - one.cue[0])}"


def _content(page: Page, one: Attribution) -> Iterator[str]:
    doc = page.doc
    spans = [doc.char_span(s, e, alignment_mode="expand") for s, e in one.content]
    tokens = [t for span in spans if span is not None for t in span]
    words = [t for t in tokens if is_word(t)]
    quoted = sum(page.inside[t.i] >= 0 for t in words)
    marks = "all" if quoted == len(words) else "some" if quoted else "none"
    finite = any(is_finite(t) for t in tokens)
    yield f"marks={marks}"
    yield f"finite={finite}"
    yield f"marks={marks} finite={finite}"
    yield f"content length={step(len(words))}"
    yield f"parts={len(one.content)}"
    if tokens:
        yield f"content first={tokens[0].pos_}"
        if tokens[0].pos_ in {"DET", "ADP", "PRON", "SCONJ"}:
            yield f"content first word={low(tokens[0])}"
        root = spans[0].root if spans[0] is not None else tokens[0]
        yield f"content root={root.pos_} {root.dep_}"
        yield f"content head={'cue' if one.cue and one.cue[0] <= root.head.i < one.cue[1] else 'other'}"
        if one.cue is not None:
            gap = tokens[0].i - one.cue[1] if tokens[0].i >= one.cue[1] else tokens[-1].i - one.cue[0]
            yield f"content distance={step(gap)}"
    if any(low(t) in {"je", "j'", "nous", "moi", "notre", "mon"} for t in tokens):
        yield "first person"


def _verb(page: Page, candidate: Candidate) -> Iterator[str]:
    cue, group, doc = candidate.attribution.cue, candidate.group, page.doc
    if cue is None:
        yield "no cue"
        return
    unit = page.unit_at(cue[0])
    yield f"place={step(cue[0] - unit.first)}"
    yield f"place after={step(unit.last - cue[1])}"
    yield f"cue in marks={page.inside[cue[0]] >= 0}"
    if group is None:
        return
    verb = doc[group.verb]
    kind = "loose" if candidate.loose else "rule"
    yield f"{kind} form={group.form} passive={group.passive}"
    yield f"form={group.form} {candidate.attribution.rule}"
    yield f"verb dep={verb.dep_}"
    yield f"{kind} verb dep={verb.dep_}"
    tense = "/".join(verb.morph.get("Tense", []) + verb.morph.get("Mood", []))
    yield f"tense={tense} auxiliary={low(doc[group.first]) if group.first < group.verb else ''}"
    yield f"frames={'que' in group.cue.frames} cite={'cite' in group.cue.frames}"
    for child in verb.children:
        if child.dep_ in {"mark", "obj", "iobj", "ccomp", "xcomp", "expl:pass", "expl:comp", "obl:arg"}:
            yield f"verb has={child.dep_}"
    marks = [low(t) for t in _subordinators(verb)]
    yield f"under={marks[0] if marks else 'nothing'}"


def _subordinators(verb: Token) -> list[Token]:
    return [t for t in verb.lefts if t.dep_ == "mark" or (t.dep_ == "case" and t.pos_ == "ADP")]


def _edges(page: Page, candidate: Candidate) -> Iterator[str]:
    """How the content ends and what follows it: what decides between extents."""
    doc, one = page.doc, candidate.attribution
    span = doc.char_span(*one.content[-1], alignment_mode="expand")
    if span is None:
        return
    change = candidate.change or "own"
    k = span.end
    while k < len(doc) and doc[k].text in MARKS:
        k += 1
    following = doc[k] if k < len(doc) else None
    after = doc[k + 1] if k + 1 < len(doc) else None
    mark = following.text if following is not None and not is_word(following) else "word"
    yield f"change={change}"
    yield f"change={change} rule={one.rule}"
    yield f"change={change} next={low(following) if following is not None else 'end'}"
    inside = span[-1]
    yield f"change={change} last={inside.pos_}"
    if following is not None:
        yield f"change={change} next={following.pos_} {following.dep_}"
    if after is not None:
        yield f"change={change} {mark} then={after.pos_}"
        yield f"change={change} {mark} then={low(after)}" if after.pos_ not in {"NOUN", "PROPN"} else "open"
        yield f"change={change} {mark} reports={after.i in page.groups}"
    cut = [t for t in span if t.head.i >= span.end and page.inside[t.i] < 0 and t.head.i != t.i]
    kept = [t for t in doc[span.end : min(len(doc), span.end + 12)] if span.start <= t.head.i < span.end]
    yield f"change={change} heads outside={min(2, len(cut))}"
    yield f"change={change} dependents outside={min(2, len(kept))}"
    for token in kept[:2]:
        yield f"change={change} leaves={token.dep_}"
    commas = sum(t.text == "," and page.inside[t.i] < 0 for t in span)
    yield f"change={change} commas={min(commas, 3)}"
