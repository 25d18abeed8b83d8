"""``kg query``: by name, from a file, from standard input; rows on stdout, errors as one line."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli.main import main
from kg.ids import digest
from kg.query import named_queries
from kg.records import Actor, Corpus, Document, Mention, Span, Statement, When
from kg.write import WRITERS

TEXT = "Selon Anne Lefort, le pont sera prêt."
SPEAKER = Actor(id="anne-lefort", name="Anne Lefort", kind="person")
DOCUMENT = Document(
    id=digest(TEXT), name="a.txt", text=TEXT, sha256="0" * 64, source_path="a.txt", title="Le pont"
)
COUNT = "SELECT (COUNT(?s) AS ?n) WHERE { ?s a kg:Statement }"


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start=start, end=start + len(words), text=words)


STATEMENT = Statement(
    id=digest("statement"),
    document=DOCUMENT.id,
    content=(span("le pont sera prêt"),),
    mode="indirect",
    cue=span("Selon"),
    cue_lemma="selon",
    act="say",
    negated=False,
    source=Mention(span=span("Anne Lefort"), form="name"),
    speaker=SPEAKER.id,
    when=When(edtf="2024-05-02", start=date(2024, 5, 2), end=date(2024, 5, 2), basis="explicit"),
    rule="test",
    confidence=0.9,
)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    WRITERS["graph.ttl"](
        Corpus(documents=(DOCUMENT,), statements=(STATEMENT,), actors=(SPEAKER,)), folder / "graph.ttl"
    )
    return folder


def ask(out: Path, *args: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, ["query", *args, "-g", str(out)], input=stdin)


def test_a_named_query(out: Path) -> None:
    result = ask(out, "who-said-what")
    assert result.exit_code == 0
    assert "Anne Lefort" in result.stdout
    assert "le pont sera prêt" in result.stdout


def test_a_parameter(out: Path) -> None:
    assert "le pont" in ask(out, "by-actor", "--param", "actor=lefort").stdout
    assert "le pont" not in ask(out, "by-actor", "--param", "actor=nobody").stdout


def test_options_for_the_common_parameters(out: Path) -> None:
    given = ["--actor", "LEFORT", "--since", "2024-05", "--until", "2024", "--outlet", ""]
    assert ask(out, "who-said-what", *given).stdout == ask(out, "who-said-what").stdout
    assert ask(out, "who-said-what", "--until", "2024-04").stdout.endswith("\n0 rows\n")
    assert ask(out, "about", "--about", "pont").stdout.endswith("\n1 row\n")
    text = "SELECT ?actor ?who { ?s kg:speaker/skos:prefLabel ?who FILTER(CONTAINS(?who, ?actor)) }"
    assert ask(out, "-", "--actor", "Anne", stdin=text).stdout.endswith("\n1 row\n")


@pytest.mark.parametrize("form", ["csv", "tsv", "xml", "table"])
def test_an_answer_in_a_file(form: str, out: Path, tmp_path: Path) -> None:
    target = tmp_path / "rows"
    told = ask(out, "who-said-what", "--format", form, "-o", str(target))
    assert (told.exit_code, told.output) == (0, "")
    assert target.read_bytes() == ask(out, "who-said-what", "--format", form).stdout_bytes
    failed = ask(out, "who-said-what", "--format", "turtle", "-o", str(target))
    assert failed.exit_code == 2
    assert "choose one of table, csv" in failed.stderr
    assert target.read_bytes(), "what was there stays"
    assert "cannot be written" in ask(out, "undated", "-o", str(tmp_path / "no" / "rows")).stderr


def test_a_graph_as_rdf(out: Path) -> None:
    text = "CONSTRUCT { ?s kg:cue ?c } WHERE { ?s kg:cue ?c }"
    assert 'kg:cue "selon"' in ask(out, "-", "--format", "turtle", stdin=text).stdout
    assert ask(out, "-", stdin=text).stdout.endswith("\n1 row\n")


def test_a_file(out: Path, tmp_path: Path) -> None:
    (tmp_path / "count.rq").write_text(COUNT, encoding="utf-8")
    result = ask(out, str(tmp_path / "count.rq"), "--format", "csv")
    assert list(csv.reader(io.StringIO(result.stdout))) == [["n"], ["1"]]


def test_standard_input_and_json(out: Path) -> None:
    result = ask(out, "-", "--format", "json", stdin=COUNT)
    (row,) = json.loads(result.stdout)["results"]["bindings"]
    assert row["n"]["value"] == "1"


def test_no_row_is_an_answer(out: Path) -> None:
    result = ask(out, "-", stdin="SELECT ?x WHERE { ?x a kg:Nothing }")
    assert result.exit_code == 0


def test_the_list_names_every_query_and_parameter() -> None:
    result = CliRunner().invoke(main, ["query", "--list"])
    assert result.exit_code == 0
    for name, query in named_queries().items():
        assert f"{name}: {query.title}" in result.stdout
        assert all(parameter.meaning in result.stdout for parameter in query.parameters.values())


@pytest.mark.parametrize(
    ("args", "stdin", "words"),
    [
        (["no-such-query"], None, "no-such-query"),
        (["no/such/file.rq"], None, "no/such/file.rq"),
        (["-"], "SELECT ?x WHERE {", "SPARQL"),
        (["-"], "SELECT * WHERE { SERVICE <https://example.org/> { ?s ?p ?o } }", "SERVICE"),
        (["by-actor"], None, "actor"),
        (["by-actor", "--param", "actor"], None, "NAME=VALUE"),
        (["by-actor", "--param", "actor=x", "--param", "other=y"], None, "other"),
        (["by-actor", "--actor", "x", "--since", "hier"], None, "since: 'hier' is no date; write YYYY"),
        (["by-month", "--since", "2021"], None, "no parameter 'since'; it has: actor, outlet"),
        (["silence", "--months", "x"], None, "months: 'x' is no whole number"),
        (["-", "--param", "a b=c"], COUNT, "no variable can be called so"),
        (["-", "--actor", "x"], COUNT, "name ?actor there"),
        ([], None, "Missing argument"),
    ],
)
def test_what_cannot_be_answered_is_one_line_and_exit_2(
    out: Path, args: list[str], stdin: str | None, words: str
) -> None:
    result = ask(out, *args, stdin=stdin)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("kg: ")
    assert result.stderr.count("\n") == 1
    assert words in result.stderr


def test_a_query_that_is_no_utf8(out: Path, tmp_path: Path) -> None:
    (tmp_path / "latin.rq").write_bytes("# été\n".encode("latin-1") + COUNT.encode())
    result = ask(out, str(tmp_path / "latin.rq"))
    assert result.exit_code == 2
    assert "latin.rq: is not UTF-8" in result.stderr


def test_a_folder_without_a_result(tmp_path: Path) -> None:
    result = ask(tmp_path, "who-said-what")
    assert result.exit_code == 2
    assert "graph.ttl" in result.stderr
    assert "kg build" in result.stderr


def test_a_query_that_takes_too_long(out: Path) -> None:
    quick = ask(out, "-", "--timeout", "20", "--format", "csv", stdin=COUNT)
    assert (quick.exit_code, quick.output) == (0, ask(out, "-", "--format", "csv", stdin=COUNT).output)
    named = ask(out, "by-actor", "--actor", "Lefort", "--timeout", "20")
    assert (named.exit_code, named.output) == (0, ask(out, "by-actor", "--actor", "Lefort").output)
    endless = " . ".join(f"?a{n} ?b{n} ?c{n}" for n in range(9))
    late = ask(out, "-", "--timeout", "0.2", stdin=f"SELECT (COUNT(*) AS ?n) {{ {endless} }}")
    assert late.exit_code == 2
    assert "longer than 0.2 seconds" in late.output
