"""Every case of tests/cases: what is marked in a sentence is found, and nothing else."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract import Extractor
from kg.ids import digest
from kg.lexicon.load import load, tokenised
from kg.records import Document, Extraction, Part, Statement
from tests.nlp.markup import Case, Expected, MarkupError, parse, read_cases, strip_tags

FOLDER = Path(__file__).resolve().parent.parent / "cases"
FILES = sorted(FOLDER.glob("*.txt"))
CASES = tuple(case for file in FILES for case in read_cases(file))
CONTENT_F1, SOURCE_F1 = 0.9, 0.5

_WORD = re.compile(r"[^\W_]+")
_EMPTY = frozenset(  # words of a verb group that do not tell two cues apart
    "a ai as ont avons avez avait avaient aura aurait auraient ayant avoir est sont était étaient sera fut"
    " été être étant s se m me t te l le la les lui leur en y il elle ils elles on ce c qu que d de du des à"
    " au aux n ne pas également aussi par".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An extracted statement in the terms of the markup."""

    content: str
    cue: str
    source: str
    mode: str
    negated: bool
    via: tuple[str, ...]
    act: str
    rule: str


def document(case: Case) -> Document:
    """The case as an article of its own."""
    roles = [case.block, *["paragraph"] * len(case.paragraphs)]
    parts = tuple(
        Part(role="post-headline" if role == "post-headline" else "paragraph", start=start, end=end)
        for role, (start, end) in zip(roles, case.paragraphs, strict=False)
    )
    return Document(
        id=digest(case.id), name=case.id, text=case.text, sha256=digest(case.text, length=64),
        source_path=case.file, parts=parts,
    )  # fmt: skip


def found_in(extraction: Extraction) -> tuple[Found, ...]:
    """What an extraction holds, with the names of those who relay."""
    names = {actor.id: actor.name for actor in extraction.actors}
    return tuple(_found(statement, names) for statement in extraction.statements)


def _found(statement: Statement, names: Mapping[str, str]) -> Found:
    return Found(
        content=statement.content_text,
        cue=statement.cue.text if statement.cue else "",
        source=statement.source.span.text if statement.source else "",
        mode=statement.mode,
        negated=statement.negated,
        via=tuple(names[identifier] for identifier in statement.via),
        act=statement.act,
        rule=statement.rule,
    )


# --------------------------------------------------------------------- comparison


def words(text: str) -> list[str]:
    """Lower-case words; apostrophes, hyphens and marks separate."""
    return _WORD.findall(text.lower())


def token_f1(left: str, right: str) -> float:
    """F1 of two token multisets; 1.0 where both are empty."""
    one, two = Counter(words(left)), Counter(words(right))
    total = one.total() + two.total()
    return 2 * (one & two).total() / total if total else 1.0


def text_at(case: Case, bounds: Iterable[tuple[int, int]]) -> str:
    """The words that the markup encloses, parts joined by a blank."""
    return " ".join(case.text[start:end].strip() for start, end in bounds)


def cues_agree(expected: str, found: str) -> bool:
    """Do two cues share a word that carries meaning (a mark such as ":" must be the same)?"""
    left, right = set(words(expected)), set(words(found))
    if not left:
        return expected.strip() == found.strip()
    return bool((left - _EMPTY or left) & (right - _EMPTY or right))


def faults(case: Case, expected: Expected, found: Found) -> list[str]:
    """What is wrong with a statement, in words; empty where nothing is."""
    content = text_at(case, expected.content)
    source = text_at(case, [expected.source] if expected.source else [])
    cue = text_at(case, [expected.cue] if expected.cue else [])
    wrong = []
    if token_f1(content, found.content) < CONTENT_F1:
        wrong.append(f"content: expected {content!r}, got {found.content!r}")
    if bool(source) != bool(found.source) or token_f1(source, found.source) < SOURCE_F1:
        wrong.append(f"source: expected {source!r}, got {found.source!r}")
    if cue and not cues_agree(cue, found.cue):
        wrong.append(f"cue: expected {cue!r}, got {found.cue!r}")
    if expected.mode != found.mode:
        wrong.append(f"mode: expected {expected.mode}, got {found.mode}")
    if expected.negated != found.negated:
        wrong.append(f"negated: expected {expected.negated}, got {found.negated}")
    if not _relays_agree(expected.via, found.via):
        wrong.append(f"via: expected {expected.via}, got {found.via}")
    if expected.act not in (None, found.act):
        wrong.append(f"act: expected {expected.act}, got {found.act}")
    return wrong


def _relays_agree(expected: tuple[str, ...], found: tuple[str, ...]) -> bool:
    return len(expected) == len(found) and all(
        token_f1(one, two) >= SOURCE_F1 for one, two in zip(expected, found, strict=True)
    )


def paired(case: Case, found: Sequence[Found]) -> list[tuple[Expected, Found]]:
    """Each expected statement with the one found that is most like it, the most alike first."""
    likeness = {
        (i, j): token_f1(text_at(case, expected.content), got.content)
        for i, expected in enumerate(case.expected)
        for j, got in enumerate(found)
    }
    pairs: dict[int, int] = {}
    for i, j in sorted(likeness, key=lambda pair: (-likeness[pair], pair)):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return [(case.expected[i], found[j]) for i, j in sorted(pairs.items())]


# --------------------------------------------------------------------- the cases


