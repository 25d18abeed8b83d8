"""A result with positions in it: two articles, five statements, claims of which one is narrower."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from kg.records import Actor, Claim, Corpus, Document, Mention, Span, Stance, Statement, When
from kg.write import WRITERS
from tests.graph.corpora import document, span

ENLARGEMENT, UKRAINE, TALKS = "nato-enlargement", "nato-membership-ukraine", "talks"
CLAIMS = (
    Claim(
        id=ENLARGEMENT, label_fr="Élargissement de l’Otan vers l’Est", label_en="Eastward enlargement of NATO"
    ),
    Claim(id=UKRAINE, label_fr="Adhésion de l’Ukraine à l’Otan", broader=(ENLARGEMENT,)),
    Claim(id=TALKS, label_fr="Dialogue avec la Russie", label_en="Talks with Russia"),
)
ACTORS = (
    Actor(id="afp", name="Agence France-Presse", kind="media", aliases=("AFP",)),
    Actor(id="jens-stoltenberg", name="Jens Stoltenberg", kind="person", side="west"),
    Actor(id="russie", name="Russie", name_en="Russia", kind="state", aliases=("Moscou",), side="russia"),
    Actor(
        id="serguei-lavrov", name="Sergueï Lavrov", kind="person", aliases=("Sergey Lavrov",), side="russia"
    ),
    Actor(id="x-evil", name='=HYPERLINK("x")\x1b[2J $x^$ ‮', kind="person"),
)
NEWS = (
    "Lavrov a dit jeudi : non à l’élargissement de l’Otan. Stoltenberg estime que Moscou refuse l’adhésion "
    "de l’Ukraine. L’Otan reste ouverte, dit Stoltenberg. Il faut un dialogue, dit-on."
)
BLOG = "=1+1\x1b[31m rouge, crie l’homme. Lavrov a dit jeudi : non à l’élargissement de l’Otan."
ARTICLE = document(NEWS, "news.txt", "https://exemple.fr/1", outlet="Le Média", published="2022-01-20T10:00")
DIARY = document(BLOG, "evil.txt", outlet="Zéta", published="2022-03-01")


def when(first: str, last: str | None = None) -> When:
    """A day or days that words of the article tell."""
    start, end = date.fromisoformat(first), date.fromisoformat(last or first)
    return When(edtf=first if last is None else f"{first}/{last}", start=start, end=end, basis="explicit")


def stance(concept: str, position: str, words: Sequence[Span] = (), holder: str | None = None) -> Stance:
    return Stance(
        concept=concept,
        position=position,  # type: ignore[arg-type]
        holder=holder,
        words=tuple(words),
        rule="cue",
        confidence=0.8,
    )


def said(
    number: str, article: Document, words: str, speaker: str | None, source: str, **fields: object
) -> Statement:
    """A statement of the words, said by a source that stands in the text."""
    text = article.text
    return Statement(
        id=number,
        document=article.id,
        content=(span(text, words),),
        mode="indirect",
        cue=span(text, "dit") if " dit" in text else None,
        cue_lemma="dire",
        act="assert",
        negated=False,
        source=Mention(span=span(text, source), form="name"),
        speaker=speaker,
        rule="que-clause",
        confidence=0.9,
        **fields,  # type: ignore[arg-type]
    )


def corpus() -> Corpus:
    no, membership = "non à l’élargissement de l’Otan", "Moscou refuse l’adhésion de l’Ukraine"
    statements = (
        said(
            "a",
            ARTICLE,
            no,
            "serguei-lavrov",
            "Lavrov",
            via=("afp",),
            when=when("2021-12-16"),
            stances=(
                stance(ENLARGEMENT, "oppose", [span(NEWS, "non à l’élargissement")]),
                stance(UKRAINE, "oppose"),
            ),
        ),
        said(
            "b",
            ARTICLE,
            membership,
            "jens-stoltenberg",
            "Stoltenberg",
            when=when("2021-12-01", "2021-12-31"),
            stances=(stance(UKRAINE, "oppose", [span(NEWS, "refuse")], holder="russie"),),
        ),
        said(
            "c",
            ARTICLE,
            "L’Otan reste ouverte",
            "jens-stoltenberg",
            "Stoltenberg",
            when=when("2022-02-10", "2022-03-10"),
            stances=(stance(ENLARGEMENT, "support"),),
        ),
        said("d", ARTICLE, "un dialogue", None, "on", stances=(stance(TALKS, "neutral"),)),
        said(
            "e",
            DIARY,
            "=1+1\x1b[31m rouge",
            "x-evil",
            "l’homme",
            stances=(stance(ENLARGEMENT, "support"),),
        ),
        said(
            "f",
            DIARY,
            no,
            "serguei-lavrov",
            "Lavrov",
            copy_of="a",
            when=when("2021-12-16"),
            stances=(stance(ENLARGEMENT, "oppose"),),
        ),
    )
    documents = sorted((ARTICLE, DIARY), key=lambda d: d.id)
    return Corpus(documents=documents, statements=statements, actors=ACTORS, claims=CLAIMS)


def write(folder: Path, given: Corpus | None = None) -> Path:
    """The files of a result that are read back."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("statements.jsonl", "actors.jsonl", "claims.jsonl"):
        WRITERS[name](given or corpus(), folder / name)
    return folder
