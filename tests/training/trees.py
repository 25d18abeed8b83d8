"""Sentences for tests: written by hand, or drawn."""

from __future__ import annotations

from hypothesis import strategies as st

from kg.training.tree import ROOT, Node, Sentence


def parsed(rows: str) -> Sentence:
    """A sentence from lines of "form pos head dep [lemma]"; head counts from 1; "_" glues the form left."""
    cells = [row.split() for row in rows.strip().splitlines()]
    nodes = []
    for number, (form, pos, head, dep, *lemma) in enumerate(cells):
        glued = number + 1 < len(cells) and cells[number + 1][0].startswith("_")
        nodes.append(
            Node(
                form=form.lstrip("_"),
                space=not glued,
                pos=pos,
                morph="",
                lemma=lemma[0] if lemma else form.lstrip("_").lower(),
                head=int(head) - 1 if head != "0" else number,
                dep=dep if head != "0" else ROOT,
            )
        )
    return nodes


_PLAIN = ["le", "a", "dit", ",", ".", "«", "»", "10", "000", "-", "etc.", "10 000"]
_KNOTTY = [
    "Otan-Russie",
    "-t-il",
    "l'",
    "d’",
    "aujourd'hui",
    "2030.La",
    "M.Lavrov",
    "U.E.",
    "(s)",
    "est-ce",
    "vas-y",
]
_FORMS = st.sampled_from(_PLAIN + _KNOTTY)
_PARTS = st.sampled_from(["NOUN", "VERB", "PROPN", "PUNCT", "PRON"])


@st.composite
def trees(draw: st.DrawFn) -> Sentence:
    """A drawn tree: each node hangs on one that was placed before it, then all are shuffled."""
    size = draw(st.integers(1, 12))
    order = draw(st.permutations(range(size)))
    head = {order[0]: order[0]}
    for place, index in enumerate(order[1:], 1):
        head[index] = order[draw(st.integers(0, place - 1))]
    return [
        Node(
            form=draw(_FORMS),
            space=draw(st.booleans()),
            pos=draw(_PARTS),
            morph="",
            lemma="x",
            head=head[i],
            dep=ROOT if head[i] == i else "dep",
        )
        for i in range(size)
    ]
