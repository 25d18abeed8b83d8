"""Write kg/lexicon/fr/verb_forms.tsv anew: the irregular forms of every verb of the cue tables.

The forms come from the French dictionary of spacy-lookups-data (MIT licence), which the extra
"train" installs. Run it after a verb that is not a regular one in -er has been added:

    python bench/verb_forms.py           write the table
    python bench/verb_forms.py --check   exit with 1 where the table is not what would be written
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from spacy.lookups import load_lookups

from kg.lexicon.conjugate import first_group
from kg.lexicon.cues import cue_nouns, cue_verbs
from kg.lexicon.table import tokenised
from kg.resources import lexicon_dir

HEADER = (
    "# Forms of the verbs of cues.tsv and nouns.tsv that are no regular forms in -er. Written by\n"
    "# bench/verb_forms.py from spacy-lookups-data (MIT licence); see docs/lexicon.md.\n"
    "lemma\tforms\n"
)
FEWEST = 20  # a verb of which the dictionary knows fewer forms is likely misspelled, or not in it
MODELS: Mapping[str, str] = {
    "contredire": "prédire",
    "convenir": "revenir",
    "médire": "prédire",
    "redire": "dire",
}
"""Verbs of which the dictionary lacks forms, and the verb that they are conjugated like."""


def main() -> int:
    """Write or check the table; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; is the table current?")
    check: bool = parser.parse_args().check
    folder = lexicon_dir()
    text, poor = table(folder, dictionary())
    for verb in poor:
        print(f"{verb}: hardly in the dictionary; check the spelling or name a model", file=sys.stderr)
    path = folder / "verb_forms.tsv"
    if check:
        return int(bool(poor) or path.read_text(encoding="utf-8") != text)
    path.write_text(text, encoding="utf-8")
    return int(bool(poor))


def dictionary() -> dict[str, set[str]]:
    """The inflected forms of every verb of the dictionary, by lemma."""
    tables = load_lookups("fr", ["lemma_exc"]).get_table("lemma_exc")
    forms: dict[str, set[str]] = defaultdict(set)
    for part in ("verb", "aux"):
        for form, lemmas in tables[part].items():
            for lemma in lemmas:
                forms[lemma].add(form)
    return forms


def table(folder: Path, forms: Mapping[str, set[str]]) -> tuple[str, list[str]]:
    """The table as it should stand, and the verbs of which too little is known."""
    lines, poor = [HEADER], []
    for verb in sorted(set(verbs(folder))):
        found = (forms.get(verb, set()) | like(verb, forms)) - first_group(verb) - {verb}
        if found:
            lines.append(f"{verb}\t{' '.join(sorted(found))}\n")
        if not verb.endswith("er") and len(found) < FEWEST:
            poor.append(verb)
    return "".join(lines), poor


def verbs(folder: Path) -> Iterator[str]:
    """The inflecting part of every cue verb and support verb."""
    for cue in cue_verbs(folder / "cues.tsv"):
        yield cue.verb
    for noun in cue_nouns(folder / "nouns.tsv"):
        yield from (tokenised(lemma)[0] for lemma in noun.support)


def like(verb: str, forms: Mapping[str, set[str]]) -> set[str]:
    """The forms of a verb made from those of its model: prédit → contredit."""
    model = MODELS.get(verb)
    if model is None:
        return set()
    shared = next(n for n in range(len(model)) if verb.endswith(model[n:]))
    return {
        verb[: len(verb) - len(model) + shared] + form[shared:]
        for form in forms.get(model, set())
        if form.startswith(model[:shared])
    }


if __name__ == "__main__":
    sys.exit(main())
