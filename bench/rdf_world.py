"""A made-up corpus of any size for the benchmarks of RDF: records with something of everything.

Live blogs with posts, direct, indirect and mixed speech in several parts, relays, roles, stances, copies,
named and unnamed actors. Document and statement are made anew each time they are iterated, each from its
number and the seed alone; only the actors are held. Offsets are those of the text.

    from bench.rdf_world import world, write_world
    corpus = world(900)          # some 320,000 triples
    write_world(folder, 900)     # a result folder of them
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from random import Random

from kg.records import (
    Actor,
    ActorKind,
    Claim,
    Copies,
    Corpus,
    Document,
    Extraction,
    Mention,
    Mode,
    Part,
    Position,
    Role,
    Span,
    Stance,
    Statement,
    When,
)
from kg.write import WRITERS

STATEMENTS, PARAGRAPHS = 6, 10
"""Of a document. Some 350 triples come of it."""

FILES = ("documents.jsonl", "statements.jsonl", "actors.jsonl", "claims.jsonl", "copies.jsonl", "graph.ttl")

_FIRST_DAY, _DAYS = date(2021, 6, 1), 400
_OUTLETS, _CLAIMS, _RULES = 60, 24, 30
_MODES: tuple[Mode, ...] = ("direct", "direct", "indirect", "indirect", "mixed")
_POSITIONS: tuple[Position, ...] = ("support", "oppose", "neutral")
_KINDS: tuple[ActorKind, ...] = ("person", "person", "person", "organization", "state", "media", "group")
_CUES = (("a déclaré", "déclarer"), ("a affirmé", "affirmer"), ("a estimé", "estimer"), ("juge", "juger"))
_ACTS = ("assert", "judge", "demand", "promise", "deny")
_FORENAMES = ("Anne", "Boris", "Chloé", "Dmitri", "Élodie", "Fiodor", "Gaëlle", "Hugo", "Inès", "Jürgen")
_SYLLABLES = ("bel", "cha", "dro", "fou", "gri", "lem", "mar", "nov", "pet", "rou", "sin", "ter", "vau", "zé")
_WORDS = tuple(
    "le la un une des que pour avec dans sur mais ne pas plus sécurité Europe armée frontière accord "
    "dialogue crise gaz sanctions garanties réunion président ministre élection pays guerre paix traité "
    "demande réponse semaine été œuvre façade naïf forêt août l’État aujourd’hui « oui » 2022 & <".split()
)


def world(documents: int, seed: int = 5) -> Corpus:
    """A corpus of that many documents, six statements each."""
    people = _actors(documents, seed)
    made = Maker(people, seed)
    copied = range(9, documents, 10)
    return Corpus(
        documents=Documents(documents, made),
        statements=Statements(documents, made),
        actors=people,
        claims=tuple(
            Claim(id=_claim(k), label_fr=f"Proposition {k}", label_en=f"Proposition {k}", scope_fr="Portée.")
            for k in range(_CLAIMS)
        ),
        copies=tuple(
            Copies(
                kind="statement",
                original=f"s{number - 9:07}-0",
                members=(f"s{number:07}-0",),
                outlets=tuple(sorted({_outlet(number - 9), _outlet(number)})),
                first=_day(number - 9).isoformat(),
            )
            for number in copied
        ),
    )


def write_world(folder: Path, documents: int, seed: int = 5, names: Sequence[str] = FILES) -> None:
    """Files of a result folder, by their names in `kg.write.WRITERS`."""
    folder.mkdir(parents=True, exist_ok=True)
    corpus = world(documents, seed)
    for name in names:
        WRITERS[name](corpus, folder / name)


class Maker:
    """Makes the document of a number with its statements; the first actors speak most often."""

    def __init__(self, people: Sequence[Actor], seed: int) -> None:
        self._speakers = [actor for actor in people if actor.kind != "unnamed"]
        self._unnamed = [actor for actor in people if actor.kind == "unnamed"]
        self._weights = list(accumulate(1 / (rank + 3) for rank in range(len(self._speakers))))
        self._seed = seed

    def extraction(self, number: int) -> Extraction:
        """A document and what is said in it."""
        random, blog = Random(f"{self._seed}-{number}"), number % 12 == 5
        text, parts, said = _Text(), [], []
        for place in range(PARAGRAPHS):
            start = text.length
            if place < STATEMENTS:
                said.append(self._statement(text, number, place, random))
            else:
                text.add(_words(random, random.randint(20, 60)) + ".")
            parts.append(_part(start, text.length, place, number) if blog else _part(start, text.length))
            text.add("\n\n")
        clean = text.text.rstrip()
        document = Document(
            id=_document(number),
            name=f"{number}.txt",
            text=clean,
            sha256=sha256(clean.encode()).hexdigest(),
            source_path=f"{number}.txt",
            title=_words(random, 8).capitalize(),
            outlet=_outlet(number),
            publisher=f"Groupe {number % 9}",
            authors=(_name(random.randrange(500)),),
            section=("Monde", "Politique", "Économie")[number % 3],
            keywords=tuple(random.sample(_WORDS[12:30], 3)),
            published=f"{_day(number)}T{number % 24:02}:{number % 60:02}:00+01:00" if number % 20 else None,
            url=f"https://exemple.fr/{_day(number):%Y/%m/%d}/article-{number}",
            kind="live-blog" if blog else "article",
            post_order="newest first" if blog else None,
            parts=tuple(parts),
        )
        return Extraction(document=document, statements=tuple(said))

    def _statement(self, text: _Text, number: int, place: int, random: Random) -> Statement:
        if number % 10 == 9 and place == 0:  # the words of an older document again
            random = Random(f"{self._seed}-{number - 9}")
        mode = random.choice(_MODES)
        unnamed = random.random() < 0.08 and bool(self._unnamed)
        speaker = self._unnamed[number % len(self._unnamed)] if unnamed else self._speaker(random)
        words = _words(random, random.randint(8, 25))
        content = [text.add(f"« {words} »" if mode == "direct" else words)]
        text.add(", ")
        cue, lemma = random.choice(_CUES)
        cue_span = text.add(cue)
        text.add(" ")
        source = text.add(speaker.name)
        when = self._when(text, number, random)
        if random.random() < 0.3:
            text.add(", ")
            content.append(text.add(_words(random, random.randint(4, 12))))
        text.add(".")
        relays = [self._speaker(random).id for _ in range(random.choice((0, 0, 0, 0, 1, 2)))]
        return Statement(
            id=f"s{number:07}-{place}",
            document=_document(number),
            content=tuple(content),
            mode=mode,
            cue=cue_span,
            cue_lemma=lemma,
            act=random.choice(_ACTS),
            negated=random.random() < 0.05,
            source=Mention(span=source, form="unnamed" if unnamed else "name"),
            speaker=speaker.id,
            via=tuple(dict.fromkeys(relays)),
            addressee=self._speaker(random).id if random.random() < 0.1 else None,
            in_role=speaker.roles[0].label if speaker.roles and random.random() < 0.5 else None,
            when=when,
            stances=self._stances(content[0], random),
            copy_of=f"s{number - 9:07}-0" if number % 10 == 9 and place == 0 else None,
            rule=f"rule-{random.randrange(_RULES)}",
            confidence=round(random.uniform(0.5, 1), 2),
        )

    def _speaker(self, random: Random) -> Actor:
        return self._speakers[bisect(self._weights, random.random() * self._weights[-1])]

    def _when(self, text: _Text, number: int, random: Random) -> When:
        if number % 20 == 0:
            return When()
        day = _day(number) - timedelta(days=random.randrange(3))
        if random.random() < 0.5:
            return When(edtf=day.isoformat(), start=day, end=day, basis="document")
        text.add(" ")
        return When(span=text.add("mardi"), edtf=day.isoformat(), start=day, end=day, basis="deictic")

    def _stances(self, content: Span, random: Random) -> tuple[Stance, ...]:
        chosen = sorted(random.sample(range(_CLAIMS), random.choice((0, 0, 1, 1, 2))))
        end = content.start + content.text.index(" ")
        return tuple(
            Stance(
                concept=_claim(claim),
                position=random.choice(_POSITIONS),
                holder=self._speaker(random).id if random.random() < 0.1 else None,
                words=(Span(start=content.start, end=end, text=content.text[: end - content.start]),),
                rule=f"code-{claim % 5}",
                confidence=round(random.uniform(0.5, 1), 2),
            )
            for claim in chosen
        )


@dataclass(frozen=True, slots=True)
class Documents:
    """The documents of a world."""

    size: int
    maker: Maker

    def __iter__(self) -> Iterator[Document]:
        for number in range(self.size):
            yield self.maker.extraction(number).document


@dataclass(frozen=True, slots=True)
class Statements:
    """The statements of a world, by document."""

    size: int
    maker: Maker

    def __iter__(self) -> Iterator[Statement]:
        for number in range(self.size):
            yield from self.maker.extraction(number).statements


class _Text:
    """A text that grows, and where its pieces stand."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self.length = 0

    def add(self, words: str) -> Span:
        start, self.length = self.length, self.length + len(words)
        self._pieces.append(words)
        return Span(start=start, end=self.length, text=words)

    @property
    def text(self) -> str:
        return "".join(self._pieces)


