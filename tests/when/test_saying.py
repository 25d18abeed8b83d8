"""Which expression dates a saying, by the whole extraction."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kg.extract import Extractor
from kg.records import Document, Part, Statement


def _rows() -> list[dict[str, str]]:
    lines = Path(__file__).with_name("sayings.tsv").read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t",
                               quoting=csv.QUOTE_NONE))  # fmt: skip


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def statements(
    extractor: Extractor, passage: str, published: str | None, time: str | None = None
) -> tuple[Statement, ...]:
    """The statements of a passage whose paragraphs ¶ parts, in the order of their contents."""
    parts, text = [], ""
    for paragraph in passage.split("¶"):
        text += "\n\n" if text else ""
        end = len(text) + len(paragraph.strip())
        parts.append(Part(role="paragraph", start=len(text), end=end, time=time))
        text += paragraph.strip()
    document = Document(
        id="d", name="d", text=text, sha256="", source_path="", parts=tuple(parts), published=published
    )
    (extraction,) = extractor.extract([document])
    return tuple(sorted(extraction.statements, key=lambda s: s.content[0].start))


def told(statement: Statement) -> str:
    """The date as the table writes it."""
    when = statement.when
    if when.edtf is None:
        return "-"
    return f"{when.edtf} {when.basis}{' conflict' if when.conflict else ''}"


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row["passage"][:60])
def test_saying(row: dict[str, str], extractor: Extractor) -> None:
    found = statements(extractor, row["passage"], row["published"] or None)
    assert [told(s) for s in found] == row["dates"].split("; "), [s.content_text for s in found]


def test_words_without_an_anchor_are_kept(extractor: Extractor) -> None:
    (found,) = statements(extractor, "Lundi, le maire a affirmé que le pont tiendrait.", None)
    assert found.when.span is not None
    assert (found.when.span.text, found.when.basis, found.said_on) == ("Lundi", "unresolved", None)


def test_a_post_has_the_day_of_its_stamp(extractor: Extractor) -> None:
    stamp = "2022-01-12T10:00"
    (found,) = statements(extractor, "Le maire affirme que le pont tiendra.", "2022-01-02", stamp)
    assert told(found) == "2022-01-12 post"
    (found,) = statements(extractor, "Hier, le maire a dit que le pont tombait.", "2022-01-02", stamp)
    assert told(found) == "2022-01-11 deictic"


def test_an_article_is_never_dated_by_its_publication(extractor: Extractor) -> None:
    (found,) = statements(extractor, "Le maire affirme que le pont tiendra.", "2022-01-02")
    assert found.when.start is None
    assert found.said_on is None
