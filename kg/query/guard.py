"""Lets a query read the graph and nothing else.

SERVICE makes the engine call any address, FROM and LOAD name foreign data, and the engine has no
switch for them. A search for keywords can be tricked (\\u0053ERVICE, a comment or a "<" that the
searcher reads otherwise than the engine does), so this works in three steps, each of which
refuses what it does not understand:

1. cut the text into tokens by a strict subset of SPARQL's grammar in which every token can be read
   in one way only; drop the comments;
2. parse what is left with rdflib and let pass only the parts of a query that are known to be safe;
3. hand to the engine that same text, not the one that came.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from kg.errors import QueryInvalid

MAX_LENGTH = 100_000

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
  | (?P<code>    [^\#"'<\\]+ )
    """,
    re.VERBOSE,
)
# nothing in French or in our vocabulary needs "service" outside a string
_REFUSED = re.compile(r"service|(?<![\w?$:@])(?:from|load|insert|delete|update)(?!\w)", re.IGNORECASE)

# What a query may consist of, by the names of rdflib's parser.
_PARTS = frozenset(
    re.findall(
        r"\w+",
        """
        SelectQuery ConstructQuery AskQuery DescribeQuery SubSelect Base PrefixDecl pname vars literal
        GroupGraphPatternSub GroupOrUnionGraphPattern OptionalGraphPattern MinusGraphPattern
        GraphGraphPattern TriplesBlock ConstructTriples ConstructTemplate Bind Filter InlineData
        ValuesClause GroupClause GroupAs GroupCondition HavingClause OrderClause OrderCondition
        LimitOffsetClauses Function ExpressionList
        """,
    )
)
_FAMILIES = re.compile(
    r"Builtin_\w+|Aggregate_\w+|\w+Expression|Path\w+|\w*Path|InversePath|Unary(?:Not|Plus|Minus)"
)


@lru_cache(maxsize=64)
def guarded(text: str) -> str:
    """The query as it may be run, comments dropped.

    Raises QueryInvalid, in one line, for what does not parse as a SPARQL 1.1 query, for SERVICE,
    FROM, LOAD and updates, and for spellings that parsers read differently (escapes outside
    strings, escapes by code point, strings in triple quotes).
    """
    if len(text) > MAX_LENGTH:
        raise QueryInvalid(f"the query is longer than {MAX_LENGTH} characters; shorten it")
    safe = _without_comments(text)
    try:
        tree = parseQuery(safe)
        _check(tree)
    except RecursionError:
        raise QueryInvalid("the query is nested too deeply; simplify it") from None
    except QueryInvalid:
        raise
    except Exception as error:  # whatever the parser trips over is no query that we let pass
        line, column = getattr(error, "lineno", "?"), getattr(error, "column", "?")
        reason = _line(getattr(error, "msg", None) or str(error))
        raise QueryInvalid(
            f"the query is no SPARQL 1.1 query: {reason} (line {line}, column {column})"
        ) from error
    return safe


def _without_comments(text: str) -> str:
    kept, code, at = [], [], 0
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None or token.lastgroup == "long":
            raise QueryInvalid(_refusal(text, at))
        kind, words = token.lastgroup, token.group()
        kept.append(" " if kind == "comment" else f"{words} " if kind == "less" else words)
        code.append(words if kind == "code" else " ")
        at = token.end()
    if found := _REFUSED.search("".join(code)):
        raise QueryInvalid(
            f"{found.group().upper()} is refused: a query reads the built graph and nothing else"
        )
    return "".join(kept)


def _refusal(text: str, at: int) -> str:
    line = text.count("\n", 0, at) + 1
    if text[at] == "\\":
        return f"line {line}: a backslash outside a string is refused; write the character itself"
    if text[at : at + 3] in ('"""', "'''"):
        return f"line {line}: strings in triple quotes are refused; use simple quotes"
    return f'line {line}: the string does not end on its line, or holds an escape other than \\t \\n \\" \\\\'


def _check(tree: object) -> None:
    """Walk the parse tree; refuse every part that is not on the list."""
    if isinstance(tree, CompValue):
        if tree.name == "DatasetClause":
            raise QueryInvalid("FROM is refused: a query reads the built graph and nothing else")
        if tree.name not in _PARTS and not _FAMILIES.fullmatch(tree.name):
            raise QueryInvalid(f"{tree.name} is refused: a query reads the built graph and nothing else")
    if isinstance(tree, Mapping):
        for part in tree.values():
            _check(part)
    elif isinstance(tree, Iterable) and not isinstance(tree, str):
        for part in tree:
            _check(part)


def _line(message: str) -> str:
    return " ".join(message.split())[:200]
