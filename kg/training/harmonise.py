"""French-PUD brought to the habits of GSD and Sequoia.

PUD takes the verb of a closing reporting clause ("…, a déclaré Y") for the root and hangs the
quotation on it as parataxis; the others make the quotation the root and the verb its
parataxis:insert. PUD and FQB also name the lemmas of pronouns in their own way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from kg.training.tree import ROOT, Node, Sentence, children, root

_CLOSED = frozenset(("PRON", "DET", "ADP", "SCONJ", "CCONJ"))


def swap_reporting_clause(sentence: Sentence, speech_verbs: frozenset[str]) -> bool:
    """Make the quotation the root where a closing speech verb is; whether anything changed."""
    verb = root(sentence)
    if sentence[verb].lemma not in speech_verbs:
        return False
    quotations = [i for i in children(sentence, verb) if sentence[i].dep == "parataxis" and i < verb]
    if len(quotations) != 1:
        return False
    quotation = quotations[0]
    dependents = [i for i in children(sentence, verb) if i != quotation]
    clause = [i for i in dependents if quotation < i and sentence[i].pos != "PUNCT"]
    start = min([*clause, verb])
    for i in dependents:
        punctuation = sentence[i].pos == "PUNCT" and (i < start or i == len(sentence) - 1)
        if punctuation or i < quotation:
            sentence[i].head = quotation
    sentence[quotation].head, sentence[quotation].dep = quotation, ROOT
    sentence[verb].head, sentence[verb].dep = quotation, "parataxis:insert"
    return True


def adopt_labels(sentence: Sequence[Node]) -> None:
    """PUD's plain obl is what the others call obl:mod.

    Its numerals have no features, where the others give some: they are left without annotation.
    """
    for node in sentence:
        if node.dep == "obl":
            node.dep = "obl:mod"
        if node.pos == "NUM" and not node.morph:
            node.pos = ""


class ClosedClassLemmas:
    """How a set of sentences names the lemmas of its closed-class words."""

    def __init__(self, sentences: Iterable[Sequence[Node]]) -> None:
        counts: dict[tuple[str, str], Counter[str]] = {}
        for sentence in sentences:
            for node in sentence:
                if node.pos in _CLOSED:
                    counts.setdefault(_key(node), Counter())[node.lemma] += 1
        self._lemmas = {key: max(sorted(seen), key=seen.__getitem__) for key, seen in counts.items()}

    def apply(self, sentence: Sequence[Node]) -> None:
        """Give the closed-class words of a sentence these lemmas."""
        for node in sentence:
            node.lemma = self._lemmas.get(_key(node), node.lemma)


def _key(node: Node) -> tuple[str, str]:
    return node.form.lower(), node.pos
