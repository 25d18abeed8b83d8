"""Small questions about tokens that every rule asks."""

from __future__ import annotations

from spacy.tokens import Doc, Token

AVOIR = frozenset(
    "ai as a avons avez ont avais avait avions aviez avaient aurai auras aura aurons aurez auront aurais"
    " aurait aurions auriez auraient ayant avoir eut eurent eût eu ait aient aie".split()
)
ETRE = frozenset(
    "suis es est sommes êtes sont étais était étions étiez étaient serai seras sera serons serez seront"
    " serais serait serions seriez seraient étant être fut furent fût été soit soient".split()
)
AUXILIARIES = AVOIR | ETRE
CLITICS = frozenset("se s' me m' te t' nous vous le la l' les lui leur en y".split())
REFLEXIVES = frozenset("se s' me m' nous vous".split())
NEGATIONS = frozenset({"ne", "n'"})
NEGATORS = frozenset("pas jamais point guère plus rien nullement aucunement".split())
INVERTED = frozenset(
    "-il -elle -on -ils -elles -je -nous -vous -tu -t-il -t-elle -t-on -t-ils -t-elles t-il t-elle"
    " t-on".split()
)
PRONOUNS = frozenset("il elle ils elles on je j' nous celui-ci celle-ci ceux-ci celles-ci".split())
SENTENCE_FINAL = frozenset({".", "?", "!", "…", "...", "?!", "!?", "!!"})
DASHES = frozenset({"–", "—", "-", "--"})


def low(token: Token) -> str:
    """The token in lower case with a straight apostrophe."""
    return str(token.text.lower().replace("’", "'"))


def bare_pronoun(token: Token) -> str:
    """An inverted pronoun without its hyphens: "-t-il" → "il"."""
    word = low(token)
    return word.removeprefix("-").removeprefix("t-") if word in INVERTED else word.removeprefix("-")


def compound(token: Token) -> str:
    """The hyphenated word that a token is part of, in lower case: "porte", "-", "parole" → "porte-parole"."""
    doc, first, last = token.doc, token.i, token.i
    while (
        first > 0
        and not doc[first - 1].whitespace_
        and (doc[first - 1].text == "-" or doc[first].text == "-")
    ):
        first -= 1
    while (
        last + 1 < len(doc)
        and not doc[last].whitespace_
        and (doc[last + 1].text == "-" or doc[last].text == "-")
    ):
        last += 1
    return "".join(low(doc[k]) for k in range(first, last + 1)).strip("-")


def is_word(token: Token) -> bool:
    """Has it a letter or a digit?"""
    return any(char.isalnum() for char in token.text)


def is_capitalised(token: Token) -> bool:
    """Does its first character stand in upper case?"""
    return bool(token.text[:1].isupper())


def is_finite(token: Token) -> bool:
    """Is it a finite verb form?"""
    return "Fin" in token.morph.get("VerbForm", [])


def char_start(doc: Doc, i: int) -> int:
    """Code-point offset of the first character of a token."""
    return int(doc[i].idx)


def char_end(doc: Doc, i: int) -> int:
    """Code-point offset past the last character of the token before ``i``."""
    return int(doc[i - 1].idx + len(doc[i - 1].text))
