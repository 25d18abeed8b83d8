"""Which positions a statement takes: by expressions alone, or by what was trained on the codebook.

    Passage ─ Reader ─▶ Reading ─┬─ expressions ─▶ concept, sign
                                 └─ features ─ weights ─▶ concept, position

Without weights, and for concepts that no example had, the expressions decide. With weights they are
features among others; a concept that is named but on which no position is seen is coded neutral.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from kg import codebook as codebook_package
from kg import coding as coding_package
from kg.codebook.load import Codebook, load, weights_of
from kg.coding.features import topic
from kg.coding.holders import Holders
from kg.coding.learned import judgements
from kg.coding.passage import Passage, passages
from kg.coding.reading import Reader, Reading
from kg.coding.senses import load_senses
from kg.coding.weights import Weights, load_weights
from kg.ids import digest
from kg.records import Actor, Claim, Extraction, Position, Span, Stance, Statement
from kg.register.load import Register
from kg.resources import lexicon_dir
from kg.userfile import content_digest

BY_EXPRESSION, BY_EXAMPLES, MENTION = "codebook-expression", "codebook-examples", "codebook-mention"
_AGREED, _DIVIDED, _MENTIONED = 0.8, 0.6, 0.5  # confidence: expressions agree, do not all, balance
_SHOWN = 3  # words that explain what was learned from examples


class Coder:
    """Codes statements with one codebook, the shipped one by default."""

    def __init__(self, codebook: Codebook | None = None) -> None:
        self.codebook = codebook or load()
        trained = weights_of(self.codebook.path)
        self.weights = load_weights(trained)
        self.fingerprint = _fingerprint(self.codebook.path, trained)
        self.reader = Reader(load_senses(), self.codebook)

    def code(self, extraction: Extraction, register: Register) -> Extraction:
        """What a document yielded, its statements with their stances; actors that only hold one are added."""
        holders = Holders(extraction.actors, register)
        actors = {actor.id: actor for actor in extraction.actors}
        coded: list[Statement] = []
        found = passages(extraction, lambda identifier: _described(identifier, actors, register))
        for statement, passage in zip(extraction.statements, found, strict=True):
            stances = (*self.stances(self.reader.read(passage)), *self._reported(statement, passage, holders))
            coded.append(replace(statement, stances=stances))
            for stance in stances:
                if stance.holder is not None and stance.holder not in actors:
                    actors[stance.holder] = register.actors[stance.holder]
        return replace(extraction, statements=tuple(coded), actors=tuple(actors[i] for i in sorted(actors)))

    def claims(self) -> tuple[Claim, ...]:
        """The propositions of the codebook as records."""
        return tuple(
            Claim(
                id=concept.id,
                label_fr=concept.label_fr or concept.id,
                label_en=concept.label_en,
                scope_fr=concept.scope_fr,
                scope_en=concept.scope_en,
                broader=concept.broader,
            )
            for concept in self.codebook.concepts.values()
        )

    def _reported(self, statement: Statement, passage: Passage, holders: Holders) -> list[Stance]:
        """The positions of somebody else that the content of a statement reports."""
        inner = holders.reported(passage)
        if inner is None or inner.actor in (statement.speaker, statement.on_behalf_of):
            return []
        return [
            replace(stance, holder=inner.actor, rule=f"{stance.rule}-reported")
            for stance in self.stances(self.reader.read(inner.passage))
            if stance.position != "neutral"
        ]

    def stances(self, reading: Reading) -> tuple[Stance, ...]:
        """The stances that a reading shows, by concept; the holder is left to the speaker."""
        found = _by_expression(reading, self.weights.constants if self.weights else {})
        if self.weights is not None:
            learned = _by_examples(reading, self.weights)
            found += [stance for stance in learned if stance.concept in self.codebook.concepts]
        return tuple(sorted(found, key=lambda stance: stance.concept))


def _described(identifier: str, actors: Mapping[str, Actor], register: Register) -> str:
    """The name of an actor, and those of the states and bodies that it is part of or speaks for."""
    actor = actors.get(identifier)
    if actor is None:
        return ""
    wholes = (*actor.member_of, *(role.organization for role in actor.roles if role.organization))
    known = [actors.get(whole) or register.actors.get(whole) for whole in dict.fromkeys(wholes)]
    return " ".join((actor.name, *(whole.name for whole in known if whole is not None)))


def _fingerprint(*own: Path) -> str:
    """A hash of all that coding depends on: the codebook, what was trained on it, rules and lexicon."""
    code = (Path(coding_package.__file__).parent, Path(codebook_package.__file__).parent)
    files = sorted(file for folder in code for file in folder.glob("*.py"))
    files += sorted(lexicon_dir("fr").glob("*.tsv"))
    return digest(*map(content_digest, (*own, *files)))


def _by_expression(reading: Reading, trained: Container[str]) -> list[Stance]:
    """One stance a concept, but trained ones: the sign of most of its expressions, neutral if even."""
    evidence: dict[str, list[tuple[int, tuple[int, ...]]]] = {}
    for concept, sign, words in reading.hits:
        if concept not in trained:
            evidence.setdefault(concept, []).append((sign, words))
    stances = []
    for concept, hits in evidence.items():
        widest = [hit for hit in hits if not any(set(hit[1]) < set(other) for _, other in hits)]
        total = sum(sign for sign, _ in widest)
        sure = _MENTIONED if not total else _AGREED if abs(total) == len(widest) else _DIVIDED
        told = {k for sign, numbers in widest if sign * total >= 0 for k in numbers}
        stances.append(_stance(reading, concept, _named(total), told, BY_EXPRESSION, sure))
    return stances


def _by_examples(reading: Reading, weights: Weights) -> list[Stance]:
    """The concepts that the weights find likely, each with the likelier position; others that are named."""
    hits = {concept: set(words) for concept, _, words in reversed(reading.hits)}
    features = topic(reading)
    stances = []
    for found in judgements(reading, features, weights, weights.threshold):
        words = hits.get(found.concept, set())
        if found.taken(weights.threshold):
            told = _named(1 if found.support >= 0.5 else -1)
            words = words | _telling(reading, weights.strongest(features, found.concept))
            sure = found.probability * max(found.support, 1 - found.support)
            stances.append(_stance(reading, found.concept, told, words, BY_EXAMPLES, sure))
        else:
            sure = 1 - found.probability
            stances.append(_stance(reading, found.concept, "neutral", words, MENTION, sure))
    return stances


def _named(sign: int) -> Position:
    return "support" if sign > 0 else "oppose" if sign < 0 else "neutral"


def _telling(reading: Reading, strongest: Iterable[tuple[str, float]]) -> set[int]:
    """The words of the content behind the features that speak most for a concept."""
    places: dict[str, list[int]] = {}
    for k in reading.text.kept:
        places.setdefault(f"w={reading.text.words[k].stem}", []).append(k)
    for k, names in reading.groups.items():
        for name in names:
            places.setdefault(f"g={name}", []).append(k)
    telling: set[int] = set()
    for name, weight in strongest:
        if len(telling) >= _SHOWN or weight <= 0:
            break
        telling.update(places.get(name, ())[:1])
    return telling


def _stance(
    reading: Reading, concept: str, position: Position, words: Iterable[int], rule: str, confidence: float
) -> Stance:
    """A stance of the speaker, with the places of its words."""
    spans: list[Span] = []
    for k in sorted(words):
        word = reading.text.words[k]
        place = reading.passage.place(word.start, word.end)
        if place is not None:
            spans.append(place)
    return Stance(
        concept=concept, position=position, words=tuple(spans), rule=rule, confidence=round(confidence, 4)
    )
