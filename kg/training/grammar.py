"""The weighted dependency grammar of data/speech.grammar, and the word lists it draws on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import DataInvalid

DATA = Path(__file__).resolve().parent / "data"

_ITEM = re.compile(
    r"(?P<left>_?)(?P<capital>\^?)(?P<what><[^>]+>|\{[^}]+\}|[^/?]+?)(?P<right>_?)(?:\?(?P<chance>\d+))?"
    r"(?:/(?P<pos>[A-Z]+))?/(?P<head>\d+)/(?P<dep>[^!]+)(?:!(?P<entity>PER|LOC|ORG))?"
)
_PAST = "Gender=Masc|Number=Sing|Tense=Past|VerbForm=Part"
_PRESENT = "Mood=Ind|Number={}|Person=3|Tense=Pres|VerbForm=Fin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One place of a rule: a word, a drawn word or a symbol, and what it hangs on.

    ``head`` counts from 0 as indices do, None for the root; ``dep`` None keeps the symbol's own.
    """

    forms: tuple[str, ...] = ()
    words: str | None = None
    symbol: str | None = None
    pos: str = ""
    head: int | None
    dep: str | None
    entity: str = ""
    chance: float = 1.0
    glue_left: bool = False
    glue_right: bool = False
    capital: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a list. Empty lemma and features: as the treebanks have them."""

    form: str
    lemma: str = ""
    morph: str = ""


@dataclass(slots=True)
class Grammar:
    """Rules by symbol, each with its weight, and words by list."""

    rules: dict[str, list[tuple[float, list[Item]]]] = field(default_factory=dict)
    words: dict[str, list[Word]] = field(default_factory=dict)

    @property
    def speech_verbs(self) -> frozenset[str]:
        """Lemmas of the verbs that report speech."""
        return frozenset(word.lemma for word in self.words["said"])

    @property
    def speakers(self) -> frozenset[str]:
        """Lemmas of nouns for people and bodies that speak."""
        return frozenset(word.form for word in self.words["human"])


def load_grammar(folder: Path = DATA) -> Grammar:
    """Grammar and word lists of a folder. Raises DataInvalid, naming file and line."""
    grammar = Grammar()
    for place, (symbol, weight, body) in _rows(folder / "speech.grammar", 3):
        items = [_item(text, place) for text in body.split()]
        if sum(item.head is None for item in items) != 1:
            raise DataInvalid(f"{place}: a rule has one item with head 0")
        grammar.rules.setdefault(symbol, []).append((float(weight), items))
    for _, (name, form, lemma, morph) in _rows(folder / "words.tsv", 4):
        grammar.words.setdefault(name, []).append(Word(form, lemma, morph))
    for _, (lemma, said, says, say) in _rows(folder / "verbs.tsv", 4):
        _add_verb(grammar.words, lemma, said, says, say)
    return grammar


def _rows(path: Path, columns: int) -> Iterator[tuple[str, list[str]]]:
    """ "file:line" and the cells of each row that is no comment."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line and not line.startswith("#"):
            cells = line.split("\t")
            if len(cells) != columns:
                raise DataInvalid(f"{path}:{number}: {len(cells)} columns instead of {columns}")
            yield f"{path}:{number}", cells


def _item(text: str, place: str) -> Item:
    match = _ITEM.fullmatch(text)
    if match is None:
        raise DataInvalid(f"{place}: cannot read the item {text}")
    what, head = match["what"], int(match["head"])
    plain = what[0] not in "<{" or len(what) == 1
    return Item(
        forms=tuple(form.strip("_") for form in what.split("|")) if plain else (),
        words=what[1:-1] if what[0] == "{" else None,
        symbol=what[1:-1] if what[0] == "<" and not plain else None,
        pos=match["pos"] or "",
        head=head - 1 if head else None,
        dep=None if match["dep"] == "=" else match["dep"],
        entity=match["entity"] or "",
        chance=int(match["chance"] or 100) / 100,
        glue_left=bool(match["left"]),
        glue_right=bool(match["right"]),
        capital=bool(match["capital"]),
    )


def _add_verb(words: dict[str, list[Word]], lemma: str, said: str, says: str, say: str) -> None:
    singular = Word(says, lemma, _PRESENT.format("Sing"))
    words.setdefault("said", []).append(Word(said, lemma, _PAST))
    words.setdefault("says", []).append(singular)
    words.setdefault("say", []).append(Word(say, lemma, _PRESENT.format("Plur")))
    words.setdefault("says.t" if says.endswith(("t", "d")) else "says.vowel", []).append(singular)
