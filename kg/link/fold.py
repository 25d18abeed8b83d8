"""Words of names in one spelling: without accents, and whatever the way they were transliterated.

`plain` loses case, accents and marks only. `fold` also joins what French, English and German papers
write for one Cyrillic or Arabic letter ("Riabkov", "Ryabkov", "Rjabkow"), and is so coarse that equal
folds of names that do not look transliterated (`is_foreign`) prove nothing.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "ı": "i", "đ": "d", "ð": "d", "þ": "th"}
    | {"č": "ch", "š": "sh", "ž": "zh", "ć": "c", "’": "", "'": "", "ʼ": "", "ʹ": "", "`": ""}
)  # fmt: skip
_NOT_LETTER = re.compile(r"[^a-z0-9]+")

# In this order: longer spellings of a letter before shorter ones. Capitals are classes of letters.
_RULES = tuple(
    (re.compile(pattern), letters)
    for pattern, letters in (
        (r"shch|chtch|schtsch|stch|tsch|tch|sch|sh|ch|cz|sz", "C"),  # French ch is English sh
        (r"tC", "C"),
        (r"x", "ks"),
        (r"zh|dzh|dj|dsch", "J"),
        (r"j$|(?<=[^aeiouy])j|j(?=a$)", "i"),  # German and Serbian j: Sergej, Rjabkow, -skaja
        (r"j", "J"),  # French j: Joukov, Prigojine
        (r"ff$|f$|w", "v"),  # Smirnoff, Lawrow
        (r"ph|ff", "f"),
        (r"kh", "h"),  # Zakharova, Zaharova
        (r"gu(?=[eiy])", "g"),  # Sergueï, Evgueni
        (r"dh", "d"),
        (r"th", "t"),
        (r"gh", "g"),
        (r"q|ck|c(?![eiyhC])", "k"),
        (r"ou|oo", "u"),
        (r"z", "s"),  # Zavadski, Sawadskij
        (r"^(?:ye|ie)", "e"),  # Evgueni, Yevgeny
        (r"y", "i"),
        (r"([a-zCJ])\1+", r"\1"),
        (r"(?<=[aeou])i(?=[aeou])", ""),  # Dudayev, Doudaev
        (r"(?<=[^aeiou])i[eo](?=v)|(?<=[^aeiou])ie|(?<=C)o(?=va?$)", "e"),  # Medvediev, Solovyov, Gorbachov
        (r"(?<=[aeiou])h$", ""),
        (r"(?<=..)e$", ""),  # Poutine, Putin
        (r"([a-zCJ])\1+", r"\1"),
    )
)

# First names of several languages or spellings for one person, folded by the rules above.
_GIVEN = """
vladimir volodimir|sergei sergi serhi|aleksandr aleksandre aleksander oleksandr alexandre
nikolai mikola mikolai|dmitri dimitri dmitro|mihail mihailo mihael|andrei andri andrii andrej
evgeni evgen ievgen|aleksei oleksi oleksii alexei|piotr petro petr|pavel pavlo|iuri iurii juri
vasili vasil vasyl|konstantin kostiantin|grigori hrihori hrigori|fiodor fedor|ilia ilja|igor ihor
oleg oleh|olga olha|elena olena|tatiana tetiana|natalia natalja|maria mariia marija|anastasia anastasiia
ksenia kseniia|lev lef|mohamed muhamad mohamad muhamed mohamet|ahmed ahmad|husein husain hosein husien
hasan hasane|mahmud mahmoud|ali aly|iusuf iusef iosef iusof iosif|ismail esmail ismael|omar umar
osama usama|halid haled|mustafa mostafa|salah saleh salih|abdelah abdulah abdala
abderahman abdulrahman abdurahman|iasir iaser iasin|said saed|karim kerim|selim salim
ibrahim ebrahim|naser nasir|leila laila|aiCa aiesa|fatima fatma|hadiJa hadiga|tarek tarik|ualid valid
baCar baCir|raCid raCed|hafes hafed|iasmin iasmina|abas abes|samir samer
siad ziad|anuar anvar|munir monir|nabil nabel
""".replace("\n", "|")
_MARKED = re.compile(
    r"(?:[oe]v|[oe]va|[oe]f|sk|ski|skai|skaia|ski?i|enk|enko|Cuk|uk|viC|vic|dse|ds|Cvili|Cvil|ian|[oe]viC|oglu|sad|sade)$"
)
_PARTICLE = re.compile(r"^(?:al|el|abd|abu|ben|bin|ibn)$")


@lru_cache(maxsize=100_000)
def plain(word: str) -> str:
    """The word in lower-case ASCII letters and digits; "" where nothing is left of it."""
    lowered = unicodedata.normalize("NFC", word).lower().translate(_LETTERS)
    decomposed = unicodedata.normalize("NFKD", lowered)
    letters = "".join(char for char in decomposed if not unicodedata.combining(char))
    ascii_only = _NOT_LETTER.sub("", letters)
    # another script: kept as it is, so that two such names differ
    return ascii_only or re.sub(r"[\W_]+", "", letters)


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """A plain word in one spelling for all transliterations."""
    for pattern, letters in _RULES:
        word = pattern.sub(letters, word)
    return word


def _groups() -> dict[str, str]:
    found: dict[str, str] = {}
    for group in filter(None, _GIVEN.split("|")):
        folded = [fold(word) for word in group.split()]
        for word in folded:
            found.setdefault(word, folded[0])
    return found


_GROUP_OF = _groups()


def given_group(folded: str) -> str:
    """One spelling for a first name and its forms in sister languages: volodimir → vladimir."""
    return _GROUP_OF.get(folded, folded)


def is_foreign(words: tuple[str, ...]) -> bool:
    """Do plain words of a name look transliterated: a Slavic or Caucasian ending, an Arabic particle?"""
    return any(
        _PARTICLE.match(word) or _MARKED.search(fold(word)) or fold(word) in _GROUP_OF for word in words
    )
