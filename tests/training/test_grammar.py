"""The shipped grammar is whole: every name it uses exists."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.errors import DataInvalid
from kg.training.grammar import DATA, load_grammar

FROM_TREEBANK = {"clause", "name", "noun.s", "noun.p", "surname"}
BY_NUMBER = {"speaker", "verb"}


def test_every_symbol_and_list_is_defined() -> None:
    grammar = load_grammar()
    defined = set(grammar.rules) | FROM_TREEBANK | BY_NUMBER
    for rules in grammar.rules.values():
        for weight, items in rules:
            assert weight > 0
            for item in items:
                assert item.symbol is None or item.symbol in defined, item
                assert item.words is None or grammar.words[item.words], item
                assert item.head is None or 0 <= item.head < len(items), item
                assert item.pos or item.symbol, item


def test_nothing_hangs_on_what_may_be_absent() -> None:
    for rules in load_grammar().rules.values():
        for _, items in rules:
            assert all(item.head is None or items[item.head].chance == 1 for item in items)


@pytest.mark.parametrize(
    "line", ["sentence\t1\t<clause>", "sentence\t1\tun/DET/2/det deux/NUM/1/x", "sentence\t1"]
)
def test_a_bad_rule_is_named(tmp_path: Path, line: str) -> None:
    for path in DATA.iterdir():
        shutil.copy(path, tmp_path)
    (tmp_path / "speech.grammar").write_text(line + "\n", encoding="utf-8")
    with pytest.raises(DataInvalid, match=r"speech\.grammar:1"):
        load_grammar(tmp_path)
