"""CoNLL-U (https://universaldependencies.org/format.html) to sentences of surface tokens.

A multiword token ("du" = de + le) becomes one node: raw text shows one word, and a tokenizer that
split it would have to invent letters. The node takes the relation, part of speech and lemma of the
part that governs the others, and the features of all its parts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import DataInvalid
from kg.training.tree import ROOT, Node, Sentence

_NOMINAL = ("Definite", "Degree", "Gender", "Number", "Number[psor]", "NumType", "Poss", "PronType")
_VERBAL = ("Mood", "Person", "Person[psor]", "Polarity", "Reflex", "Tense", "VerbForm", "Voice")
FEATURES = frozenset({*_NOMINAL, *_VERBAL, "Abbr", "Foreign"})
"""Features that the treebanks annotate alike; the rest is dropped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TreebankSentence:
    """A sentence with its identifier and its text as the treebank gives them."""

    id: str
    text: str
    nodes: Sentence


def read_conllu(path: Path) -> Iterator[TreebankSentence]:
    """The sentences of a CoNLL-U file, in order.

    Raises DataInvalid, naming file and line, where a row has no ten columns or a head points nowhere.
    """
    comments: dict[str, str] = {}
    rows: list[list[str]] = []
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            line = line.rstrip("\n")
            if line.startswith("#"):
                key, _, value = line[1:].partition(" = ")
                comments[key.strip()] = value.strip()
            elif line:
                row = line.split("\t")
                if len(row) != 10:
                    raise DataInvalid(f"{path}:{number}: {len(row)} columns where CoNLL-U has 10")
                rows.append(row)
            elif rows:
                yield _sentence(path, number, comments, rows)
                comments, rows = {}, []
        if rows:
            yield _sentence(path, number, comments, rows)


def _sentence(path: Path, line: int, comments: dict[str, str], rows: list[list[str]]) -> TreebankSentence:
    try:
        nodes = _surface(rows)
    except (KeyError, ValueError, StopIteration):
        raise DataInvalid(f"{path}:{line}: the sentence that ends here is no valid tree") from None
    return TreebankSentence(
        id=comments.get("sent_id", ""), text=plain_spaces(comments.get("text", "")), nodes=nodes
    )


def plain_spaces(text: str) -> str:
    """No-break spaces as plain ones, as the pipeline's own reader gives them."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def _surface(rows: list[list[str]]) -> Sentence:
    """Rows of one sentence → nodes, one a surface token."""
    words = {row[0]: row for row in rows if row[0].isdecimal()}
    covered = {row[0].partition("-")[0]: row for row in rows if "-" in row[0]}
    nodes: Sentence = []
    place: dict[str, int] = {}
    heads: list[str] = []
    ids = iter(words)
    for first in ids:
        outer = covered.get(first, words[first])
        parts = [words[first]]
        if first in covered:
            parts += [words[next(ids)] for _ in range(int(outer[0].partition("-")[2]) - int(first))]
        inside = {part[0] for part in parts}
        head = next(part for part in parts if part[6] not in inside)
        for part in parts:
            place[part[0]] = len(nodes)
        heads.append(head[6])
        nodes.append(_node(outer, head, parts))
    for index, head_id in enumerate(heads):
        nodes[index].head = index if head_id == "0" else place[head_id]
        nodes[index].dep = ROOT if head_id == "0" else nodes[index].dep
    return nodes


def _node(outer: list[str], head: list[str], parts: list[list[str]]) -> Node:
    return Node(
        form=plain_spaces(outer[1]),
        space="SpaceAfter=No" not in outer[9].split("|"),
        pos=head[3],
        morph=_morph(parts),
        lemma=head[2] if head[2] != "_" else head[1],
        head=-1,
        dep=head[7],
    )


def _morph(parts: list[list[str]]) -> str:
    features: dict[str, str] = {}
    for part in parts:
        for feature in part[5].split("|"):
            name, _, value = feature.partition("=")
            if name in FEATURES:
                features.setdefault(name, value)
    return "|".join(f"{name}={features[name]}" for name in sorted(features, key=str.lower))
