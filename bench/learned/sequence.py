"""Blocks of text as rows of token features, and the tags that gold statements give them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from bench.learned.gold import Statement
from kg.nlp.page import Attribution, Page
from kg.nlp.quotes import MARKS
from kg.nlp.tokens import is_word, low

TAGS = ("O", "B-cue", "I-cue", "B-source", "I-source", "B-content", "I-content")
_NEAR = 400  # code points between the parts of one statement
Spans = dict[str, list[tuple[int, int]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """The tokens of a paragraph: bounds in code points, feature names, tags by the rules."""

    offsets: tuple[tuple[int, int], ...]
    rows: tuple[tuple[str, ...], ...]
    by_rules: tuple[int, ...]


def blocks(page: Page, found: Sequence[Attribution]) -> Iterator[Block]:
    """The paragraphs of a page."""
    spans = [_spans(page, one) for one in found]
    for block in page.doc._.parts:
        tokens = [page.doc[k] for k in range(block.first, block.last)]
        offsets = tuple((t.idx, t.idx + len(t.text)) for t in tokens)
        own = [_own(page, t) for t in tokens]
        yield Block(
            offsets=offsets,
            rows=tuple(_in_context(own, k) for k in range(len(own))),
            by_rules=tuple(tags(offsets, spans)),
        )


def _spans(page: Page, one: Attribution) -> Spans:
    found: Spans = {"content": list(one.content)}
    for name, bounds in (("cue", one.cue), ("source", one.source)):
        if bounds is not None:
            last = page.doc[bounds[1] - 1]
            found[name] = [(page.doc[bounds[0]].idx, last.idx + len(last.text))]
    return found


def tags(offsets: Sequence[tuple[int, int]], statements: Sequence[Spans]) -> list[int]:
    """The tag of each token: cue before source before content where they overlap."""
    result = [0] * len(offsets)
    for kind in ("content", "source", "cue"):
        first = TAGS.index(f"B-{kind}")
        for spans in statements:
            for start, end in spans.get(kind, []):
                covered = [k for k, (s, e) in enumerate(offsets) if s < end and start < e]
                for k in covered:
                    result[k] = first if k == covered[0] else first + 1
    return result


def located(text: str, statement: Statement) -> Spans | None:
    """Where a gold statement stands: the parts of its content, the cue near them, the source near it."""
    parts = statement.get("parts") or [statement["content"]]
    best: tuple[int, Spans] | None = None
    for start in _all(text, parts[0]):
        spans = [(start, start + len(parts[0]))]
        for part in parts[1:]:
            at = text.find(part, spans[-1][1])
            if at < 0:
                break
            spans.append((at, at + len(part)))
        if len(spans) < len(parts):
            continue
        found: Spans = {"content": spans}
        cost = 0
        for name in ("cue", "source"):
            words = statement.get(name)
            if not words:
                continue
            near = found.get("cue", spans)
            places = [(_distance(at, at + len(words), near), at) for at in _all(text, words)]
            if places and min(places)[0] < _NEAR:
                cost += min(places)[0]
                found[name] = [(min(places)[1], min(places)[1] + len(words))]
            else:
                cost += _NEAR
        if best is None or cost < best[0]:
            best = cost, found
    return best[1] if best else None


def _distance(start: int, end: int, spans: Sequence[tuple[int, int]]) -> int:
    return min(max(s - end, start - e, 0 if not (s <= start < e) else 3) for s, e in spans)


def _all(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


# --------------------------------------------------------------------- features of tokens


def _own(page: Page, token: Token) -> tuple[str, ...]:
    group = page.groups.get(token.i)
    word = low(token)
    inside = "in" if page.inside[token.i] >= 0 else "mark" if token.text in MARKS else "out"
    cue = f"{group.form} {group.cue.act}" if group else ""
    return (
        word if is_word(token) else token.text,
        f"{token.pos_}",
        f"{token.dep_} {token.pos_}",
        inside,
        cue,
        page.lexicon.speakers.get(word, ""),
        token.ent_type_,
        f"{token.dep_} {low(token.head)}",
        f"{token.dep_} {token.head.pos_} {'left' if token.head.i > token.i else 'right'}",
        "cue head" if token.head.i in page.groups else "",
        word[-3:],
        "X" if token.text[:1].isupper() else "x",
        "/".join(token.morph.get("VerbForm", []) + token.morph.get("Person", [])),
    )


_SHARED = (0, 1, 3, 4)  # of a neighbour: its word, part of speech, marks, whether it is a cue


def _in_context(rows: Sequence[tuple[str, ...]], k: int) -> tuple[str, ...]:
    """A token's features and some of its neighbours'."""
    names = [f"{n}={value}" for n, value in enumerate(rows[k])]
    for offset in (-3, -2, -1, 1, 2, 3):
        at = k + offset
        near = rows[at] if 0 <= at < len(rows) else ("", "", "", "", "")
        names += [f"{offset}:{n}={near[n]}" for n in (_SHARED if abs(offset) < 3 else (1, 3, 4))]
    one = rows[k]
    before = rows[k - 1] if k else ("",) * 5
    after = rows[k + 1] if k + 1 < len(rows) else ("",) * 5
    names += [
        f"p={before[1]} {one[1]} {after[1]}",
        f"m={before[3]} {one[3]} {after[3]}",
        f"c={before[0]} {one[1]}",
        f"d={one[0]} {after[0]}",
        f"e={one[3]} {_last_cue(rows, k)}",
        f"f={_last_cue(rows, k)} {_quoted_before(rows, k)}",
        f"g={_last_cue(rows, k)} {one[2]}",
    ]
    return tuple(names)


def _last_cue(rows: Sequence[tuple[str, ...]], k: int) -> str:
    """The last listed cue verb of the sentence so far, and how it went on."""
    for j in range(k, max(-1, k - 30), -1):
        if rows[j][0] in {".", "!", "?"} and j < k and rows[j][3] != "in":
            return "none"
        if rows[j][4]:
            return f"{rows[j][4]} {rows[j + 1][0] if j + 1 < len(rows) and rows[j + 1][1] != 'NOUN' else ''}"
    return "none"


def _quoted_before(rows: Sequence[tuple[str, ...]], k: int) -> str:
    return "quoted" if any(rows[j][3] == "in" for j in range(max(0, k - 12), k)) else "plain"
