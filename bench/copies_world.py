"""Made-up press for `bench.copies`: articles and statements of which it is known what copies what.

Articles come in tens. Of each ten the first is an original; the next four copy it with its statements
(words edited, cut short, marks changed, paragraphs in another order); the sixth is an update of it: another
article on the same event by the same people, which shares some sentences, and whose statements share words
and openings with the first one's; the last four are articles of their own that take up some of its
quotations. Every article is made from its number alone, so that a world of any size needs no memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate
from random import Random

from kg.link.copies.statements import LEAST_WORDS
from kg.records import Actor, Document, Span, Statement, When

LITTLE = (
    "de la le les des et à un une du en que qui dans pour au sur par il elle nous est ce se avec plus"
    " aux sont cette ces mais comme on son sa ses leur leurs a ont été être avait tout sans même aussi"
    " entre après depuis si dont où très bien faut peut doit"
).split()
_SYLLABLES = "ba co di fer gu han jo ké lar mi nou pra qué ris sol tan ur val zé chau ver mont".split()
STATEMENTS = 10  # of each article
EDITS = (0.05, 0.30)  # least and most of the words edited
_OUTLETS = 400
_EVENT = 90  # content words of an event, of which
_TOPIC = 60  # come from its topic
_TOPICS = 500


def _word(number: int) -> str:
    parts = []
    number += 10
    while number:
        number, rest = divmod(number, len(_SYLLABLES))
        parts.append(_SYLLABLES[rest])
    return "".join(parts)


WORDS = tuple(_word(number) for number in range(40_000))
_WEIGHTS = tuple(accumulate(1 / (rank + 20) for rank in range(len(WORDS))))
_LITTLE_WEIGHTS = tuple(accumulate(1 / (rank + 2) for rank in range(len(LITTLE))))


@dataclass(frozen=True, slots=True)
class Said:
    """A statement in the making: words, speaker, and what it copies by which change."""

    words: tuple[str, ...]
    speaker: str | None
    truth: str
    change: str


@dataclass(frozen=True, slots=True)
class Article:
    """An article in the making; ``truth`` is the number of the article it copies."""

    number: int
    paragraphs: tuple[tuple[str, ...], ...]
    said: tuple[Said, ...]
    truth: int
    change: str
    day: date


class Maker:
    """Makes the articles of a world by seed."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._first = lru_cache(maxsize=4)(self._original)
        self._topic = lru_cache(maxsize=_TOPICS)(self._topic_words)

    def article(self, number: int) -> Article:
        """The article of a number."""
        place = number % 10
        first = self._first(number - place)
        random = Random(f"{self._seed} article {number}")
        if place == 0:
            return first
        day = first.day + timedelta(days=random.randint(0, 3))
        if place <= 4:
            return self._copy(number, first, ("edited", "cut", "marks", "reordered")[place - 1], day, random)
        fresh = self._fresh(number, first.number if place == 5 else number, day, random)
        return self._update(fresh, first, random) if place == 5 else self._quoting(fresh, first, random)

    def _original(self, number: int) -> Article:
        random = Random(f"{self._seed} first {number}")
        return self._fresh(number, number, date(2020, 1, 1) + timedelta(days=random.randint(0, 700)), random)

    def _topic_words(self, number: int) -> tuple[str, ...]:
        return tuple(Random(f"{self._seed} topic {number}").choices(WORDS, cum_weights=_WEIGHTS, k=400))

    def _fresh(self, number: int, event: int, day: date, random: Random) -> Article:
        own = Random(f"{self._seed} event {event}")
        topic = self._topic(own.randrange(_TOPICS))
        pool = [*own.choices(topic, k=_TOPIC), *own.choices(WORDS, cum_weights=_WEIGHTS, k=_EVENT - _TOPIC)]
        people = [f"p{own.randrange(5000)}" for _ in range(3)]
        said = tuple(
            Said(self._sentence(random, pool, min(60, 5 + int(random.expovariate(1 / 14)))),
                 None if random.random() < 0.15 else random.choice(people), f"{number}-{k}", "")
            for k in range(STATEMENTS)
        )  # fmt: skip
        told = tuple(self._sentence(random, pool, random.randint(12, 35)) for _ in range(STATEMENTS))
        paragraphs = tuple(
            words for pair in zip(told, (s.words for s in said), strict=True) for words in pair
        )
        return Article(number, paragraphs, said, number, "", day)

    def _sentence(self, random: Random, pool: list[str], length: int) -> tuple[str, ...]:
        words = [
            random.choice(pool) if random.random() < 0.45
            else random.choices(LITTLE, cum_weights=_LITTLE_WEIGHTS)[0]
            for _ in range(length)
        ]  # fmt: skip
        if length > 7 and random.random() < 0.2:
            place = random.randrange(1, length - 3)
            words[place], words[place + 2] = "ne", "pas"
        if random.random() < 0.15:
            words[random.randrange(length)] = str(random.randint(2, 2000))
        return tuple(words)

    def _copy(self, number: int, first: Article, change: str, day: date, random: Random) -> Article:
        paragraphs = list(first.paragraphs)
        said = [Said(s.words, _speaker(s, random), s.truth, change) for s in first.said]
        if change == "cut":
            paragraphs = paragraphs[: max(3, int(len(paragraphs) * random.uniform(0.4, 0.9)))]
            said = [self.changed(s, "cut", random) for s in said]
        elif change == "edited":
            paragraphs = [edited(p, random.uniform(*EDITS), random) for p in paragraphs]
            said = [self.changed(s, "edited", random) for s in said]
        elif change == "reordered":
            random.shuffle(paragraphs)
            said = [self.changed(s, random.choice(["edited and cut", "same"]), random) for s in said]
        return Article(number, tuple(paragraphs), tuple(said), first.number, change, day)

    def changed(self, said: Said, change: str, random: Random) -> Said:
        """The same words again, changed."""
        words = said.words
        if change in ("edited", "edited and cut"):
            words = edited(words, random.uniform(*EDITS), random)
        if change in ("cut", "edited and cut") and len(words) > 8:
            length = max(5, int(len(words) * random.uniform(0.4, 0.9)))
            start = random.randint(0, len(words) - length)
            words = words[start : start + length]
        return Said(words, said.speaker, said.truth, change)

    def _update(self, fresh: Article, first: Article, random: Random) -> Article:
        """Shares four sentences in ten with the first; its statements begin like the first one's."""
        shared = [p if random.random() < 0.6 else q
                  for p, q in zip(fresh.paragraphs, first.paragraphs, strict=True)]  # fmt: skip
        said = []
        for mine, theirs in zip(fresh.said, first.said, strict=True):
            opening = theirs.words[: int(min(len(mine.words), len(theirs.words)) * random.uniform(0, 0.45))]
            words = (*opening, *mine.words[len(opening) :])
            said.append(Said(words, theirs.speaker, mine.truth, "update"))
        return Article(fresh.number, tuple(shared), tuple(said), fresh.number, "update", fresh.day)

    def _quoting(self, fresh: Article, first: Article, random: Random) -> Article:
        said = list(fresh.said)
        for place in random.sample(range(STATEMENTS), 3):
            change = random.choice(["edited", "cut", "marks", "same", "edited and cut"])
            taken = self.changed(first.said[place], change, random)
            said[place] = Said(taken.words, _speaker(taken, random), taken.truth, change)
        return Article(fresh.number, fresh.paragraphs, tuple(said), fresh.number, "", fresh.day)


