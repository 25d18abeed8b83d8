"""SPARQL 1.1 Query Results CSV and TSV (https://www.w3.org/TR/sparql11-results-csv-tsv/)."""

from __future__ import annotations

import csv
import io

import pyoxigraph as ox

from kg.query.rows import Rows, Term


def csv_text(rows: Rows) -> str:
    """Lexical forms and bare IRIs, nothing for no value."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(rows.columns)
    writer.writerows(["" if term is None else lexical(term) for term in row] for row in rows.rows)
    return text.getvalue()


def tsv_text(rows: Rows) -> str:
    """Terms as in Turtle, nothing for no value; reads back as the terms they were."""
    lines = ["\t".join(f"?{name}" for name in rows.columns)]
    lines += ["\t".join("" if term is None else str(term) for term in row) for row in rows.rows]
    return "".join(f"{line}\n" for line in lines)


def lexical(term: Term) -> str:
    """The bare value of a term, as CSV has it."""
    return str(term) if isinstance(term, ox.BlankNode | ox.Triple) else term.value
