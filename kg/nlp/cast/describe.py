"""Definite descriptions: how well "le ministre", "l'élue", "le syndicat" fit an entity of the document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Span, Token

from kg.lexicon.load import Lexicon
from kg.lexicon.table import rows
from kg.nlp.cast.entities import Entity
from kg.nlp.cast.nouns import folded, is_person_noun, kind_of_noun, neutral
from kg.nlp.tokens import compound, is_capitalised, low
from kg.register.names import ARTICLES, TITLES, key
from kg.resources import lexicon_dir

DEFINITE = frozenset("le la l' ce cet cette son sa leur les ces ses leurs".split())
_NATIVES = ("ais", "aise", "ois", "oise", "ien", "ienne", "ain", "aine", "and", "ande", "ard", "arde", "éen",
            "éenne", "ique", "ol", "ole", "in", "ine", "on", "onne", "sse", "quois", "quoise")  # fmt: skip
_FORMER = frozenset(
    "ancien ancienne ex nouveau nouvelle actuel actuelle futur future jeune vieux vieil meme".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """A noun phrase without a name: its noun, other words, gender and number, and what kind of thing it is.

    ``possessive``: "son avocat"; ``former``: "l'ancien maire"; ``complement``: "le directeur de l'école".
    ``young``: "le jeune homme" is nobody whom the reader knows. ``general`` nouns fit anybody ("le
    sexagénaire", "l'intéressée"); ``kind`` is that of the lexicon's table of speakers ("person",
    "organization", "media", "document", "group", "unnamed").
    """

    noun: str
    words: frozenset[str]
    gender: str | None
    plural: bool
    kind: str
    definite: bool
    general: bool
    possessive: bool = False
    former: bool = False
    complement: bool = False
    young: bool = False


@dataclass(frozen=True, slots=True)
class Nouns:
    """Which nouns a broader one takes up ("élu": maire, député …).

    ``general`` ones fit any person or body, ``open`` ones a body of which no noun is known.
    """

    narrower: Mapping[str, frozenset[str]]
    general: frozenset[str]
    open: frozenset[str]


@lru_cache(maxsize=4)
def load_nouns(language: str = "fr") -> Nouns:
    """The table of broader nouns of a language; raises DataInvalid where it is wrong."""
    narrower: dict[str, frozenset[str]] = {}
    general: set[str] = set()
    unsaid: set[str] = set()
    for row in rows(lexicon_dir(language) / "broader.tsv"):
        names = {neutral("".join(key(word))) for word in row["narrower"].split()}
        for word in row["noun"].split():
            noun = neutral("".join(key(word)))
            if "*" in row["narrower"]:
                general.add(noun)
            if "?" in row["narrower"]:
                unsaid.add(noun)
            narrower[noun] = narrower.get(noun, frozenset()) | names
    return Nouns(narrower, frozenset(general), frozenset(unsaid))


def describe(span: Span, lexicon: Lexicon) -> Description | None:
    """What a noun phrase says of whom it means; None where it has no noun that can mean anybody."""
    head = head_of(span, lexicon)
    if head is None:
        return None
    kind = kind_of_noun(head, lexicon) or ("person" if is_person_noun(head, lexicon) else "")
    if not kind and is_capitalised(head):
        return _native(span, head)
    if not kind and low(span[0]) not in DEFINITE:
        return None
    noun = folded(head)
    words = (
        {w for token in span for w in key(token.text)} - ARTICLES - TITLES - _FORMER - {noun, "qui", "que"}
    )
    words -= set(key(head.text)) | {"porte", "parole", "vice", "ex"}
    opening = low(span[0])
    plural = opening in {"les", "ces", "ses", "leurs", "des", "plusieurs", "deux"} or (
        "Plur" in head.morph.get("Number", []) and opening not in DEFINITE
    )
    return Description(
        noun=neutral(noun), words=frozenset(words), gender=gender_of(span, head), plural=plural,
        kind=kind or "person", definite=opening in DEFINITE,
        general=neutral(noun) in load_nouns().general,
        possessive=opening in {"son", "sa", "ses", "leur", "leurs"},
        former=any(low(t) in {"ancien", "ancienne", "ex"} for t in span) or compound(head).startswith("ex-"),
        young=any(low(t) in {"jeune", "jeunes"} for t in span[: head.i - span.start + 1]),
        complement=any(low(t) in {"de", "d'", "du", "des"} for t in span.doc[head.i + 1 : span.end]),
    )  # fmt: skip


def _native(span: Span, head: Token) -> Description | None:
    """ "la Française", "le Nantais": somebody by where he comes from."""
    if low(span[0]) not in {"le", "la", "l'"} or len(span) > 2 or not low(head).endswith(_NATIVES):
        return None
    return Description(
        noun=neutral("".join(key(head.text))), words=frozenset(), gender=gender_of(span, head), plural=False,
        kind="person", definite=True, general=True,
    )  # fmt: skip


def head_of(span: Span, lexicon: Lexicon) -> Token | None:
    """The noun that a phrase is about: the first listed one, else its root."""
    for token in span:
        if low(token) in {"de", "d'", "du", "des", "qui", "dont"} and token.i > span.start:
            break
        if kind_of_noun(token, lexicon) or is_person_noun(token, lexicon):
            return token
    root = span.root
    if root.pos_ in {"NOUN", "ADJ", "PROPN"} and root.i < span.end:
        return root
    return next((t for t in span if t.pos_ == "NOUN"), None)


def gender_of(span: Span, head: Token) -> str | None:
    """The gender that the article tells, else the noun's own form."""
    if any(low(t) in {"ancienne", "nouvelle", "première"} for t in span[: head.i - span.start + 1]):
        return "f"
    said = {"la": "f", "cette": "f", "une": "f", "le": "m", "ce": "m", "un": "m", "cet": "m"}.get(
        low(span[0])
    )
    if said is not None:
        return said
    genders = head.morph.get("Gender", [])
    return ("f" if "Fem" in genders else "m") if len(genders) == 1 else None


def fit(description: Description, entity: Entity) -> Iterator[str]:
    """The features of how well a description fits an entity."""
    nouns = entity.called()
    narrower = load_nouns().narrower.get(description.noun, frozenset())
    if description.noun in nouns:
        yield "noun same"
    elif narrower & nouns:
        yield "noun broader"
    elif nouns:
        yield "noun other" if not description.general else "noun other, general"
    else:
        yield "noun unknown" if not description.general else "noun unknown, general"
    if description.words:
        shared = description.words & entity.words
        share = "all" if shared == description.words else "some" if shared else "none"
        yield f"words {share}"
        if description.noun in nouns:
            yield f"noun same, words {share}"
    else:
        yield "no words"
    if any(description.words <= set(key(role.label)) and _is_noun(description.noun, role.label)
           for role in (entity.known.roles if entity.known else ())):  # fmt: skip
        yield "role of the register"
    if description.gender and entity.gender:
        yield "gender said"
    if entity.known is not None:
        yield "of the register"
    if description.kind == entity.kind:
        yield "kind same"


def _is_noun(noun: str, label: str) -> bool:
    return noun in {neutral(word) for word in key(label)}
