"""What the scorer knows of an attribution: named features that hold or not.

The names are the rows of scorer.tsv, so that a weight can be read; lengths and distances go by steps.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.nlp.page import Attribution, Page
from kg.nlp.proposals import Proposal
from kg.nlp.tokens import PRONOUNS, bare_pronoun, is_finite, is_word, low
from kg.nlp.verbs import VerbGroup

_STEPS = (0, 1, 2, 3, 5, 8, 12, 20, 35, 60)
_FIRST_PERSON = frozenset("je j' nous moi notre mon".split())
_FUNCTION_WORDS = frozenset({"DET", "ADP", "PRON", "SCONJ"})
_COMPLEMENTS = frozenset("mark obj iobj ccomp xcomp expl:pass expl:comp obl:arg".split())


def traits(page: Page, one: Proposal, *, loose: bool) -> tuple[str, ...]:
    """The names of the features that hold, each once.

    ``loose`` tells a proposal from what the rules attribute: most features are named apart for both.
    """
    found = one.attribution
    kind = "loose" if loose else "rule"
    content, source = list(_content(page, found)), list(_source(page, found))
    names = [
        kind,
        f"{kind} rule={found.rule}",
        f"act={found.act}",
        f"{kind} act={found.act}",
        f"cue={found.cue_lemma}",
        f"{kind} listed={one.listed}",
        f"{kind} rule={found.rule} listed={one.listed}",
        f"rule={found.rule} act={found.act}",
        f"negated={found.negated}",
        *source,
        *(f"{kind} {name}" for name in source),
        *content,
        *(f"rule={found.rule} {name}" for name in content),
        *_place(page, found),
        *(_verb(page, found, one.group, kind) if one.group is not None else ()),
    ]
    return tuple(dict.fromkeys(names))


def step(number: int) -> str:
    """A length or distance by the greatest step that it reaches; "-" after it: to the left."""
    return str(max(s for s in _STEPS if s <= abs(number))) + ("-" if number < 0 else "")


def _source(page: Page, one: Attribution) -> Iterator[str]:
    """Is there a source, of what form and kind, how long and how far from the cue?"""
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
        yield f"source entity={' '.join(sorted({doc[k].ent_type_ for k in range(first, last)} - {''}))}"
    yield f"source first={low(doc[first]) if doc[first].pos_ == 'DET' else 'other'}"
    yield f"source length={step(last - first)}"
    if one.cue is not None:
        yield f"source distance={step(first - one.cue[0])}"


def _content(page: Page, one: Attribution) -> Iterator[str]:
    """How much of the content is quoted, how long it is, how it begins and what governs it."""
    spans = [page.doc.char_span(start, end, alignment_mode="expand") for start, end in one.content]
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
    if any(low(t) in _FIRST_PERSON for t in tokens):
        yield "first person"
    if spans[0] is not None:
        yield from _governed(spans[0].root, tokens, one)


def _governed(root: Token, tokens: list[Token], one: Attribution) -> Iterator[str]:
    first, cue = tokens[0], one.cue
    yield f"content first={first.pos_}"
    if first.pos_ in _FUNCTION_WORDS:
        yield f"content first word={low(first)}"
    yield f"content root={root.pos_} {root.dep_}"
    yield f"content head={'cue' if cue and cue[0] <= root.head.i < cue[1] else 'other'}"
    if cue is not None:
        gap = first.i - cue[1] if first.i >= cue[1] else tokens[-1].i - cue[0]
        yield f"content distance={step(gap)}"


def _place(page: Page, one: Attribution) -> Iterator[str]:
    """Where the cue stands in its sentence."""
    if one.cue is None:
        yield "no cue"
        return
    unit = page.unit_at(one.cue[0])
    yield f"place={step(one.cue[0] - unit.first)}"
    yield f"place after={step(unit.last - one.cue[1])}"
    yield f"cue in marks={page.inside[one.cue[0]] >= 0}"


def _verb(page: Page, one: Attribution, group: VerbGroup, kind: str) -> Iterator[str]:
    """The form of the verb, its tense, its relation to its governor and to what depends on it."""
    verb, auxiliary = page.doc[group.verb], page.doc[group.first]
    yield f"{kind} form={group.form} passive={group.passive}"
    yield f"form={group.form} {one.rule}"
    yield f"verb dep={verb.dep_}"
    yield f"{kind} verb dep={verb.dep_}"
    tense = "/".join(verb.morph.get("Tense", []) + verb.morph.get("Mood", []))
    yield f"tense={tense} auxiliary={low(auxiliary) if group.first < group.verb else ''}"
    yield f"frames={'que' in group.cue.frames} cite={'cite' in group.cue.frames}"
    for child in verb.children:
        if child.dep_ in _COMPLEMENTS:
            yield f"verb has={child.dep_}"
    under = (t for t in verb.lefts if t.dep_ == "mark" or (t.dep_ == "case" and t.pos_ == "ADP"))
    yield f"under={next((low(t) for t in under), 'nothing')}"
