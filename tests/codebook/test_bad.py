"""A codebook that is wrong is refused, with file and line and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.codebook.check import problems_of
from kg.codebook.load import check, load
from kg.codebook.table import read_table
from kg.codebook.turtle import read_turtle
from kg.errors import DataInvalid

HEAD = "id,label_fr,cues\n"
FULL = "id,label_fr,broader,cues,counter_cues\n"
TURTLE = """\
@prefix kg: <https://w3id.org/newskg/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix concept: <https://w3id.org/newskg/id/concept/> .
@prefix class: <https://w3id.org/newskg/id/word-class/> .

"""
BAD_TABLES = [
    ("", 1, "has no column id, label_fr, cues; the columns are id, label_fr"),
    (HEAD, 1, "holds no concept; add a row"),
    (HEAD + "@arme,,missile\n", 1, "holds no concept; add a row"),
    ("id;label_fr;cues\nx;X;mot\n", 1, "not separated by commas; save it as CSV with commas"),
    ("id\tlabel_fr\tcues\n", 1, "not separated by commas"),
    ("id,label_fr\n", 1, "has no column cues"),
    ("id,label_fr,cues,indices\n", 1, "unknown column 'indices'; the columns are"),
    ("id,label_fr,cues,cues\n", 1, "has the column cues twice; keep one"),
    (HEAD + "\nx,X\n", 3, "has 2 cells, the header 3; mend it"),
    (HEAD + "x,X,un mot,autre\n", 2, "has 4 cells, the header 3"),
    (HEAD + 'x,X,mot\ny,"Y,mot\n', 3, "is no CSV (unexpected end of data); mend it"),
    (HEAD + 'x,"X"x,mot\n', 2, "is no CSV"),
    (HEAD + f"x,X,{'mot ' * 50_000}\n", 2, "is no CSV (field larger"),
    (HEAD + "x,X,mot\n\nx,Autre,chose\n", 4, "concept id 'x' stands in line 2 already; rename one"),
    (HEAD + "@c,,mot\n@c,,chose\nx,X,mot\n", 3, "class id 'c' stands in line 2 already"),
    (HEAD + "Le Mot,X,mot\n", 2, "concept id 'Le Mot' is no slug"),
    (HEAD + f"{'x' * 101},X,mot\n", 2, "is no slug"),
    (HEAD + ",X,mot\n", 2, "concept id '' is no slug"),
    (HEAD + "@É,,mot\nx,X,mot\n", 2, "class id 'É' is no slug"),
    (HEAD + "x,,mot\n", 2, "concept 'x' has no French label; give it one"),
    (HEAD + "x,X,\n", 2, "concept 'x' has neither cues nor examples; add some"),
    (HEAD + "@c,,\nx,X,@c\n", 2, "class @c has no words; add some"),
    (HEAD + "@c,Classe,mot\nx,X,mot\n", 2, "a class of words has cues and nothing else; empty label_fr"),
    (HEAD + "@c,,mot|!!\nx,X,mot\n", 2, "class @c has the member '!!', which is no word; drop it"),
    (HEAD + "x,X,@arme\n", 2, "concept 'x': unknown class @arme; there are: none yet"),
    (HEAD + "@b,,mot\nx,X,livrer @arme\n", 3, "unknown class @arme; there are: @b"),
    (HEAD + 'x,X,"""mai 1997"\n', 2, "has a quotation mark that does not close; close it"),
    (HEAD + "x,X,de la\n", 2, "concept 'x': expression 'de la' names no word to look for; add one"),
    (HEAD + "x,X,!guerre\n", 2, "names no word to look for"),
    (HEAD + "x,X,mot|…\n", 2, "names no word to look for"),
    (FULL + "x,X,,mot,mot\n", 2, "concept 'x': 'mot' is both cue and counter-cue; keep one"),
    (FULL + "x,X,y,mot,\n", 2, "concept 'x' is narrower than 'y', which is not there; add it"),
    (FULL + "x,X,x,mot,\n", 2, "the broader concepts run in a circle (x → x); break it"),
    (FULL + "w,W,x,mot,\nx,X,y,mot,\ny,Y,z,mot,\nz,Z,x,mot,\n", 2, "run in a circle (x → y → z → x)"),
]
BAD_TURTLE = [
    ("", 1, "holds no kg:ClaimConcept or skos:Concept; add one"),
    ("concept:x a", 6, "is no Turtle"),
    ("concept:x a skos:Concept ;\n  skos:prefLabel 'X@fr .", 7, "is no Turtle"),
    ("concept:x a scos:Concept .", 6, "is no Turtle"),
    ('concept:x a skos:Concept ; kg:cueExpression "mot"@fr .', 6, "'x' has no French label"),
    (
        'concept:x a skos:Concept ; skos:prefLabel "X"@en ; kg:cueExpression "m"@fr .',
        6,
        "has no French label",
    ),
    (
        '\nconcept:x a skos:Concept ; skos:prefLabel "X"@fr, "Y"@fr ; kg:cueExpression "mot"@fr .',
        7,
        "has 2 values of skos:prefLabel in 'fr'; keep one",
    ),
    (
        'concept:x a skos:Concept ; skos:prefLabel "X"@fr ; skos:notation "a", "b" ; skos:example "mot" .',
        6,
        "has several values of skos:notation; keep one",
    ),
    (
        'concept:x a skos:Concept ; skos:prefLabel "X"@fr ; skos:example "mot" ; skos:broader concept:y .',
        6,
        "is narrower than 'y', which is not there",
    ),
    (
        'class:c a kg:WordClass .\nconcept:x a skos:Concept ; skos:prefLabel "X"@fr .',
        6,
        "class @c has no wor",
    ),
]


