"""A result folder read back: as rows for questions and tables, or as the corpus that it was written from.

open_result(folder)   actors and claims by id, statements as flat rows, one at a time
read_corpus(folder)   the linked records themselves, for any other projection
read_rows(folder, name, kind)   the lines of one file
result_file(folder, name)       where it stands
"""

from __future__ import annotations

from kg.results.corpus import read_corpus
from kg.results.rows import STATEMENTS, Result, StatementRow, open_result, read_rows, result_file

__all__ = ["STATEMENTS", "Result", "StatementRow", "open_result", "read_corpus", "read_rows", "result_file"]
