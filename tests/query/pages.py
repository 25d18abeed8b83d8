"""The part of docs/queries.md that follows from the files of ontology/queries/ and the seeds.

python -m tests.query.pages out    # out/ is a result of the seeds; rewrites docs/queries.md
"""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pyoxigraph as ox

from kg.cli.terminal import one_line
from kg.query import NamedQuery, Rows, format_rows, named_queries, run_query
from kg.query.parameters import Parameter
from kg.query.rows import Term

PAGE = Path(__file__).resolve().parents[2] / "docs" / "queries.md"
MARK = "<!-- What follows is made from ontology/queries/ and the seeds: python -m tests.query.pages out -->\n"
EXAMPLES = {
    "about": {"about": "dialogue"},
    "agreement": {"actor": "Stoltenberg"},
    "by-actor": {"actor": "Lavrov"},
    "contradictions": {"actor": "Russie"},
    "first-mention": {"about": "élargir"},
    "gender": {"since": "2022"},
    "outlet-relays-whom": {"outlet": "Sputnik"},
    "positions": {"about": "adhérer", "since": "2021-12"},
    "positions-by-actor": {"actor": "Stoltenberg"},
    "positions-by-month": {"about": "élargir"},
    "review": {"sure": "0.7"},
    "role-at-the-time": {"since": "2021-12", "until": "2022-01"},
    "silence": {"months": "1", "about": "élargir"},
    "who-said-what": {"since": "2022-01-12", "until": "2022-01"},
}
"""What the page asks of each query; the others without anything."""

_OPTIONS = ("actor", "about", "outlet", "since", "until", "months")
_ROWS, _CELL = 3, 28


def page(folder: Path) -> str:
    """docs/queries.md as it must be: the words by hand, then a section for each query."""
    by_hand, _, _ = PAGE.read_text(encoding="utf-8").partition(MARK)
    sections = (_section(query, folder) for query in named_queries().values())
    return by_hand + MARK + "".join(f"\n{section}" for section in sections)


def _section(query: NamedQuery, folder: Path) -> str:
    given = EXAMPLES.get(query.name, {})
    lines = [f"### {query.name}", "", f"**{query.title}.** {query.description}", ""]
    if query.parameters:
        lines += ["| parameter | | else |", "|---|---|---|"]
        for known in query.parameters.values():
            lines.append(f"| `{known.name}` | {known.meaning} | {_default(known)} |")
        lines.append("")
    options = [
        part
        for name, value in given.items()
        for part in ((f"--{name}", value) if name in _OPTIONS else ("--param", f"{name}={value}"))
    ]
    lines.append(f"    $ {shlex.join(['kg', 'query', query.name, *options])}")
    return "\n".join([*lines, *_shown(run_query(folder, query.name, given)), ""])


def _default(known: Parameter) -> str:
    if known.default is None:
        return "must be given"
    everything = ("", "0001-01-01", "9999-12-31")
    return "all" if known.default.value in everything else f"`{known.default.value}`"


def _shown(rows: Rows) -> list[str]:
    """The first rows of the table, long cells shortened."""
    first = tuple(tuple(map(_short, row)) for row in rows.rows[:_ROWS])
    *table, _ = format_rows(Rows(columns=rows.columns, rows=first), "table").splitlines()
    count = len(rows.rows)
    ending = f"{'… ' if count > _ROWS else ''}{count} row{'' if count == 1 else 's'}"
    return [f"    {line}".rstrip() for line in (*table, ending)]


def _short(term: Term | None) -> Term | None:
    if isinstance(term, ox.Literal) and len(term.value) > _CELL:
        return ox.Literal(one_line(term.value)[: _CELL - 1].rstrip() + "…")
    return term


if __name__ == "__main__":
    PAGE.write_text(page(Path(sys.argv[1])), encoding="utf-8")