def edited(words: tuple[str, ...], rate: float, random: Random) -> tuple[str, ...]:
    """Some words replaced, left out or put in; at least five stay.

    Never those that deny, nor numbers: that is another statement.
    """
    found: list[str] = []
    spare = len(words) - LEAST_WORDS
    free = [k for k, word in enumerate(words) if word not in ("ne", "pas") and not word.isdigit()]
    chosen = set(random.sample(free, min(len(free), max(1, int(rate * len(words))))))
    for place, word in enumerate(words):
        other = (
            random.choices(WORDS, cum_weights=_WEIGHTS)[0] if random.random() < 0.5 else random.choice(LITTLE)
        )
        how = random.random()
        if place not in chosen:
            found.append(word)
        elif how < 0.6:
            found.append(other)
        elif how < 0.8:
            found += [word, other]
        elif spare <= 0:
            found.append(other)
        else:
            spare -= 1
    return tuple(found)


def _speaker(said: Said, random: Random) -> str | None:
    """Most copies know who spoke."""
    chance = random.random()
    return None if chance < 0.2 else "somebody" if chance < 0.25 else said.speaker


def _written(words: tuple[str, ...], change: str) -> str:
    text = " ".join(words)
    if change == "marks":
        return f"“{text[:1].upper()}{text[1:].replace(' a ', ' a, ')}”…"
    return f"« {text} »"


@dataclass(frozen=True, slots=True)
class Documents:
    """The documents of a world, made anew each time they are iterated."""

    size: int
    seed: int

    def __iter__(self) -> Iterator[Document]:
        maker = Maker(self.seed)
        for number in range(self.size):
            article = maker.article(number)
            text = "\n\n".join(_written(p, article.change) for p in article.paragraphs)
            yield Document(
                id=f"d{number:07}", name=str(number), text=text, sha256="", source_path="",
                outlet=f"Le Journal {Random(number).randrange(_OUTLETS)}",
                published=f"{article.day}T{8 + number % 10:02}:00",
            )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Statements:
    """The statements of a world, made anew each time they are iterated."""

    size: int
    seed: int

    def __iter__(self) -> Iterator[Statement]:
        maker = Maker(self.seed)
        for number in range(self.size):
            article = maker.article(number)
            for place, said in enumerate(article.said):
                text = _written(said.words, said.change)
                dated = (
                    (number + place) % 3 == 0
                    and article.truth == number
                    and said.truth.startswith(f"{number}-")
                )
                yield Statement(
                    id=f"s{number:07}-{place}", document=f"d{number:07}", mode="direct", cue=None,
                    content=(Span(start=0, end=len(text), text=text),), act="assert", negated=False,
                    source=None, cue_lemma=None, speaker=said.speaker, rule="r", confidence=1.0,
                    when=When(start=article.day, end=article.day, basis="explicit") if dated else When(),
                )  # fmt: skip


ACTORS = (Actor(id="somebody", name="une source", kind="unnamed"),)


def truths(size: int, seed: int) -> Iterator[tuple[int, int, str, tuple[tuple[str, str], ...]]]:
    """Each article's number, what it copies, the change; and the same of its statements."""
    maker = Maker(seed)
    for number in range(size):
        article = maker.article(number)
        yield number, article.truth, article.change, tuple((s.truth, s.change) for s in article.said)
