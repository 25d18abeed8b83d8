"""Events made by hand and by hypothesis."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from kg.discourse import Event, events
from kg.dna import read_dna
from kg.records import Position

SIGNS: dict[str, Position] = {"+": "support", "-": "oppose", "0": "neutral"}


def event(words: str, number: int = 0, **fields: Any) -> Event:
    """ "a x+" is a's support of x."""
    actor, claim = words.split()
    given: dict[str, Any] = {
        "statement": f"s{number:03}",
        "number": 0,
        "said": None,
        "published": None,
        "confidence": 1.0,
        "actor": actor,
        "concept": claim[:-1],
        "position": SIGNS[claim[-1]],
        "document": f"d{number}",
    }
    return Event(**(given | fields))


def world(said: str) -> tuple[Event, ...]:
    """Events of a list such as "a x+, b x-"."""
    return tuple(event(one.strip(), number) for number, one in enumerate(said.split(",")))


def sample(shared: Path) -> tuple[Event, ...]:
    """The 40 statements of the sample that comes with the Discourse Network Analyzer."""
    return events(read_dna(shared / "dna" / "sample.dna"))


@st.composite
def worlds(draw: st.DrawFn, days: Sequence[date] | None = None, most: int = 14) -> tuple[Event, ...]:
    """Any events of a few actors, concepts and documents, some without a date or a value."""
    day = st.sampled_from(days) if days else st.dates(date(2021, 10, 1), date(2022, 3, 31))
    made = []
    for number in range(draw(st.integers(0, most))):
        actor, claim = draw(st.sampled_from(["a", "b", "c", "d"])), draw(st.sampled_from("xyz"))
        sign = draw(st.sampled_from("+-0"))
        made.append(
            event(
                f"{actor} {claim}{sign}",
                number,
                said=draw(st.none() | day),
                published=draw(st.none() | day),
                document=draw(st.sampled_from(["d1", "d2"])),
                organization=draw(st.sampled_from(["", "o", "p", "a"])),
                mode=draw(st.sampled_from(["direct", "indirect", "mixed"])),
                source=draw(st.sampled_from(["", "Le Monde", "TASS"])),
                copy=draw(st.booleans()),
                confidence=draw(st.sampled_from([0.2, 0.5, 1.0])),
            )
        )
    return tuple(made)
