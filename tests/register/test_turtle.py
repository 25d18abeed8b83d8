"""A register in Turtle says what a table says."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kg.register import index, load
from kg.register.load import check, sources
from kg.register.names import key

TURTLE = """\
PREFIX actor: <https://w3id.org/newskg/id/actor/>
@prefix kg: <https://w3id.org/newskg/ns#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix role: <https://w3id.org/newskg/id/role/> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

actor:xanie kg:actorKind kg:kindState ; skos:prefLabel "Xanie"@fr, "Xania"@en ; kg:gender "f" ;
  kg:adjective "xanien"@fr, "xanienne"@fr ; kg:metonym "Xanteville"@fr ; owl:sameAs <http://example.org/x> ;
  kg:bloc <https://w3id.org/newskg/id/bloc/other> ; org:memberOf actor:otan .

role:roi-xanie a org:Role ; skos:prefLabel "roi"@fr ; skos:altLabel "souverain"@fr ; org:postIn actor:xanie .

actor:louis-noir kg:actorKind kg:kindPerson ; skos:prefLabel "Louis Noir"@fr .
<https://w3id.org/newskg/id/membership/1> org:member actor:louis-noir ; org:role role:roi-xanie ;
  schema:startDate "2010-05"^^xsd:gYearMonth ; schema:endDate "2014"^^xsd:gYear .

# of an actor that ships
<https://w3id.org/newskg/id/membership/2> org:member actor:emmanuel-macron ; org:role role:roi-xanie ;
  org:organization actor:xanie .
"""
TABLE = """\
id,kind,name,name_en,alias,metonym,adjective,gender,side,part_of,role,same_as
xanie,state,Xanie,Xania,,Xanteville,xanien|xanienne,f,other,otan,,http://example.org/x
roi-xanie,role,roi,,souverain,,,,,xanie,,
louis-noir,person,Louis Noir,,,,,,,,roi-xanie 2010-05/2014,
emmanuel-macron,,,,,,,,,,roi-xanie /,
"""


def test_turtle_and_table_are_one(tmp_path: Path) -> None:
    turtle, table = tmp_path / "mine.ttl", tmp_path / "mine.csv"
    turtle.write_text(TURTLE, encoding="utf-8")
    table.write_text(TABLE, encoding="utf-8")
    one, other = check(turtle), check(table)
    assert one.problems == other.problems == ()
    assert one.register == other.register
    assert one.register is not None
    assert [h.actor for h in one.register.holders("le souverain xanien")] == ["emmanuel-macron", "louis-noir"]
    assert one.register.actors["xanie"].side == "other"


def test_a_problem_that_the_user_makes_of_a_shipped_actor_is_in_his_file(tmp_path: Path) -> None:
    file = tmp_path / "mine.ttl"
    file.write_text(TURTLE.replace("actor:xanie", "actor:otan"), encoding="utf-8")
    (problem,) = check(file).problems
    assert str(problem) == f"{file}: line 10: is part of itself (otan → otan); break the circle"
    file.write_text(TURTLE.replace("actor:emmanuel-macron", "actor:otan"), encoding="utf-8")
    (problem,) = check(file).problems
    assert str(problem) == f"{file}: line 21: otan is of kind organization and holds a role; only persons do"


def test_the_shipped_files_in_their_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "ontology_dir", lambda: tmp_path)
    assert sources() == ()
    (tmp_path / "register").mkdir()
    for name in ("actors.ttl", "register/b.csv", "register/a.csv", "register/notes.md"):
        (tmp_path / name).touch()
    shipped = [path.relative_to(tmp_path).as_posix() for path in sources()]
    assert shipped == ["actors.ttl", "register/a.csv", "register/b.csv"]


def test_the_table_of_nouns_has_each_feminine_once_and_leads_to_a_masculine() -> None:
    file = Path(index.__file__).with_name("nouns.tsv")
    with file.open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.reader(stream, delimiter="\t") if not row[0].startswith("#")][1:]
    feminines = [row[0] for row in rows]
    assert feminines == sorted(set(feminines))
    assert all(key(word) == (word,) for row in rows for word in row)
    assert not {row[1] for row in rows} & set(feminines)
