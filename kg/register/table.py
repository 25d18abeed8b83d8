"""Reading a register as a table: CSV with a header, several values in a cell separated by "|"."""

from __future__ import annotations

from kg.register.entries import Entry, Tenure
from kg.userfile import Place, Problem, read_rows, values

COLUMNS = (
    "id", "kind", "name", "name_en", "alias", "metonym", "adjective", "gender", "side", "part_of", "role",
    "same_as",
)  # fmt: skip


def read_table(file: str, text: str) -> tuple[list[Entry], list[Problem]]:
    """The entries of a CSV text in its order, and what is wrong with it.

    Blank rows and rows whose id begins with # are skipped. A row that is wrong yields no entry.
    """
    entries: list[Entry] = []
    rows, problems = read_rows(file, text, COLUMNS, COLUMNS[:3])
    for place, row in rows:
        if row["id"].startswith("#"):  # where the id is not the first column
            continue
        tenures, wrong = _tenures(row.get("role", ""), place)
        problems += wrong
        entries.append(_entry(row, tenures, place))
    return entries, problems


def _entry(row: dict[str, str], tenures: tuple[Tenure, ...], place: Place) -> Entry:
    return Entry(
        id=row["id"],
        kind=row["kind"] or None,
        name=row["name"] or None,
        name_en=row.get("name_en") or None,
        aliases=values(row.get("alias", "")),
        metonyms=values(row.get("metonym", "")),
        adjectives=values(row.get("adjective", "")),
        gender=row.get("gender") or None,
        side=row.get("side") or None,
        part_of=values(row.get("part_of", "")),
        tenures=tenures,
        same_as=values(row.get("same_as", "")),
        place=place,
    )


def _tenures(cell: str, place: Place) -> tuple[tuple[Tenure, ...], list[Problem]]:
    """ "premier-ministre-fr 2017-05-15/2020-07-03|maire-havre 2020-07/"."""
    found: list[Tenure] = []
    wrong: list[Problem] = []
    for value in values(cell):
        role, _, period = value.partition(" ")
        start, slash, end = (part.strip() for part in period.partition("/"))
        if (period.strip() and not slash) or " " in start + end:
            wrong.append(Problem(place, f"role {value!r} is not 'role-id start/end'; mend it"))
        else:
            found.append(Tenure(role=role, start=start, end=end, place=place))
    return tuple(found), wrong
