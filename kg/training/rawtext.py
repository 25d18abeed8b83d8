"""Raw news text for pretraining: cleaned once, written as the JSON lines that spaCy reads."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

from kg.errors import DataInvalid

CURLY_SHARE = 0.4
"""Share of the texts in which ’ stands for ', so that the model does not care which one it meets."""


def read_raw(path: Path) -> Iterator[str]:
    """The texts of a JSON lines file (field ``text``), white space made plain.

    Raises DataInvalid, naming file and line, for a line that is no object with a text.
    """
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                text = json.loads(line)["text"]
            except (ValueError, TypeError, KeyError):
                raise DataInvalid(
                    f"{path}:{number}: no JSON object with a text; mend or drop the line"
                ) from None
            if not isinstance(text, str):
                raise DataInvalid(f"{path}:{number}: text is no string; mend or drop the line")
            if plain := " ".join(text.split()):
                yield plain


def write_pretraining_text(source: Path, target: Path, seed: int) -> int:
    """Write the texts of ``source`` for ``spacy.JsonlCorpus.v1``, typography mixed; returns their number."""
    rng = random.Random(seed)
    beside = target.with_suffix(".part")
    count = 0
    with beside.open("w", encoding="utf-8") as lines:
        for text in read_raw(source):
            mixed = text.replace("'", "’") if rng.random() < CURLY_SHARE else text
            lines.write(json.dumps({"text": mixed}, ensure_ascii=False) + "\n")
            count += 1
    beside.replace(target)
    return count
