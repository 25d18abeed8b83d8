"""Lemma tables for spaCy's French rule lemmatizer, from treebank and dictionary.

An edit-tree lemmatizer invents verbs ("permettrer", "vienner") for forms it never saw; a table does
not. What the treebanks say of a form and part of speech comes first, then the dictionary of
spacy-lookups-data (MIT), then endings. The tables travel in the model: no package is needed to
use them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from spacy.lookups import Lookups, load_lookups

from kg.errors import DataInvalid
from kg.training.harvest import habits
from kg.training.tree import Node

_INFINITIVE = ("er", "ir", "re", "ïr")
_OPEN = ("noun", "verb", "adj", "adv", "aux")
_CLOSED = ("det", "pron", "adp", "sconj", "cconj")
_FIRST_GROUP = """
    eraient erions eriez erais erait erons eront erez erai eras era aient èrent assent asses asse ions iez
    ais ait ant âmes âtes ées ons ent és ée ez es ai as ât é e a
"""
_SECOND_GROUP = "issaient issait issant issent issons issez iront irait ira issais ies it is ie i"
_PLURAL = "s: eaux:eau aux:al x:"
_FEMININE = (
    "ères:er ère:er elles:el elle:el ennes:en enne:en ives:if ive:if euses:eux euse:eux euses:eur euse:eur "
    "trices:teur trice:teur ettes:et ette:et ètes:et ète:et es: e: ques:c que:c ches:c che:c sses:s sse:s "
    "onnes:on onne:on"
)

Exceptions = dict[str, dict[str, list[str]]]


def lemma_tables(sentences: Iterable[Sequence[Node]]) -> Lookups:
    """The four tables that the French rule lemmatizer wants.

    It takes a form of the index for its own lemma, else an exception's lemma, else the first rule
    whose result is in the index, else the first rule. Raises DataInvalid where spacy-lookups-data is
    not installed.
    """
    dictionary = _dictionary()
    exceptions = _exceptions(sentences, dictionary["lemma_exc"])
    index = _index(dictionary["lemma_index"], exceptions)
    rules = _rules()
    for pos, forms in exceptions.items():
        own = index.get(pos, {})
        exceptions[pos] = {
            form: lemmas
            for form, lemmas in sorted(forms.items())
            if form not in own and _by_rule(form, rules.get(pos, []), own) != lemmas[0]
        }
    tables = Lookups()
    tables.add_table("lemma_exc", exceptions)
    tables.add_table("lemma_index", index)
    tables.add_table("lemma_rules", rules)
    tables.add_table("lemma_lookup", {})
    return tables


def _dictionary() -> dict[str, Mapping[str, Any]]:
    names = ["lemma_exc", "lemma_index"]
    try:
        found = load_lookups("fr", names)
    except ValueError:
        raise DataInvalid(
            "the French dictionary is not installed; type: pip install 'newskg[train]'"
        ) from None
    return {name: found.get_table(name) for name in names}


def _exceptions(sentences: Iterable[Sequence[Node]], dictionary: Mapping[str, Any]) -> Exceptions:
    """Part of speech → lower-case form → its one lemma; the treebanks overrule the dictionary."""
    exceptions: Exceptions = {pos: {} for pos in (*_OPEN, *_CLOSED)}
    for pos in _OPEN:
        for form, lemmas in dictionary.get(pos, {}).items():
            plausible = lemmas[0] != form and (pos != "verb" or lemmas[0].endswith(_INFINITIVE))
            if plausible:
                exceptions[pos][form] = [lemmas[0]]
    causative = {form: lemmas for form, lemmas in exceptions["verb"].items() if lemmas == ["faire"]}
    exceptions["aux"] = causative | exceptions["aux"]
    for (form, pos), (lemma, _) in habits(sentences).items():
        if pos.lower() in exceptions:
            exceptions[pos.lower()][form] = [lemma.replace("’", "'")]
    for forms in exceptions.values():
        for form in [form for form in forms if "'" in form]:
            forms[form.replace("'", "’")] = forms[form]
    return exceptions


def _index(dictionary: Mapping[str, Any], exceptions: Exceptions) -> dict[str, dict[str, int]]:
    """Part of speech → forms that are their own lemma: infinitives, singular nouns, masculine adjectives."""
    index: dict[str, dict[str, int]] = {}
    for pos in ("verb", "noun", "adj"):
        own = set(dictionary[pos]) | {lemmas[0] for lemmas in exceptions[pos].values()}
        if pos == "verb":
            own = {word for word in own if word.endswith(_INFINITIVE)}
        else:
            own = {word for word in own if not (word.endswith("s") and word[:-1] in own)}
        kept = (word for word in own if exceptions[pos].get(word, [word]) == [word] and word.islower())
        index[pos] = dict.fromkeys(sorted(kept), 1)
    return index


def _rules() -> dict[str, list[list[str]]]:
    """Endings for forms in no table, the likelier first."""
    endings = sorted(_FIRST_GROUP.split(), key=lambda one: (-len(one), one))
    verbs = [["ç" + ending, "cer"] for ending in endings if ending[0] in "aâo"]
    verbs += [["ge" + ending, "ger"] for ending in endings if ending[0] in "aâo"]
    verbs += [[ending, "er"] for ending in endings]
    verbs += [[ending, "ir"] for ending in _SECOND_GROUP.split()]
    plural = [rule.split(":") for rule in _PLURAL.split()]
    feminine = [rule.split(":") for rule in _FEMININE.split()]
    return {"verb": verbs, "noun": plural, "adj": [*plural, *feminine]}


def _by_rule(form: str, rules: Iterable[Sequence[str]], index: Mapping[str, int]) -> str:
    """What the lemmatizer makes of a form without an exception; such exceptions need no place."""
    candidates = [form.removesuffix(old) + new for old, new in rules if form.endswith(old) and form != old]
    known = [candidate for candidate in candidates if candidate in index or not candidate.isalpha()]
    return (known or candidates or [form])[0]