def _part(start: int, end: int, place: int | None = None, number: int = 0) -> Part:
    """A paragraph, in a live blog one of a post of two."""
    post = None if place is None else place // 2
    time = None if post is None else f"{_day(number)}T{20 - post:02}:15"
    return Part(role="paragraph", start=start, end=end, post=post, time=time)


def _actors(documents: int, seed: int) -> tuple[Actor, ...]:
    """One actor for three documents, at least forty; one in nine has no name."""
    found = []
    for number in range(max(40, documents // 3)):
        random = Random(f"actor-{seed}-{number}")
        kind = "unnamed" if number % 9 == 8 else random.choice(_KINDS)
        person = kind == "person"
        found.append(
            Actor(
                id=f"a{number:06}",
                name="une source" if kind == "unnamed" else _name(number),
                kind=kind,
                name_en=_name(number) if number % 2 else None,
                aliases=(f"Autre nom {number}",) if number % 3 == 0 else (),
                roles=(Role(label=f"ministre {number % 40}", organization="a000001"),) if person else (),
                member_of=("a000001",) if person and number != 1 else (),
                side=f"camp-{number % 4}" if kind != "unnamed" else None,
                same_as=(f"Q{number + 1}",) if number % 5 == 0 else (),
            )
        )
    return tuple(found)


def _name(number: int) -> str:
    ends = (_SYLLABLES[number // 10 % 14], _SYLLABLES[number // 140 % 14], _SYLLABLES[number // 1960 % 14])
    return f"{_FORENAMES[number % 10]} {''.join(ends).capitalize()}"


def _words(random: Random, count: int) -> str:
    return " ".join(random.choices(_WORDS, k=count))


def _document(number: int) -> str:
    return f"d{number:07}"


def _outlet(number: int) -> str:
    return f"Le Journal {number * 7 % _OUTLETS}"


def _claim(number: int) -> str:
    return f"claim-{number:02}"


def _day(number: int) -> date:
    return _FIRST_DAY + timedelta(days=number % _DAYS)
