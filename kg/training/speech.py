"""Sentences of reported speech, derived from the treebanks' own clauses and noun phrases.

News is full of "…, a déclaré Y", the treebanks are not. The grammar (data/speech.grammar) says how
a clause and a speaker combine; every part keeps the annotation it had in the treebank.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.training.grammar import Grammar, Item
from kg.training.harvest import Harvest, habits, harvest
from kg.training.tree import ROOT, Node, Sentence, root

_BODIES = ("body.", "office.")  # a ministry may be the first word of an organisation's name
_VOWELS = "aeiouyàâéèêëîïôùûœæ"


def derive_speech(sentences: Sequence[Sentence], grammar: Grammar, count: int, seed: int) -> list[Sentence]:
    """``count`` sentences of reported speech, the same ones for the same treebank and seed.

    None at all where the treebank lacks clauses, names or speakers to make them of.
    """
    found = harvest(sentences, grammar.speakers)
    if not found.suffices:
        return []
    teller = _Teller(grammar, found, habits(sentences), random.Random(seed))
    return [teller.sentence() for _ in range(count)]


@dataclass(slots=True)
class _Teller:
    grammar: Grammar
    found: Harvest
    habits: dict[tuple[str, str], tuple[str, str]]
    rng: random.Random
    plural: bool = False

    def sentence(self) -> Sentence:
        """One sentence; its speaker's number is drawn first, so that verbs before it agree."""
        self.plural = self.rng.random() < 0.12
        _, items = self._draw("sentence")
        if [item.symbol for item in items] == ["broken"]:
            made = self._broken()
        else:
            made = self._expand(items)
            made[root(made)].dep = ROOT
        made[0].form = _capital(made[0].form)
        made[-1].space = True
        return made

    def _broken(self) -> Sentence:
        """A clause that the incise interrupts after its first constituent."""
        clause, place = self.rng.choice(self.found.breakable)
        return _interrupted([_unlabelled(node) for node in clause], place, self._symbol("broken"))

    def _symbol(self, name: str) -> Sentence:
        source = {
            "clause": self.found.clauses,
            "name": self.found.names,
            "noun.s": self.found.singular,
            "noun.p": self.found.plural,
        }.get(name)
        if source is not None:
            return [_unlabelled(node) for node in self.rng.choice(source)]
        if name == "surname":
            last = self.rng.choice(self.found.names)[-1]
            return [replace(last, head=0, space=True, entity="?")]
        if name in ("speaker", "verb"):
            name += ".p" if self.plural else ".s"
        return self._expand(self._draw(name)[1])

    def _draw(self, name: str) -> tuple[float, list[Item]]:
        rules = self.grammar.rules[name]
        return self.rng.choices(rules, weights=[weight for weight, _ in rules])[0]

    def _expand(self, items: Sequence[Item]) -> Sentence:
        """The items' fragments in a row, each root hung on the root of the item that governs it."""
        parts: list[Sentence] = [
            self._fragment(item) if self.rng.random() < item.chance else [] for item in items
        ]
        starts = [sum(map(len, parts[:i])) for i in range(len(parts))]
        roots = [start + root(part) if part else -1 for start, part in zip(starts, parts, strict=True)]
        made: Sentence = []
        for i, (item, part) in enumerate(zip(items, parts, strict=True)):
            for node in part:
                node.head += starts[i]
            if part:
                top = part[roots[i] - starts[i]]
                top.head = roots[i] if item.head is None else roots[item.head]
                top.dep = item.dep or top.dep
                _glue(made, item, part)
            made += part
        return made

    def _fragment(self, item: Item) -> Sentence:
        if item.symbol is not None:
            part = self._symbol(item.symbol)
            part[-1].space = True
            for node in part:
                node.entity = item.entity or node.entity
            if item.capital:
                part[0].form = _capital(part[0].form)
            return part
        lemma = morph = ""
        if item.words is not None:
            word = self.rng.choice(self.grammar.words[item.words])
            form, lemma, morph = word.form, word.lemma, word.morph
        else:
            form = self.rng.choice(item.forms)
        known = self.habits.get((form.replace("(", "").replace(")", "").lower(), item.pos), ("", ""))
        return [
            Node(
                form=form,
                space=not item.glue_right,
                pos=item.pos,
                morph=morph or known[1],
                lemma=lemma or known[0] or form.lower(),
                head=0,
                dep="dep",
                entity=item.entity or "?" * (form[0].isupper() or (item.words or "").startswith(_BODIES)),
            )
        ]


def _unlabelled(node: Node) -> Node:
    """A copy; whether a capitalised word of a treebank belongs to a name is not known here."""
    return replace(node, entity="?" if node.pos == "PROPN" or node.form[0].isupper() else "")


def _glue(made: Sentence, item: Item, part: Sentence) -> None:
    """No space before a glued item; the vowel of an elidable word falls before another."""
    if not made:
        return
    before = made[-1]
    if item.glue_left:
        before.space = False
    stem, bracket, vowel = before.form.partition("(")
    if bracket:
        elided = part[0].form[0].lower() in _VOWELS
        before.form = stem + ("'" if elided else vowel.rstrip(")"))
        before.space = not elided


def _interrupted(clause: Sentence, place: int, incise: Sentence) -> Sentence:
    """clause[:place], incise, clause[place:]. — with the incise between commas, below the clause's root."""
    shift = len(incise) + 2
    top = root(incise) + place + 1

    def moved(index: int) -> int:
        return index if index < place else index + shift

    for node in clause:
        node.head = moved(node.head)
    for node in incise:
        node.head += place + 1
    head = moved(_named_root(clause))
    incise[top - place - 1].head = head
    clause[place - 1].space = False
    incise[-1].space = False
    clause[-1].space = False
    made = [*clause[:place], _comma(top), *incise, _comma(top), *clause[place:]]
    made.append(replace(_comma(head), form=".", lemma="."))
    made[head].dep = ROOT
    return made


def _named_root(clause: Iterable[Node]) -> int:
    """Index of the node named root, while heads are being moved."""
    return next(i for i, node in enumerate(clause) if node.dep == ROOT)


def _comma(head: int) -> Node:
    return Node(form=",", space=True, pos="PUNCT", morph="", lemma=",", head=head, dep="punct")


def _capital(form: str) -> str:
    return form[0].upper() + form[1:]
