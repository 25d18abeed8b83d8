"""Clauses and noun phrases of the treebanks, from which reported speech is derived."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.training.tree import Node, Sentence, children, root, subtree

_PUNCTUATION = frozenset("\"«»“”'’()[]:;!?…–—")
_CLAUSE_LENGTH = range(5, 34)
_PHRASE_LENGTH = 12
_NAME_LENGTH = range(2, 5)


@dataclass(slots=True)
class Harvest:
    """Fragments: their root's head is the root itself, its relation that of the source."""

    clauses: list[Sentence] = field(default_factory=list)
    names: list[Sentence] = field(default_factory=list)
    singular: list[Sentence] = field(default_factory=list)
    plural: list[Sentence] = field(default_factory=list)
    breakable: list[tuple[Sentence, int]] = field(default_factory=list)
    """Clauses that an incise can interrupt, and where."""

    @property
    def suffices(self) -> bool:
        """Whether there is something of every kind."""
        return all((self.clauses, self.names, self.singular, self.plural, self.breakable))


def harvest(sentences: Iterable[Sentence], speakers: frozenset[str]) -> Harvest:
    """Main clauses without their full stop, names of several words, noun phrases whose head may speak."""
    found = Harvest()
    for sentence in sentences:
        if is_clause(sentence):
            found.clauses.append(_lowered(sentence[:-1]))
        for head in range(len(sentence)):
            phrase = _noun_phrase(sentence, head)
            if phrase and all(node.pos == "PROPN" or node.form == "-" for node in phrase):
                if len(phrase) in _NAME_LENGTH:
                    found.names.append(phrase)
            elif phrase and sentence[head].lemma.lower() in speakers and phrase[0].pos == "DET":
                plural = "Number=Plur" in sentence[head].morph
                (found.plural if plural else found.singular).append(_lowered(phrase))
    places = ((clause, first_constituent(clause)) for clause in found.clauses)
    found.breakable = [(clause, place) for clause, place in places if place is not None]
    return found


def is_clause(sentence: Sequence[Node]) -> bool:
    """A finite main clause with a subject and a full stop, without quotation marks or asides."""
    if len(sentence) - 1 not in _CLAUSE_LENGTH or sentence[-1].form != "." or sentence[0].form[0].islower():
        return False
    if any(node.form in _PUNCTUATION or node.form.startswith("--") for node in sentence):
        return False
    if any(node.dep.startswith(("parataxis", "vocative", "discourse")) for node in sentence):
        return False
    head = root(sentence)
    below = [sentence[i] for i in children(sentence, head)]
    subject = any(node.dep.startswith(("nsubj", "expl:subj")) for node in below)
    verbal = [sentence[head], *(node for node in below if node.dep.startswith(("aux", "cop")))]
    finite = any("VerbForm=Fin" in node.morph for node in verbal)
    free = head != len(sentence) - 1 and not any(node.head == len(sentence) - 1 for node in sentence[:-1])
    return subject and finite and free and not sentence[0].form.isdecimal()


def _noun_phrase(sentence: Sequence[Node], head: int) -> Sentence | None:
    """The phrase of a nominal argument, without preposition, relative clause or coordination."""
    node = sentence[head]
    if node.pos not in ("NOUN", "PROPN") or node.dep.partition(":")[0] not in ("nsubj", "obl", "obj"):
        return None
    span = _trimmed(sentence, subtree(sentence, head))
    inside = set(span)
    if head not in inside or len(span) > _PHRASE_LENGTH or span[-1] - span[0] + 1 != len(span):
        return None
    nodes = [sentence[i] for i in span]
    if any(
        one.dep.startswith(("acl:relcl", "parataxis", "conj")) or one.form in _PUNCTUATION for one in nodes
    ):
        return None
    if any(i != head and sentence[i].head not in inside for i in span):
        return None
    if node.pos == "PROPN" and (node.form.isupper() or not node.form[0].isupper()):
        return None
    return _cut(sentence, span[0], span[-1] + 1, head)


def _trimmed(sentence: Sequence[Node], span: list[int]) -> list[int]:
    """Without the preposition in front and punctuation at both ends."""
    while span and (sentence[span[0]].dep in ("case", "cc", "mark") or sentence[span[0]].pos == "PUNCT"):
        span = span[1:]
    while span and sentence[span[-1]].pos == "PUNCT":
        span = span[:-1]
    return span or [0]


def _cut(sentence: Sequence[Node], start: int, end: int, head: int) -> Sentence:
    return [
        replace(node, head=(head if i == head else node.head) - start)
        for i, node in enumerate(sentence[start:end], start)
    ]


def _lowered(sentence: Sequence[Node]) -> Sentence:
    """A copy that can stand inside a sentence: no capital at the start, names apart."""
    copy = [replace(node) for node in sentence]
    if copy[0].pos != "PROPN":
        copy[0].form = copy[0].form[0].lower() + copy[0].form[1:]
    return copy


def first_constituent(clause: Sequence[Node]) -> int | None:
    """End of the first dependent of the root that stands alone before it: where an incise may break in."""
    head = root(clause)
    for child in children(clause, head):
        span = subtree(clause, child)
        if child > head or span[0] != 0:
            break
        end = span[-1] + 1
        if end == len(span) and end < head and clause[child].dep in ("nsubj", "obl:mod", "advmod"):
            return end
    return None


def habits(sentences: Iterable[Sequence[Node]]) -> dict[tuple[str, str], tuple[str, str]]:
    """(lower-case form, part of speech) → its most frequent lemma and features."""
    counts: dict[tuple[str, str], dict[tuple[str, str], int]] = {}
    for node in _nodes(sentences):
        seen = counts.setdefault((node.form.lower(), node.pos), {})
        seen[node.lemma, node.morph] = seen.get((node.lemma, node.morph), 0) + 1
    return {key: max(sorted(seen), key=seen.__getitem__) for key, seen in counts.items()}


def _nodes(sentences: Iterable[Sequence[Node]]) -> Iterator[Node]:
    return (node for sentence in sentences for node in sentence)
