"""What is done by saying something, and on which side of it that puts the source."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, cast

from kg.lexicon.table import Row

Polarity = Literal["+", "-", "0"]

ACTS: Mapping[str, str] = {
    "assert": "+0",
    "announce": "+",
    "explain": "+0",
    "concede": "+-",
    "answer": "+-0",
    "ask": "0",
    "demand": "+",
    "propose": "+",
    "promise": "+",
    "warn": "+-",
    "fear": "-",
    "hope": "+",
    "regret": "-",
    "condemn": "-",
    "accuse": "+-",
    "deny": "-",
    "refuse": "-",
    "praise": "+",
    "thank": "+",
    "judge": "+-0",
    "predict": "+0",
}
"""Every act with the polarities that a cue of it may have.

+ the source stands by the content: holds it to be so, or wants it; - the source turns against it:
denies, refuses, fears or disapproves of it; 0 the source leaves it open: asks, relays, mentions.
"""


def act_and_polarity(row: Row) -> tuple[str, Polarity]:
    """The act and the polarity of a row; raises DataInvalid where they are unknown or disagree."""
    act, polarity = row["act"], row["polarity"]
    if act not in ACTS:
        raise row.invalid(f"unknown act {act!r}; use one of {', '.join(ACTS)}")
    if polarity not in {"+", "-", "0"}:
        raise row.invalid(f"unknown polarity {polarity!r}; use +, - or 0")
    if polarity not in ACTS[act]:
        raise row.invalid(f"the act {act!r} has polarity {' or '.join(ACTS[act])}, not {polarity}")
    return act, cast(Polarity, polarity)


def frames_of(row: Row, known: frozenset[str]) -> frozenset[str]:
    """The frames of a row; raises DataInvalid for one that is unknown, or for none at all."""
    frames = row["frames"].split(",")
    for frame in frames:
        if frame not in known:
            raise row.invalid(f"unknown frame {frame!r}; use one of {', '.join(sorted(known))}")
    if len(set(frames)) < len(frames):
        raise row.invalid("a frame is listed twice; leave one out")
    return frozenset(frames)
