"""A made-up world of known actors and the records that an extractor would make of articles about them.

Names, spellings and roles come from `bench.actors_lists`, not from the tables of the linker: Slavic
names are written in Cyrillic there and spelt as French, English or German papers do.
All rates are in `RATES`, those of damaged names in `DAMAGE` (`make` takes a factor for them); the same
seed gives the same world.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from bench.actors_lists import (
    ARABIC,
    ARABIC_ENDS,
    ARABIC_SURNAMES,
    BODIES,
    ENGLISH,
    ENGLISH_ENDS,
    ENGLISH_PARTS,
    ENGLISH_SURNAMES,
    FEMININE,
    FRENCH,
    FRENCH_SURNAMES,
    PORTFOLIOS,
    ROLES,
    SLAVIC,
    SLAVIC_STEMS,
    SLAVIC_SURNAMES,
    SPELLING,
    STATES,
    TOWNS,
)
from kg.ids import digest, slug
from kg.records import Actor, Document, Role

DAMAGE = {  # of the mentions of a person, one a document
    "case, accents, hyphens": 0.04,
    "initial": 0.02,
    "surname with role": 0.04,
    "surname alone": 0.015,
    "typo": 0.01,
    "second name": 0.015,  # of those who have one: one in ten
    "reordered": 0.005,
}
RATES = {
    "homonyms": 0.04,  # persons who have the full name of somebody else
    "foreign spelling": 0.30,  # of a Slavic or Arabic name, as English or German papers have it
    "two roles": 0.30,
    "second role in another field": 0.20,
    "role shown": 0.60,
    "role of somebody else": 0.01,
    "role worded otherwise": 0.35,  # shorter, or by another noun
    "gender known": 0.80,
    "gender wrong": 0.01,
    "acronym alone, of organisations": 0.50,
    "acronym defined, of organisations": 0.25,
    "acronym of two organisations": 0.03,
}


@dataclass(frozen=True, slots=True)
class Being:
    """An actor of the world: the same name in several spellings, roles with their years, how often met."""

    id: int
    kind: str
    gender: str | None
    spellings: tuple[tuple[str, str], ...]  # (given, surname), the French one first
    second: str | None = None
    state: str = "fr"
    roles: tuple[tuple[str, str], ...] = ()  # (as it is called, otherwise)
    acronym: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """What one article shows: the record of an extractor, and who it truly is, in which form."""

    document: str
    actor: Actor
    truth: int
    form: str


@dataclass(frozen=True, slots=True)
class World:
    documents: list[Document]
    shown: list[Shown]


def make(documents: int, actors: int, seed: int = 7, damage: float = 1.0) -> World:
    """A world with so many articles and actors (nineteen persons to one organisation).

    ``damage`` multiplies the rates of `DAMAGE`.
    """
    random = Random(seed)
    bodies: dict[str, Being] = {}
    while len(bodies) < actors // 20:  # no two of one name
        being = _body(random, len(bodies))
        bodies.setdefault(being.spellings[0][0], being)
    persons = [_person(random, len(bodies) + number) for number in range(actors - len(bodies))]
    for k in random.sample(range(len(persons)), int(RATES["homonyms"] * len(persons) / 2)):
        twin, own = persons[random.randrange(len(persons))], persons[k]
        if twin.gender == own.gender or twin.spellings[0][0] == "Dominique":
            persons[k] = Being(
                own.id, "person", own.gender, twin.spellings, own.second, twin.state, own.roles
            )
    stories = [_story(random, persons, list(bodies.values())) for _ in range(max(10, actors // 8))]
    world = World([], [])
    for number in range(documents):
        cast, first, last = random.choice(stories)
        day = first + timedelta(days=random.randrange((last - first).days + 1))
        identifier = digest("world", str(seed), str(number))
        world.documents.append(
            Document(
                id=identifier,
                name=f"{number:05}.txt",
                text="",
                sha256="",
                source_path="",
                published=day.isoformat(),
            )
        )
        met = _some(random, cast)
        world.shown.extend(_articles_view(random, identifier, met, damage))
    return world


def _some(random: Random, cast: list[Being]) -> list[Being]:
    """Who of a story is in one article: the first of its cast more often."""
    size = min(len(cast), random.randint(3, 8))
    weights = [1 / (k + 1) ** 0.7 for k in range(len(cast))]
    return list(dict.fromkeys(random.choices(cast, weights, k=size)))


def _story(random: Random, persons: list[Being], bodies: list[Being]) -> tuple[list[Being], date, date]:
    """A cast around a few people met everywhere, over some months or years."""
    known = [persons[(int(random.paretovariate(0.3)) - 1) % len(persons)] for _ in range(3)]
    cast = [
        *known,
        *random.sample(persons, random.randint(6, 22)),
        *random.sample(bodies, min(3, len(bodies))),
    ]
    first = date(2014, 1, 1) + timedelta(days=random.randrange(3300))
    random.shuffle(cast)
    return list(dict.fromkeys(cast)), first, first + timedelta(days=random.choice((20, 90, 400)))


def _person(random: Random, number: int) -> Being:
    gender = random.choices("mf", (0.62, 0.38))[0]
    state = random.choices(("fr", "us", "gb", "ru", "ua", "eg"), (0.48, 0.1, 0.06, 0.17, 0.08, 0.11))[0]
    if state in {"ru", "ua"}:
        given, surname = random.choice(SLAVIC[gender]), random.choice(SLAVIC_SURNAMES)
        if random.random() < 0.7:
            surname = random.choice(SLAVIC_STEMS) + random.choice(("ов", "ин", "енко", "ский", "чук", "ев"))
        if gender == "f" and surname.endswith(("ов", "ев", "ёв", "ин")):
            surname += "а"
        elif (gender == "f" and surname.endswith("ий")) or (gender == "f" and surname.endswith("ый")):
            surname = surname[:-2] + "ая"
        spellings = tuple((spell(given, way), spell(surname, way)) for way in ("fr", "en", "de"))
    elif state == "eg":
        givens, surnames = random.choice(ARABIC[gender]).split(), random.choice(ARABIC_SURNAMES).split()
        if random.random() < 0.8:
            surnames = _invented_arabic(random)
        spellings = tuple((g, s.replace("_", " ")) for g in givens for s in surnames)
    else:
        given_names, surnames = (FRENCH, FRENCH_SURNAMES) if state == "fr" else (ENGLISH, ENGLISH_SURNAMES)
        surname = random.choice(surnames)
        if random.random() < 0.7:  # rarer names than the list has
            surname = (
                _invented(random)
                if state == "fr"
                else random.choice(ENGLISH_PARTS) + random.choice(ENGLISH_ENDS)
            )
        spellings = ((random.choice(given_names[gender]), surname.replace("_", " ")),)
    second = (
        random.choice(FRENCH[gender] if state == "fr" else ENGLISH[gender]) if random.random() < 0.1 else None
    )
    roles = _career(random, state, gender)
    return Being(number, "person", gender, spellings, second, state, roles)


def _invented(random: Random) -> str:
    parts = ("bar", "cor", "del", "fal", "gas", "jou", "lan", "mar", "nov", "per", "ran", "sal", "tou", "vau")
    ends = (
        "bert",
        "ceau",
        "din",
        "dier",
        "gnac",
        "let",
        "mont",
        "nard",
        "quet",
        "rand",
        "rol",
        "sier",
        "ville",
    )
    return (random.choice(parts) + random.choice(("", "a", "e", "i", "o")) + random.choice(ends)).title()


def _invented_arabic(random: Random) -> list[str]:
    """One name as two papers spell it."""
    start = random.choice("Bach Cha Dja Fou Gha Had Kha Lou Mou Nou Ra Sou Tah You Zou".split())
    middle = random.choice(("b", "d", "f", "l", "m", "n", "r", "ss", "z"))
    name = start + middle + random.choice(ARABIC_ENDS)
    other = (
        name.replace("ou", "u").replace("ch", "sh").replace("Ch", "Sh").replace("Dj", "J").replace("ss", "s")
    )
    return [name, other]


def _career(random: Random, state: str, gender: str) -> tuple[tuple[str, str], ...]:
    """One role, or in three of ten two; the second is in another walk of life in one of five."""
    first = random.choice(ROLES)
    if random.random() >= RATES["two roles"]:
        return (_role(random, first, state, gender),)
    elsewhere = random.random() < RATES["second role in another field"]
    others = [role for role in ROLES if (role[2] != first[2]) == elsewhere] or [first]
    return _role(random, first, state, gender), _role(random, random.choice(others), state, gender)


def _role(random: Random, role: tuple[str, str, str], state: str, gender: str) -> tuple[str, str]:
    masculine, feminine, _ = STATES[state]
    usual, otherwise, _ = role
    values = {
        "adj": feminine if gender == "f" else masculine,
        "adm": masculine,
        "town": random.choice(TOWNS),
        "body": random.choice(BODIES),
        "portfolio": random.choice(PORTFOLIOS),
    }
    both = [text.format(**values) for text in (usual, otherwise)]
    if gender == "f":
        for man, woman in FEMININE:
            both = [text.replace(man, woman, 1) if text.startswith(man) else text for text in both]
    return both[0], both[1]


def _body(random: Random, number: int) -> Being:
    heads = (
        "Fédération",
        "Association",
        "Union",
        "Comité",
        "Organisation",
        "Agence",
        "Observatoire",
        "Conseil",
    )
    ofs = (
        "transports",
        "médias",
        "retraites",
        "libertés",
        "frontières",
        "énergies",
        "migrations",
        "semences",
        "hôpitaux",
    )
    ends = ("nationale", "européenne", "internationale", "régionale", "générale")
    kind, middle, end = random.choice(heads), random.choice(ends), random.choice(ofs)
    extra = random.choice(
        ("", " et du climat", " et de la paix", " et des villes", " de Bretagne", " d'Alsace")
    )
    name = f"{kind} {middle} des {end}{extra}"
    letters = "".join(
        w[0] for w in name.replace("d'", "").split() if w not in {"des", "du", "de", "la", "et"}
    )
    acronym = letters.upper().translate(str.maketrans("ÉÈÊ", "EEE"))
    if random.random() >= RATES["acronym of two organisations"]:
        acronym += chr(ord("A") + number % 26) + (chr(ord("A") + number // 26 % 26))
    return Being(number, "organization", None, ((name, ""),), acronym=acronym)


def spell(word: str, way: str) -> str:
    """A Cyrillic word as French, English or German papers write it."""
    letters = "".join(SPELLING[way][letter] for letter in word.lower()).replace("|", "")
    if way == "fr":
        letters = letters.replace("ge", "gue").replace("gi", "gui")
        letters = letters.replace("iï", "i").replace("yï", "y")
        letters = letters + "e" if letters.endswith("in") else letters
    if way == "en":
        letters = letters.replace("iy", "y").replace("yy", "y")
        letters = "ye" + letters[1:] if letters.startswith("e") else letters
    return letters[:1].upper() + letters[1:]


def _articles_view(random: Random, document: str, met: list[Being], damage: float) -> Iterator[Shown]:
    taken: set[str] = set()
    for being in met:
        shown = (
            _shown_body(random, document, being)
            if being.acronym
            else _shown(random, document, being, met, damage)
        )
        if shown.actor.id not in taken:  # two of one name in one article: the extractor sees one
            taken.add(shown.actor.id)
            yield shown


def _shown_body(random: Random, document: str, being: Being) -> Shown:
    name, draw = being.spellings[0][0], random.random()
    acronym = being.acronym or ""
    if draw < RATES["acronym alone, of organisations"]:
        return Shown(
            document, Actor(id=slug(acronym), name=acronym, kind="organization"), being.id, "acronym"
        )
    defined = draw < RATES["acronym alone, of organisations"] + RATES["acronym defined, of organisations"]
    aliases = (acronym, "l'organisation") if defined else ()
    actor = Actor(id=slug(name), name=name, kind="organization", aliases=aliases)
    return Shown(document, actor, being.id, "acronym defined" if defined else "body's name")


def _shown(random: Random, document: str, being: Being, met: list[Being], damage: float) -> Shown:
    way = 0
    if len(being.spellings) > 1 and random.random() < RATES["foreign spelling"]:
        way = random.randrange(1, len(being.spellings))
    given, surname = being.spellings[way]
    forms = tuple(DAMAGE)
    weights = [min(0.12, DAMAGE[form] * damage) for form in forms]
    form = random.choices((*forms, "spelling" if way else "full name"), (*weights, 1 - sum(weights)))[0]
    if form == "second name" and being.second is None:
        form = "full name"
    name = _formed(random, form, given, surname, being.second)
    shows_role = form == "surname with role" or (
        form != "surname alone" and random.random() < RATES["role shown"]
    )
    roles = (_role_shown(random, being, met),) if shows_role else ()
    gender = being.gender if random.random() < RATES["gender known"] else None
    if gender and random.random() < RATES["gender wrong"]:
        gender = "f" if gender == "m" else "m"
    local = form in {"surname with role", "surname alone"}
    identifier = f"{slug(name)}-{document}" if local else slug(name)
    return Shown(
        document, Actor(id=identifier, name=name, kind="person", gender=gender, roles=roles), being.id, form
    )


def _role_shown(random: Random, being: Being, met: list[Being]) -> Role:
    if random.random() < RATES["role of somebody else"]:
        being = random.choice([other for other in met if other.roles] or [being])
    usual, otherwise = random.choice(being.roles)
    label = otherwise if random.random() < RATES["role worded otherwise"] else usual
    return Role(label=label.replace("Affaires", "affaires") if random.random() < 0.3 else label)


def _formed(random: Random, form: str, given: str, surname: str, second: str | None) -> str:
    if form == "case, accents, hyphens":
        return random.choice(
            (
                f"{given} {surname.upper()}",
                f"{given.replace('-', ' ')} {surname}",
                slug(f"{given} {surname}").replace("-", " ").title(),
            )
        )
    if form == "initial":
        return f"{'-'.join(f'{half[0]}.' for half in given.split('-'))} {surname}"
    if form in {"surname with role", "surname alone"}:
        return surname
    if form == "typo":
        return (
            f"{slip(random, given)} {surname}"
            if random.random() < 0.3
            else f"{given} {slip(random, surname)}"
        )
    if form == "second name":
        return f"{given} {second} {surname}"
    return f"{surname} {given}" if form == "reordered" else f"{given} {surname}"


def slip(random: Random, word: str) -> str:
    """A word with one letter lost, doubled, changed or swapped, not its first."""
    if len(word) < 4:
        return word
    k = random.randrange(1, len(word) - 1)
    return random.choice(
        (
            word[:k] + word[k + 1 :],
            word[:k] + word[k] + word[k:],
            word[:k] + random.choice("aeiorstln") + word[k + 1 :],
            word[:k] + word[k + 1] + word[k] + word[k + 2 :],
        )
    )
