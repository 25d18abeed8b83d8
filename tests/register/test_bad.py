"""A register that is wrong is refused, with the line and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import DataInvalid
from kg.register.check import alone
from kg.register.load import check, load
from kg.register.table import read_table
from kg.register.turtle import read_turtle

HEAD = "id,kind,name,name_en,alias,metonym,adjective,gender,side,part_of,role,same_as\n"
TURTLE = """\
@prefix actor: <https://w3id.org/newskg/id/actor/> .
@prefix kg: <https://w3id.org/newskg/ns#> .
@prefix m: <https://w3id.org/newskg/id/membership/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix role: <https://w3id.org/newskg/id/role/> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

"""
BAD_TABLES = [
    ("", 1, "has no column id, kind, name"),
    ("id;kind;name\n", 1, "not separated by commas"),
    ("id,kind\n", 1, "has no column name"),
    ("id,kind,name,nom\n", 1, "unknown column 'nom'"),
    ("id,kind,name,name\n", 1, "has the column name twice"),
    ("id,kind,name\nzz,state\n", 2, "has 2 cells, the header 3"),
    ("id,kind,name\n\n\nzz,planet,Z\n", 4, "unknown kind 'planet'; use one of document, group"),
    ("id,kind,name\nzz,unnamed,Z\n", 2, "unknown kind 'unnamed'"),
    ("id,kind,name\nZ z,state,Z\n", 2, "id 'Z z' is no slug"),
    ("id,kind,name\n-z,state,Z\n", 2, "id '-z' is no slug"),
    ("id,kind,name\n,state,Z\n", 2, "id '' is no slug"),
    ("id,kind,name\nzz,state,Z\nyy,state,Y\nzz,state,Z\n", 4, "id 'zz' stands on line 2 already"),
    ("id,kind,name\nzz,state,\n", 2, "zz has no name in French"),
    ("id,kind,name\nzz,,Zz\n", 2, "zz has no kind"),
    ("id,kind,name\nzz,state,!!\n", 2, "holds no letter"),
    ('id,kind,name\nyy,state,Y\nzz,state,"Z\nz"\n', 3, "holds a line break"),
    ("id,kind,name\nzz,state,Z\x1b[1m\n", 2, "control character"),
    (f"id,kind,name\nzz,state,{'Z' * 301}\n", 2, "is longer than 300 characters"),
    (f"id,kind,name\nyy,state,Y\nzz,state,{'Z' * 200_000}\n", 3, "is no CSV"),
    ('id,kind,name\nyy,state,Y\nzz,state,"Z"z\n', 3, "is no CSV"),
    ('id,kind,name\nyy,state,Y\nzz,state,"Z\n\n\n', 3, "is no CSV"),
    (HEAD + "zz,state,Z,,,,,x,,,,\n", 2, "gender 'x' is none of f, fp, m, mp"),
    (HEAD + "zz,state,Z,,,,,f,Le Camp,,,\n", 2, "side 'Le Camp' is no slug"),
    (HEAD + "zz,state,Z,,,,,,,,,wd:Q1\n", 2, "same_as 'wd:Q1' is no http address"),
    (HEAD + "zz,state,Z,,,,,,,nowhere,,\n", 2, "part of 'nowhere', which is unknown"),
    (HEAD + "zz,state,Z,,,,,,,emmanuel-macron,,\n", 2, "emmanuel-macron, which is a person; name a body"),
    (HEAD + "zz,person,Z,,,,,,,,nothing /,\n", 2, "holds 'nothing', which is an unknown role"),
    (HEAD + "zz,person,Z,,,,,,,,france /,\n", 2, "holds 'france', which is no role"),
    (HEAD + "zz,state,Z,,,,,,,,president-france /,\n", 2, "only persons hold roles"),
    (HEAD + "zz,person,Z,,,,,,,,president-france 2012,\n", 2, "is not 'role-id start/end'"),
    (HEAD + "zz,person,Z,,,,,,,,president-france 2012-13/,\n", 2, "'2012-13' (role president-france) is no"),
    (HEAD + "zz,person,Z,,,,,,,,president-france 2012-02-30/,\n", 2, "is no ISO day, month or year"),
    (HEAD + "zz,person,Z,,,,,,,,president-france 12/2013,\n", 2, "'12' (role president-france) is no ISO"),
    (
        HEAD + "zz,person,Z,,,,,,,,president-france 2013/2012,\n",
        2,
        "begins as president-france on 2013-01-01",
    ),
    (HEAD + "zz,role,Z,,,Zut,,,,,,\n", 2, "a role has neither metonym nor adjective"),
    (HEAD + "france,role,Z,,,,,,,,,\n", 2, "france is a role here but a state in actors.ttl: line "),
    (HEAD + "zz,group,Z,,,,,,,zz,,\n", 2, "is part of itself (zz → zz)"),
    (
        HEAD + "yy,group,Y,,,,,,,zz,,\nzz,group,Z,,,,,,,xx,,\nxx,group,X,,,,,,,yy|otan,,\n",
        2,
        "is part of itself (xx → yy → zz → xx)",
    ),
]
BAD_TURTLE = [
    ("actor:zz a", 9, "is no Turtle"),
    ("actor:zz a kg:X ;\n kg:actorKind kd:kindState .", 10, "is no Turtle"),
    ('actor:zz skos:prefLabel "X"@en ; kg:actorKind kg:kindState .', 9, "zz has no name in French"),
    ('\n\nactor:zz skos:prefLabel "X"@fr .', 11, "zz has no kind"),
    ('actor:zz skos:prefLabel "X"@fr ; kg:actorKind kg:kindPlanet .', 9, "unknown kind 'kindPlanet'"),
    ('actor:zz skos:prefLabel "X"@fr, "Y"@fr ; kg:actorKind kg:kindState .', 9, "has 2 values of skos:pref"),
    ('actor:zz skos:prefLabel "X"@fr ; kg:metonyme "Y"@fr ; kg:actorKind kg:kindState .', 9, "kg:metonyme"),
    (
        'actor:zz skos:prefLabel "X"@fr ; kg:actorKind kg:kindState ; org:unitOf role:x .',
        9,
        "no IRI of an act",
    ),
    ('actor:zz skos:prefLabel "X"@fr ; kg:actorKind kg:kindState ; org:unitOf actor:x .', 9, "part of 'x'"),
    ("m:zz org:member actor:emmanuel-macron ; org:role role:x .", 9, "holds 'x', which is an unknown role"),
    ("m:zz org:member actor:emmanuel-macron ; org:role actor:x .", 9, "its member must be an …/id/actor/…"),
    (
        "m:zz org:member actor:emmanuel-macron ; org:role role:president-france ;"
        ' schema:startDate "gestern" .',
        9,
        "'gestern' (role president-france) is no ISO day",
    ),
    (
        'actor:yy skos:prefLabel "Y"@fr ; kg:actorKind kg:kindGroup ; org:memberOf actor:zz .\n'
        'actor:zz skos:prefLabel "Z"@fr ; kg:actorKind kg:kindGroup ; org:memberOf actor:yy .',
        9,
        "is part of itself (yy → zz → yy)",
    ),
]


@pytest.mark.parametrize(("text", "line", "reason"), BAD_TABLES)
def test_a_wrong_table(tmp_path: Path, text: str, line: int, reason: str) -> None:
    refused(tmp_path / "mine.csv", text, line, reason)


@pytest.mark.parametrize(("text", "line", "reason"), BAD_TURTLE)
def test_wrong_turtle(tmp_path: Path, text: str, line: int, reason: str) -> None:
    refused(tmp_path / "mine.ttl", TURTLE + text, line, reason)


def refused(file: Path, text: str, line: int, reason: str) -> None:
    file.write_text(text, encoding="utf-8", newline="")
    with pytest.raises(DataInvalid) as error:
        load(file)
    message = str(error.value)
    assert message.startswith(f"{file}: line {line}: ")
    assert reason in message
    assert "\n" not in message.replace("Z\nz", "")


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("mine.csv", b"id,kind,name\nzz,state,\xe9t\xe9\n", "line 2: is not UTF-8"),
        ("mine.ttl", "\n@prefix é".encode("utf-16"), "line 1: is not UTF-8"),
        ("mine.xlsx", b"PK", "line 1: is no register; name a .ttl or .csv file"),
        ("mine.csv", b"\x00" * 50, "line 1: has no column"),
    ],
)
def test_a_file_that_is_none(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(DataInvalid, match=message.replace(".", r"\.")):
        load(file)


def test_a_folder_is_no_register(tmp_path: Path) -> None:
    folder = tmp_path / "mine.csv"
    folder.mkdir()
    with pytest.raises(DataInvalid, match="line 1: cannot be read"):
        load(folder)


def test_all_problems_are_found_at_once(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text("id,kind,name\nZ,state,Z\nyy,planet,Y\n", encoding="utf-8")
    report = check(file)
    assert [problem.place.line for problem in report.problems] == [2, 3]
    assert report.register is None
    with pytest.raises(DataInvalid, match=r"and 1 more"):
        load(file)


def test_what_a_spreadsheet_saves_can_be_read(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_bytes(
        '\ufeffname,id,kind,alias\r\n# a note,,,\r\n,,,\r\n"Ville de Brest",brest,organization,'
        '"Brest| Brest métropole |"\r\nx,#y,z,\r\n'.encode()
    )
    register = load(file)
    assert register.actors["brest"].aliases == ("Brest", "Brest métropole")


@given(
    st.text(max_size=200) | st.text(alphabet='idkname,"|\n/2-# ', max_size=80).map("id,kind,name\n".__add__)
)
def test_no_table_is_too_odd(text: str) -> None:
    entries, problems = read_table("x.csv", text)
    assert isinstance([*problems, *alone(entries)], list)


@given(st.text(max_size=200) | st.text(alphabet='actor:x kg."<>@fr;,\n', max_size=80).map(TURTLE.__add__))
def test_no_turtle_is_too_odd(text: str) -> None:
    entries, problems = read_turtle("x.ttl", text)
    assert isinstance([*problems, *alone(entries)], list)