@pytest.mark.parametrize(("text", "line", "reason"), BAD_TABLES)
def test_a_wrong_table(tmp_path: Path, text: str, line: int, reason: str) -> None:
    refused(tmp_path / "mine.csv", text, line, reason)


@pytest.mark.parametrize(("text", "line", "reason"), BAD_TURTLE)
def test_wrong_turtle(tmp_path: Path, text: str, line: int, reason: str) -> None:
    refused(tmp_path / "mine.ttl", TURTLE + text if text else TURTLE, line, reason)


def refused(file: Path, text: str, line: int, reason: str) -> None:
    file.write_text(text, encoding="utf-8", newline="")
    with pytest.raises(DataInvalid) as error:
        load(file)
    message = str(error.value)
    assert message.startswith(f"{file}: line {line}: ")
    assert reason in message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("mine.csv", b"id,label_fr,cues\nx,\xe9t\xe9,mot\n", "line 2: is not UTF-8; save it as UTF-8"),
        ("mine.ttl", "\n@prefix é".encode("utf-16"), "line 1: is not UTF-8"),
        ("mine.xlsx", b"PK", "line 1: is no codebook; name a .ttl or .csv file"),
        ("mine", b"id,label_fr,cues\n", "line 1: is no codebook"),
        ("mine.csv", b"\x00" * 50, "line 1: has no column"),
    ],
)
def test_a_file_that_is_none(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(DataInvalid, match=message.replace(".", r"\.")):
        load(file)


def test_a_folder_or_nothing_is_no_codebook(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    for name in ("folder.csv", "absent.ttl"):
        with pytest.raises(DataInvalid, match=r"line 1: cannot be read .*; mend the path"):
            load(tmp_path / name)


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "huge.csv"
    with file.open("wb") as out:
        out.truncate(200 * 2**20)  # a hole: takes no room on the disk
    with pytest.raises(DataInvalid, match="line 1: is larger than 128 MiB; split it"):
        load(file)


def test_all_problems_are_found_at_once(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text(HEAD + "x,,mot\ny,Y,@arme\ny,Y,\n", encoding="utf-8")
    _, _, problems = check(file)
    assert [problem.place.line for problem in problems] == [2, 3, 4, 4]
    with pytest.raises(DataInvalid, match=r"and 3 more"):
        load(file)


def test_what_a_spreadsheet_saves_can_be_read(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_bytes(
        '\ufeffid,cues,label_fr,examples\r\n# a note,,,\r\n,,,\r\npaix,"cesser le feu| trêve |trêve",'
        '"La paix, vite","Il a dit ""oui""|A\\|B"\r\n'.encode()
    )
    concept = load(file).concepts["paix"]
    assert concept.label_fr == "La paix, vite"
    assert concept.cues == ("cesser le feu", "trêve")
    assert concept.examples == ('Il a dit "oui"', "A|B")


_CELLS = 'idlabel_frcues,"|\n/@!* \\#é'


@given(st.text(max_size=200) | st.text(_CELLS, max_size=80).map((HEAD + "x,X,").__add__))
def test_no_table_is_too_odd(text: str) -> None:
    concepts, classes, problems = read_table("x.csv", text)
    assert isinstance([*problems, *problems_of(concepts, classes)], list)


@given(st.text(max_size=200) | st.text('concept:xl kg."<>@fr;,\n', max_size=80).map(TURTLE.__add__))
def test_no_turtle_is_too_odd(text: str) -> None:
    concepts, classes, problems = read_turtle("x.ttl", text)
    assert isinstance([*problems, *problems_of(concepts, classes)], list)
