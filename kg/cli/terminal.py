"""What every verb needs to speak to a terminal: safe text, colour or none, one line for an error."""

from __future__ import annotations

import os
import re
import sys
from typing import TextIO

from rich.console import Console

# Control characters but for tab and newline, and the marks that turn the writing direction: a text
# from the web must not be able to move the cursor, recolour the screen or hide its own end.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str) -> str:
    """The text with every unsafe character replaced, one for one: offsets stay."""
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text)


def one_line(text: str) -> str:
    """The printable text on one line."""
    return printable(" ".join(text.split()))


def escaped(json_text: str) -> str:
    """A JSON text with every unsafe character as an escape of JSON: it reads back as it was."""
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", json_text)


def complain(message: str) -> None:
    """Write ``kg: message`` to stderr, as one line."""
    print(f"kg: {one_line(message)}", file=sys.stderr)


def has_colour(stream: TextIO) -> bool:
    """Whether to colour: on a terminal, or with FORCE_COLOR set; never with NO_COLOR set (no-color.org)."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return bool(os.environ.get("FORCE_COLOR")) or stream.isatty()


def console(stream: TextIO) -> Console:
    """A rich console on the stream, as wide as the terminal, or wide enough for a table in a file."""
    colour = has_colour(stream)
    return Console(
        file=stream,
        width=None if stream.isatty() else 120,
        force_terminal=colour or None,
        color_system="auto" if colour else None,
        highlight=False,
        markup=False,
    )
