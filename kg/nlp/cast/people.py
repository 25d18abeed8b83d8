"""The persons a document names: full names, the surnames and initials that stand for them, their roles.

Everything here is local to one document; joining documents is the link stage's work.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Set
from datetime import date
from difflib import SequenceMatcher

from spacy.tokens import Span

from kg.lexicon.load import Lexicon
from kg.nlp.cast.acronyms import long_forms
from kg.nlp.cast.days import Days, held
from kg.nlp.cast.entities import Entities, Entity, ShownRole, mention_at
from kg.nlp.cast.names import name_spans
from kg.nlp.cast.nouns import kind_of_noun
from kg.nlp.cast.roles import age_noun, shown_roles
from kg.nlp.cast.spot import Spotted
from kg.nlp.cast.titles import is_titled
from kg.nlp.page import Page
from kg.records import Actor
from kg.register.load import Register
from kg.register.names import key, title_gender, without_title

Key = tuple[str, ...]
_SLIP = 0.85  # likeness (Ratcliff and Obershelp) from which two words are one misspelt


def add_people(
    entities: Entities, page: Page, register: Register, spotted: list[Spotted], days: Days
) -> None:
    """Put the persons of a page into its entities, each under every form of its name.

    ``days`` are the first and last day on which the article may have appeared, None where unknown.
    """
    bodies = [one.span for one in spotted if one.actor.kind != "person"]
    bodies += [s for s in long_forms(page.doc).values() if kind_of_noun(s[0], page.lexicon) is not None]
    known = [one.span for one in spotted if one.actor.kind == "person"]
    names = {key(span.text) for span in known}
    spans = name_spans(page.doc, page.lexicon, bodies, names, register.metonyms.keys())
    taken = {i for span in spans for i in range(span.start, span.end)}
    spans += [span for span in known if not any(i in taken for i in range(span.start, span.end))]
    spans.sort(key=lambda span: span.start)
    full, text = _full_names(spans), entity_words(page)
    for span in spans:
        in_office = _is_in_office(span, register, days, text)
        name = _resolved(span, full, entities, in_office=in_office)
        entity = entities.named(name) or entities.add(_person(name, register, days, text))
        mention = mention_at(page.doc, span.start, span.end, page.inside)
        entities.mention(entity, mention, clean_name(span))
        entities.by_key.setdefault(key(clean_name(span)), entity)
        _learn(entity, span, page.lexicon)
    for entity in entities.items:
        take_known_surname(entity, page, register, days)
        for end in endings(entity.name):
            entities.by_key.setdefault(end, entity)
        initials = "".join(word[0] for word in key(entity.name))
        if len(initials) == 3:
            entities.by_key.setdefault((initials,), entity)


def clean_name(span: Span) -> str:
    """The name without titles, line breaks and trailing marks."""
    return without_title(" ".join(span.text.split())).strip(" ,.;:«»\"'’")


def _person(name: str, register: Register, days: Days, text: Set[str]) -> Entity:
    known = register.named(name)
    if known is not None and known.kind == "person":
        entity = Entity(name=known.name, kind="person", known=known, gender=known.gender)
        learn_roles(entity, register, days, text)
        return entity
    return Entity(name=name, kind="person", local=len(key(name)) < 2)


def learn_roles(entity: Entity, register: Register, days: Days, text: Set[str]) -> None:
    """What a person of the register may be called by the roles held: their nouns, bodies and states.

    ``text`` has the folded words of the article.
    """
    if entity.known is None:
        return
    roles = [role for role in entity.known.roles if held(role, days)]
    if days is None:  # the last office, and those that the article speaks of
        latest = max((role.start or date.min for role in roles), default=date.min)
        roles = [r for r in roles if (r.start or date.min) == latest or set(key(r.label)) <= text]
    for role in roles:
        words = key(role.label)
        entity.nouns.update(words[:1] if words[:1] != ("premier",) else ("premier", "ministre"))
        entity.words.update(words[1:])
        for body in with_wholes(role.organization, register):
            acronyms = {alias.lower() for alias in body.aliases if alias.isupper() and alias.isalpha()}
            entity.words.update(key(body.name), acronyms, register.adjectives_of.get(body.id, ()))


def with_wholes(identifier: str | None, register: Register) -> list[Actor]:
    """A body, and those it is part of up to its state, the nearest first."""
    found: dict[str, Actor] = {}
    pending = [identifier] if identifier else []
    while pending and len(found) < 8:
        one = register.actors.get(pending.pop(0))
        if one is not None and one.id not in found:
            found[one.id] = one
            pending += () if one.kind == "state" else one.member_of
    return list(found.values())


def _learn(entity: Entity, span: Span, lexicon: Lexicon) -> None:
    """What stands beside a name: a title, a first name, roles."""
    doc = span.doc
    titled = title_gender(doc[span.start - 1].text) if span.start else None
    entity.gender = entity.gender or titled or title_gender(span.text)
    age = age_noun(span)
    if age is not None:
        entity.nouns.add(age)
    for shown in shown_roles(span, lexicon):
        entity.nouns.add(shown.noun)
        entity.words |= shown.words
        entity.gender = entity.gender or shown.gender
        label = shown.label(doc)
        if all(role.label != label for role in entity.shown):
            entity.shown.append(ShownRole(label=label, first=shown.first, last=shown.last, noun=shown.noun))
    entity.gender = entity.gender or _first_name_gender(entity.name, lexicon)


def _full_names(spans: list[Span]) -> dict[Key, list[str]]:
    """Folded end of a name ("Le Pen", "Rey-Lagarde") → the full names of the document that end so."""
    forms: dict[Key, Counter[str]] = defaultdict(Counter)
    for span in spans:
        name = clean_name(span)
        words = key(name)
        if 2 <= len(words) <= 7 and " " in name:
            forms[words][name] += 1
    found: dict[Key, list[str]] = defaultdict(list)
    for words in sorted(forms, key=lambda w: (-len(w), len(w[0]) == 1, -forms[w].total(), w)):
        name = max(forms[words], key=lambda n: (forms[words][n], n))
        for end in endings(name):
            if not any(_same_person(words, key(other)) for other in found[end]):
                found[end].append(name)
    return found


def endings(name: str) -> list[Key]:
    """The folded ends of a full name that may stand for it: all its words but the first, the last ones …"""
    parts = name.split()
    ends = [key(" ".join(parts[k:])) for k in range(1, len(parts))]
    return list(dict.fromkeys(end for end in (*ends, key(name)[-1:]) if end))


def _same_person(words: Key, other: Key) -> bool:
    """The same surname, and first names of which one shortens the other ("V." and "Valentine")."""
    if "".join(words) == "".join(other) or _is_slip(words, other):
        return True
    first, second = words[0], other[0]
    alike = first == second or (min(len(first), len(second)) == 1 and first[0] == second[0])
    return alike and (words[-1] == other[-1] or set(words) <= set(other) or set(other) <= set(words))


def _is_slip(words: Key, other: Key) -> bool:
    """The same words but for a letter or two in one of seven or more ("Attilio", "Attillo")."""
    if len(words) != len(other):
        return False
    unlike = [(a, b) for a, b in zip(words, other, strict=True) if a != b]
    if len(unlike) != 1 or min(map(len, unlike[0])) < 6:
        return False
    return SequenceMatcher(None, *unlike[0]).ratio() >= _SLIP


def _resolved(span: Span, full: dict[Key, list[str]], entities: Entities, *, in_office: bool) -> str:
    """The full name that a mention stands for: of several with its surname the one named last."""
    name = clean_name(span)
    words = key(name)
    fitting = full.get(words, [])
    if not fitting and len(words) > 1:
        ending = full.get(words[-1:], [])
        fitting = [f for f in ending if _same_person(words, key(f))]
        return fitting[0] if fitting else name
    if not fitting:
        if in_office:
            return name
        return _by_first_name(words, full) or _by_initials(name, full) or name
    gender = title_gender(span.doc[span.start - 1].text) if span.start else None
    named = [e for f in fitting if (e := entities.named(f)) is not None]
    named = [e for e in named if gender is None or e.gender in {None, gender}] or named
    if not named:
        return fitting[0]
    return max(named, key=lambda e: e.mentions[-1].first if e.mentions else -1).name


def _is_in_office(span: Span, register: Register, days: Days, text: Set[str]) -> bool:
    """Is a titled surname ("M. Kim") that of somebody in office then, whose state the text names?"""
    if not is_titled(span):
        return False
    gender = title_gender(span.doc[span.start - 1].text) if span.start else None
    bearers = (register.actors[i] for i in register.surnames.get(key(clean_name(span)), ()))
    return any(
        gender in {None, bearer.gender} and set(key(body.name)) <= text
        for bearer in bearers
        for role in bearer.roles
        if held(role, days)
        for body in with_wholes(role.organization, register)
    )


def _by_first_name(words: Key, full: dict[Key, list[str]]) -> str | None:
    """The only full name that begins with this first name, or, after a title, with this family name."""
    found = {name for names in full.values() for name in names if key(name)[:1] == words}
    return next(iter(found)) if len(found) == 1 else None


def _by_initials(name: str, full: dict[Key, list[str]]) -> str | None:
    """The only full name of the document that has these initials ("BHL")."""
    letters = name.lower()
    if not (name.isupper() and 2 <= len(name) <= 4):
        return None
    found = {n for names in full.values() for n in names if "".join(w[0] for w in key(n)) == letters}
    return next(iter(found)) if len(found) == 1 else None


def _first_name_gender(name: str, lexicon: Lexicon) -> str | None:
    """What the first name tells ("Ségolène Royal"), for a name of two words at least."""
    first, _, rest = name.partition(" ")
    if not rest:
        return None
    names = lexicon.first_names
    found = names.get(first.lower()) or names.get(first.lower().split("-")[0])
    return found if found in {"f", "m"} else None


def take_known_surname(entity: Entity, page: Page, register: Register, days: Days) -> None:
    """A surname alone is a person of the register where the document speaks for it.

    News gives no first name only to those whom everybody knows. Of several who bear the name those with
    an office count; then the words beside the name ("le président Obama"), an office held when the
    article appeared, or its body in the text must agree.
    """
    if entity.known is not None or not entity.local or entity.kind != "person":
        return
    bearers = [register.actors[i] for i in register.surnames.get(key(entity.name), ())]
    bearers = [b for b in bearers if not (entity.gender and b.gender and entity.gender != b.gender)]
    offices = [b for b in bearers if b.roles]
    bearers = [b for b in offices if days and any(held(role, days) for role in b.roles)] or offices or bearers
    if len(bearers) != 1:
        return
    known = bearers[0]
    text = entity_words(page)
    for role in known.roles:
        body = register.actors.get(role.organization or "")
        around = set(key(body.name)) if body else set()
        if (
            (days is not None and held(role, days))
            or entity.nouns & set(key(role.label))
            or (around and around <= text)
        ):
            entity.name, entity.known, entity.local = known.name, known, False
            entity.gender = entity.gender or known.gender
            learn_roles(entity, register, days, text)
            return


def entity_words(page: Page) -> set[str]:
    """All folded words of a page."""
    found = page.doc.user_data.get("folded words")
    if found is None:
        found = {word for token in page.doc for word in key(token.text)}
        page.doc.user_data["folded words"] = found
    return found
