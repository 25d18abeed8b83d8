"""The notes of a document: what a person wrote, and the line of JSON that newskg carries below it."""

from __future__ import annotations

import re

_LINE = re.compile(r"^newskg: (\{.*\})$", re.MULTILINE)
_UNDATED = "newskg: undated (the date of this document stands for none)"


def joined(description: str, carried: str, *, undated: bool) -> str:
    """The notes of a document."""
    return "\n".join((description, *([_UNDATED] if undated else []), f"newskg: {carried}"))


def parted(notes: str) -> tuple[str, str | None]:
    """What a person wrote, and the JSON, None where there is none."""
    found = list(_LINE.finditer(notes))
    if not found:
        return notes, None
    last = found[-1]
    before, after = notes[: last.start()].removesuffix("\n"), notes[last.end() :]
    if before.endswith(_UNDATED):
        before = before.removesuffix(_UNDATED).removesuffix("\n")
    return before + after, last[1]
