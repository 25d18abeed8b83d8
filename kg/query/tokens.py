"""The text of a query cut into tokens that every reader of SPARQL takes the same way."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.errors import QueryInvalid, QueryRefused

# An IRI that could also be read as "less than" may hold no quote and no "#": neither reading then
# opens a string or a comment that the other lacks. With "scheme://" it can only be an IRI.
_TOKEN = re.compile(
    r"""
    (?P<comment> \#[^\n\r]* )
  | (?P<long>    \"\"\" | ''' )
  | (?P<string>  "(?:[^"\\\n\r]|\\[tbnrf"'\\])*" | '(?:[^'\\\n\r]|\\[tbnrf"'\\])*' )
  | (?P<iri>     < (?: [A-Za-z][A-Za-z0-9+.-]*://[^<>"{}|^`\\\x00-\x20]*
                     | [A-Za-z0-9:/._~%@!$&*+,;=?()-]* ) > )
  | (?P<less>    <=? )
  | (?P<code>    [^\#"'<\\\x00]+ )
    """,
    re.VERBOSE,
)
ABSOLUTE = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^<>"{}|^`\\\x00-\x20]*')


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """``text``: the query without comments; ``code``: as long, with blanks for strings, IRIs and comments.

    ``blanks`` are the places in the text where a blank was put that the query did not have.
    """

    text: str
    code: str
    blanks: tuple[int, ...]

    def added(self, line: int, column: int) -> int:
        """How many columns (1-based, in the text) blanks have moved a place to the right."""
        start = 0
        for _ in range(line - 1):
            start = self.text.find("\n", start) + 1
        return sum(start <= blank < start + column - 1 for blank in self.blanks)


def plain(text: str) -> Plain:
    """Raises QueryRefused for what readers take differently, QueryInvalid for what none can read."""
    kept: list[str] = []
    code: list[str] = []
    blanks: list[int] = []
    at = length = 0
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None or token.lastgroup == "long":
            raise _refusal(text, at)
        words = token.group()
        at = token.end()
        if token.lastgroup == "comment":
            words = " "
        elif token.lastgroup == "less":
            blanks.append(length + len(words))
            words += " "
        elif token.lastgroup == "code":
            words = words.replace("\t", " ")  # rdflib's parser would widen them
        kept.append(words)
        code.append(words if token.lastgroup == "code" else " " * len(words))
        length += len(words)
    return Plain(text="".join(kept), code="".join(code), blanks=tuple(blanks))


def _refusal(text: str, at: int) -> QueryInvalid:
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    where = f"line {line}, column {column}"
    if text[at] == "\\":
        return QueryRefused(f"{where}: a backslash outside a string is refused; write the character itself")
    if text[at : at + 3] in ('"""', "'''"):
        return QueryRefused(f"{where}: strings in triple quotes are refused; use simple quotes")
    if text[at] == "\0":
        return QueryInvalid(f"{where}: a query holds no NUL")
    return QueryInvalid(
        f'{where}: the string does not end on its line, or holds an escape other than \\t \\n \\" \\\\'
    )
