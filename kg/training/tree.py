"""One sentence as a list of nodes: the form in which treebank sentences are read, mended and derived."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(slots=True, kw_only=True)
class Node:
    """A token with its annotation.

    ``head`` is an index into the sentence; the root's head is itself. ``entity`` is "" outside a
    name, "?" where nobody looked, else PER, LOC or ORG.
    """

    form: str
    space: bool
    pos: str
    morph: str
    lemma: str
    head: int
    dep: str
    entity: str = ""


Sentence = list[Node]

ROOT = "ROOT"


def root(sentence: Sequence[Node]) -> int:
    """Index of the root."""
    return next(i for i, node in enumerate(sentence) if node.head == i)


def children(sentence: Sequence[Node], index: int) -> Iterator[int]:
    """Indices of the dependents of a node, from left to right."""
    return (i for i, node in enumerate(sentence) if node.head == index != i)


def subtree(sentence: Sequence[Node], index: int) -> list[int]:
    """Indices of a node and all below it, sorted."""
    found, todo = {index}, [index]
    while todo:
        below = [i for i in children(sentence, todo.pop()) if i not in found]
        found.update(below)
        todo += below
    return sorted(found)


def is_tree(sentence: Sequence[Node]) -> bool:
    """Whether there is one root, named so, and every node hangs below it."""
    roots = [i for i, node in enumerate(sentence) if node.head == i]
    if len(roots) != 1 or any(not 0 <= node.head < len(sentence) for node in sentence):
        return False
    if any((node.dep == ROOT) != (i == roots[0]) for i, node in enumerate(sentence)):
        return False
    return len(subtree(sentence, roots[0])) == len(sentence)


def text_of(sentence: Sequence[Node]) -> str:
    """The sentence as text, without a final space."""
    return "".join(node.form + " " * node.space for node in sentence).rstrip(" ")
