"""Several files: later ones add, and win where they contradict, with both places."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.register.load import Report, check
from kg.register.names import key
from kg.register.periods import agree, disjoint, first_day, last_day

HEAD = "id,kind,name,alias,gender,part_of,role\n"
ROLES = "maire,role,maire de Brest,maire,,,\nadjoint,role,adjoint au maire,,,,\n"


def report(tmp_path: Path, *tables: str) -> Report:
    files = []
    for number, table in enumerate(tables, 1):
        files.append(tmp_path / f"{number}.csv")
        files[-1].write_text(HEAD + table, encoding="utf-8")
    return check(*files)


def said(tmp_path: Path, found: Report) -> list[str]:
    return [str(conflict).replace(f"{tmp_path}/", "") for conflict in found.conflicts if conflict.id == "roy"]


def test_later_files_add(tmp_path: Path) -> None:
    found = report(
        tmp_path,
        ROLES + "roy,person,Anne Roy,,,,maire 2014/\n",
        "roy,,,Annie Roy,f,otan,adjoint 2008/2014\n",
    )
    assert found.register is not None
    assert said(tmp_path, found) == []
    actor = found.register.actors["roy"]
    assert (actor.name, actor.kind, actor.gender) == ("Anne Roy", "person", "f")
    assert (actor.aliases, actor.member_of) == (("Annie Roy",), ("otan",))
    assert [role.label for role in actor.roles] == ["adjoint au maire", "maire de Brest"]


def test_the_later_one_wins_and_both_places_are_told(tmp_path: Path) -> None:
    found = report(tmp_path, "roy,person,Anne Roy,,f,,\n", "# mine,,,,,,\nroy,group,Les Roy,,m,,\n")
    assert found.register is not None
    assert found.register.actors["roy"].kind == "group"
    assert said(tmp_path, found) == [
        "2.csv: line 3: gender of roy is 'm' here but 'f' in 1.csv: line 2; this one is used",
        "2.csv: line 3: kind of roy is 'group' here but 'person' in 1.csv: line 2; this one is used",
        "2.csv: line 3: name of roy is 'Les Roy' here but 'Anne Roy' in 1.csv: line 2; this one is used",
    ]
    assert found.register.names[key("Anne Roy")] == ("roy",)


def test_a_name_in_other_letters_is_no_contradiction(tmp_path: Path) -> None:
    found = report(tmp_path, "roy,organization,le CENTRE,,,,\n", "roy,organization,Centre,,,,\n")
    assert said(tmp_path, found) == []
    assert found.register is not None
    assert found.register.actors["roy"].name == "Centre"


def test_two_wordings_of_a_role_are_no_contradiction(tmp_path: Path) -> None:
    found = report(
        tmp_path, "roy,role,mairesse de Zorglub,,,,\nx,person,X Roy,,,,roy /\n", "roy,role,maire,,,,\n"
    )
    assert said(tmp_path, found) == []
    assert found.register is not None
    assert found.register.actors["x"].roles[0].label == "maire"
    assert found.register.holders("le maire de Zorglub") == found.register.holders("la maire") != ()


@pytest.mark.parametrize(
    ("earlier", "later", "together", "contradict"),
    [
        ("maire 2014/", "maire 2014-03-30/2020-07-04", ["2014-03-30 2020-07-04"], False),  # finer
        ("maire /", "maire 2014/2015|maire 2017/", ["2014-01-01 2015-12-31", "2017-01-01 None"], False),
        (
            "maire 2001/2004",
            "maire 2014/",
            ["2001-01-01 2004-12-31", "2014-01-01 None"],
            False,
        ),  # a second term
        ("maire 2014/2020", "adjoint 2008/2014", ["2008-01-01 2014-12-31", "2014-01-01 2020-12-31"], False),
        ("maire 2014-03-30/2020", "maire 2014-04-01/2020", ["2014-04-01 2020-12-31"], True),
        ("maire 2014/2019", "maire 2014/2020", ["2014-01-01 2020-12-31"], True),
        ("maire 2014/", "maire 2014/", ["2014-01-01 None"], False),
    ],
)
def test_times_in_a_role(
    tmp_path: Path, earlier: str, later: str, together: list[str], contradict: bool
) -> None:
    found = report(
        tmp_path, f"{ROLES}roy,person,Anne Roy,,,,{earlier}\n", f"roy,person,Anne Roy,,,,{later}\n"
    )
    assert found.register is not None
    assert sorted(f"{r.start} {r.end}" for r in found.register.actors["roy"].roles) == together
    assert bool(said(tmp_path, found)) is contradict
    if contradict:
        assert said(tmp_path, found)[0].startswith("2.csv: line 2: the time as maire of roy is '2014")


def test_days_months_and_years() -> None:
    assert str(first_day("2016-02")) == "2016-02-01"
    assert str(last_day("2016-02")) == "2016-02-29"
    assert (first_day(""), last_day("")) == (None, None)
    assert agree("2015", "2015-08-10")
    assert not agree("2015-08", "2015-07-31")
    assert disjoint(("2012", "2014"), ("2015", ""))
    assert not disjoint(("", "2014"), ("2013", ""))