@pytest.fixture(scope="session")
def results() -> dict[str, tuple[Found, ...]]:
    """What one extractor finds in all cases, by the id of the case."""
    extractor = Extractor(os.environ.get("NEWSKG_TEST_MODEL"))
    return {
        extraction.document.name: found_in(extraction)
        for extraction in extractor.extract(document(case) for case in CASES)
    }


def _parameter(case: Case) -> object:
    marks = [pytest.mark.xfail(strict=True, raises=AssertionError)] if case.known_failure else []
    return pytest.param(case, id=case.id, marks=marks)


@pytest.mark.parametrize("case", [_parameter(case) for case in CASES])
def test_case(case: Case, results: dict[str, tuple[Found, ...]]) -> None:
    found = results[case.id]
    wrong = [fault for expected, got in paired(case, found) for fault in faults(case, expected, got)]
    if len(found) != len(case.expected):
        listed = "; ".join(f"[{f.source}] {f.cue} [{f.content}]" for f in found) or "nothing"
        wrong.insert(0, f"expected {len(case.expected)} statements, got {len(found)}: {listed}")
    assert not wrong, "\n".join([case.text, *wrong])


def test_there_are_enough_cases_and_no_sentence_twice() -> None:
    texts = Counter(case.text for case in CASES)
    assert [text for text, count in texts.items() if count > 1] == []
    assert len(CASES) >= 300
    assert sum(not case.expected for case in CASES) >= 60


# Rules that cases must reach; what a rule is called is part of the records.
RULES = frozenset(
    "incise-direct incise-indirect colon-verb colon-subject verb-quotation label que-clause question"
    " qualified object-infinitive de-infinitive à-infinitive infinitive judgement nominal-de nominal-à"
    " nominal-sur nominal-contre nominal-pour nominal nominal-quoted nominal-quoted-de noun-support"
    " noun-clause colon-clause comme-clause signature frame-source frame-judgement frame-origin"
    " frame-possessive".split()
)


def test_every_rule_is_exercised(results: dict[str, tuple[Found, ...]]) -> None:
    fired = {got.rule for case in CASES if not case.known_failure for got in results[case.id]}
    assert sorted(RULES - fired) == []


def test_every_frame_of_the_lexicon_has_a_case() -> None:
    cues = [
        tokenised(text_at(case, [e.cue]).lower().replace("’", "'"))
        for case in CASES
        for e in case.expected
        if e.cue
    ]
    missing = []
    for frame in load("fr").frames:
        words = frame.words[:-1] if frame.words[-1] == "de" else frame.words
        if not any(cue[: len(words)] == words for cue in cues):
            missing.append(" ".join(frame.words))
    assert missing == []


# --------------------------------------------------------------------- the markup itself


_PLAIN = st.text(
    alphabet=st.characters(codec="utf-8", exclude_characters="<>|¶", exclude_categories=["C", "Z"])
)


@given(pieces=st.lists(st.tuples(st.sampled_from(["", "content", "cue", "source"]), _PLAIN), max_size=8))
def test_stripping_the_tags_gives_the_text_and_the_spans(pieces: list[tuple[str, str]]) -> None:
    """Pieces with and without a tag: each number has its own content, cue and source at most once."""
    marked, number, kept = "<content>x</content>", {"cue": 0, "source": 0}, "x"
    stretches: list[tuple[str, str]] = []
    for name, text in pieces:
        if number.get(name):
            name = ""
        if name in number:
            number[name] = 1
        marked += f"<{name}>{text}</{name}>" if name else text
        kept += text
        if name:
            stretches.append((name, text))
    case = parse(marked)
    assert case.text == strip_tags(marked) == kept
    (expected,) = case.expected
    spans = [("content", span) for span in expected.content[1:]]
    spans += [("cue", expected.cue)] if expected.cue else []
    spans += [("source", expected.source)] if expected.source else []
    assert sorted((name, case.text[start:end]) for name, (start, end) in spans) == sorted(stretches)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("<content>a", "<content> is not closed"),
        ("a</cue>", "</cue> closes nothing"),
        ("<cue><cue>a</cue></cue>", "<cue> is opened twice"),
        ("<cue>dit</cue>", "statement 1 has no <content>"),
        ("<content>a</content> <cue>b</cue> <cue>c</cue>", "statement 1 has two <cue>"),
        ("<contents>a</contents>", "is no tag"),
        ("<content>a</content> | mode=quoted", "mode=quoted"),
        ("<content>a</content> | colour=red", "colour is no attribute"),
        ("<content>a</content> | act2=deny", "no statement 2 is marked"),
    ],
)
def test_a_wrong_line_is_named(line: str, message: str) -> None:
    with pytest.raises(MarkupError, match=re.escape(message)):
        parse(line)


def test_a_line_with_everything() -> None:
    case = parse(
        "Un. ¶ <source12>X</source12> <cue>dit</cue> <content>a</content>, <content>b</content> "
        'et <cue2>nie</cue2> <content2>c</content2> | negated=true act2=deny via="Le Monde, AFP"'
    )
    first, second = case.expected
    assert case.text == "Un.\n\nX dit a, b et nie c"
    assert [case.text[start:end] for start, end in case.paragraphs] == ["Un.", "X dit a, b et nie c"]
    assert [case.text[start:end] for start, end in first.content] == ["a", "b"]
    assert first.source == second.source
    assert first.negated
    assert first.via == ("Le Monde", "AFP")
    assert (second.act, second.negated) == ("deny", False)
