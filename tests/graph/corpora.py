"""Corpora made by hand and by hypothesis, for the tests of the projections."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date

from hypothesis import strategies as st

from kg.ids import digest, document_id, statement_id
from kg.records import (
    Actor,
    Copies,
    Corpus,
    Document,
    Mention,
    Part,
    Role,
    Span,
    Stance,
    Statement,
    When,
)

ARTICLE = (
    "« Nous voulons un dialogue », a déclaré ce jeudi Sergueï Lavrov à l’AFP, « et des garanties ». "
    "Selon l’Élysée, la réunion aura lieu.\n\n"
    "« Une chance », a dit une source. Le ministre n'a pas dit s'il viendrait \U0001f600."
)
BLOG = 'Réunion à Bruxelles\n\n« C\'est non », a tranché Müller.\n\nFin\n\nIl a promis "la paix".'


def span(text: str, words: str, start: int = 0) -> Span:
    """The first place of some words."""
    at = text.index(words, start)
    return Span(start=at, end=at + len(words), text=words)


def document(text: str, name: str, url: str | None = None, **fields: object) -> Document:
    return Document(
        id=document_id(url, text),
        name=name,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        source_path=f"seeds/{name}",
        url=url,
        **fields,  # type: ignore[arg-type]
    )


def corpus() -> Corpus:
    """Two documents, an article and a live blog, with something of everything."""
    article = document(
        ARTICLE,
        "000_article.txt",
        "https://exemple.fr/été/a b?x=[1]#é",
        title='Un "titre"\nsur deux lignes',
        outlet="Le Média",
        publisher="Groupe Média",
        authors=("Zoé d’Ânjou",),
        section="Monde",
        keywords=("otan", "états-unis"),
        published="2021-12-16T16:42+0100",
        modified="2021-12-16T17:18:00+01:00",
        machine_translated=True,
        parts=(Part(role="paragraph", start=0, end=len(ARTICLE)),),
    )
    post = BLOG.index("Fin")
    blog = document(
        BLOG,
        "003_direct.txt",
        kind="live-blog",
        outlet="Agence Zéta",
        published="2022-01",
        post_order="newest first",
        parts=(
            Part(role="post-headline", start=0, end=19, post=0, time="2022-01-12T21:32"),
            Part(role="paragraph", start=21, end=post - 2, post=0, time="2022-01-12T21:32"),
            Part(role="post-headline", start=post, end=post + 3, post=1, time="2022-01-12T21:32"),
            Part(role="paragraph", start=post + 5, end=len(BLOG), post=1, time="2022-01-12T21:32"),
        ),
    )
    documents = sorted((article, blog), key=lambda d: d.id)
    made = [*_article_statements(article), *_blog_statements(blog)]
    (copy,) = (said for said in made if said.copy_of)
    assert copy.copy_of is not None
    group = Copies(
        kind="statement",
        original=copy.copy_of,
        members=(copy.id,),
        outlets=("Agence Zéta", "Le Média"),
        first="2021-12-16",
    )
    statements = sorted(made, key=lambda s: (s.document, s.id))
    return Corpus(documents=documents, statements=statements, actors=actors(), copies=(group,))


def actors() -> tuple[Actor, ...]:
    return tuple(
        sorted(
            (
                Actor(
                    id="serguei-lavrov",
                    name="Sergueï Lavrov",
                    name_en="Sergey Lavrov",
                    kind="person",
                    aliases=("Lavrov", "Sergueï Lavrov", "Lavrov\x00\x0b ‮"),
                    roles=(
                        Role(label="Ministre des Affaires étrangères", organization="russie"),
                        Role(label="Ambassadeur", start=date(1994, 9, 22), end=date(2004, 7, 12)),
                    ),
                    member_of=("russie",),
                    side="russia",
                    same_as=("Q58217", "http://www.wikidata.org/entity/Q58217", "rien"),
                ),
                Actor(id="russie", name="Russie", name_en="Russia", kind="state", side="russia"),
                Actor(id="afp", name="Agence France-Presse", kind="media", aliases=("AFP", "Agence Zéta")),
                Actor(id="elysee", name="Élysée", kind="organization"),
                Actor(id="x-müller", name='=Müller & "fils" <b>]]>', kind="person"),
                Actor(id="source-1", name="une source", kind="unnamed"),
                Actor(id="rapport", name="Le rapport", kind="document"),
                Actor(id="temoins", name="Témoins\u2028", kind="group"),
            ),
            key=lambda actor: actor.id,
        )
    )


def _article_statements(article: Document) -> list[Statement]:
    def at(words: str, start: int = 0) -> Span:
        return span(ARTICLE, words, start)

    def made(content: tuple[Span, ...], name: str, **fields: object) -> Statement:
        words = " ".join(part.text for part in content)
        number = statement_id(article.id, words, name, 0)
        given = {
            "cue_lemma": None,
            "cue": None,
            "source": None,
            "speaker": None,
            "act": "assert",
            "negated": False,
            **fields,
        }
        return Statement(id=number, document=article.id, content=content, **given)  # type: ignore[arg-type]

    thursday = When(
        span=at("ce jeudi"),
        edtf="2021-12-16",
        start=date(2021, 12, 16),
        end=date(2021, 12, 16),
        basis="deictic",
    )
    first = made(
        (at("« Nous voulons un dialogue »"), at("« et des garanties »")),
        "Sergueï Lavrov",
        mode="direct",
        cue=at("a déclaré"),
        cue_lemma="déclarer",
        source=Mention(span=at("Sergueï Lavrov"), form="name"),
        speaker="serguei-lavrov",
        via=("afp",),
        addressee="afp",
        in_role="ministre des affaires étrangères",
        when=thursday,
        stances=(
            Stance(concept="dialogue", position="support"),
            Stance(concept="legal-guarantees", position="oppose", holder="russie"),
        ),
        rule="quote.incise",
        confidence=0.9,
    )
    return [
        first,
        made(
            (at("la réunion aura lieu"),),
            "l’Élysée",
            mode="indirect",
            cue=at("Selon"),
            cue_lemma="selon",
            source=Mention(span=at("l’Élysée"), form="metonym"),
            speaker="elysee",
            in_role="Présidence",
            addressee="des journalistes",
            when=When(edtf="2021-12", start=date(2021, 12, 1), end=date(2021, 12, 31), basis="inherited"),
            rule="selon",
            confidence=0.75,
        ),
        made(
            (at("« Une chance »"),),
            "une source",
            mode="direct",
            source=Mention(span=at("une source"), form="unnamed"),
            speaker="source-1",
            copy_of=first.id,
            rule="quote.incise",
            confidence=1.0,
        ),
        made(
            (at("s'il viendrait \U0001f600"),),
            "Le ministre",
            mode="indirect",
            cue=at("n'a pas dit"),
            cue_lemma="dire",
            negated=True,
            source=Mention(span=at("Le ministre"), form="role"),
            speaker="inconnu du registre",
            when=thursday,
            rule="que clause / négation",
            confidence=0.12345,
        ),
    ]


def _blog_statements(blog: Document) -> list[Statement]:
    day = date(2022, 1, 12)
    posted = When(edtf="2022-01-12", start=day, end=day, basis="post")
    return [
        Statement(
            id=statement_id(blog.id, "C'est non", "Müller", 0),
            document=blog.id,
            content=(span(BLOG, "« C'est non »"),),
            mode="direct",
            cue=span(BLOG, "a tranché"),
            cue_lemma="trancher",
            act="assert",
            negated=False,
            source=Mention(span=span(BLOG, "Müller"), form="name"),
            speaker="x-müller",
            when=posted,
            stances=(Stance(concept="un concept à accents", position="neutral"),),
            rule="quote.incise",
            confidence=0.5,
        ),
        Statement(
            id=statement_id(blog.id, "la paix", "Il", 0),
            document=blog.id,
            content=(span(BLOG, '"la paix"'),),
            mode="mixed",
            cue=span(BLOG, "a promis"),
            cue_lemma="promettre",
            act="promise",
            negated=False,
            source=None,
            speaker=None,
            when=When(),
            rule="mixed",
            confidence=0.0,
        ),
    ]


# ---- any corpus at all

_text = st.text(st.characters(exclude_categories=()), max_size=30)  # lone surrogates and controls, too
_name = _text.filter(str.strip)
_days = st.dates(min_value=date(1, 1, 1))
_actor_ids = st.one_of(st.sampled_from(["afp", "russie", "é", "a.b", "a b", "-"]), _name)


@st.composite
def _documents(draw: st.DrawFn) -> Document:
    text = draw(st.text(st.characters(), min_size=8, max_size=60))
    cut = draw(st.integers(1, len(text) - 1))
    parts = (
        Part(role="post-headline", start=0, end=cut, post=0, time=draw(st.none() | _text)),
        Part(role="paragraph", start=cut, end=len(text), post=1, time="2022-01-12T21:32"),
    )
    return Document(
        id=document_id(None, text),
        name=draw(_name),
        text=text,
        sha256=digest(text, length=64),
        source_path=draw(_text),
        title=draw(st.none() | _text),
        outlet=draw(st.none() | _name),
        publisher=draw(st.none() | _name),
        authors=tuple(draw(st.lists(_name, max_size=2))),
        keywords=tuple(draw(st.lists(_text, max_size=2))),
        published=draw(st.none() | _text | _days.map(str) | st.datetimes().map(str)),
        url=draw(st.none() | _text | _text.map(lambda end: f"https://{end}")),
        language=draw(st.sampled_from(["fr", "FR_be", "", "français", "x" * 9])),
        kind=draw(st.sampled_from(["article", "live-blog"])),
        parts=draw(st.sampled_from([(), parts])),
    )


@st.composite
def _statements(draw: st.DrawFn, documents: Sequence[Document], number: int) -> Statement:
    document = draw(st.sampled_from(documents))

    def stretch() -> Span:
        start = draw(st.integers(0, len(document.text) - 1))
        end = draw(st.integers(start + 1, len(document.text)))
        return Span(start=start, end=end, text=document.text[start:end])

    start = draw(st.none() | _days)
    actor = st.none() | _actor_ids
    return Statement(
        id=digest(str(number)),
        document=document.id,
        content=tuple(stretch() for _ in range(draw(st.integers(1, 3)))),
        mode=draw(st.sampled_from(["direct", "indirect", "mixed"])),
        cue=stretch() if draw(st.booleans()) else None,
        cue_lemma=draw(st.none() | _text),
        act=draw(_text),
        negated=draw(st.booleans()),
        source=Mention(span=stretch(), form="name") if draw(st.booleans()) else None,
        speaker=draw(actor),
        via=tuple(draw(st.lists(_actor_ids, max_size=2))),
        addressee=draw(actor),
        in_role=draw(st.none() | _name),
        when=When(edtf=draw(st.none() | _text), start=start, end=draw(st.none() | _days), basis="explicit"),
        stances=tuple(
            Stance(concept=draw(_name), position="oppose", holder=draw(actor))
            for _ in range(draw(st.integers(0, 2)))
        ),
        copy_of=draw(st.none() | st.just(digest("0"))),
        rule=draw(_name),
        confidence=draw(st.floats(0, 1)),
    )


@st.composite
def _actors(draw: st.DrawFn, number: str) -> Actor:
    return Actor(
        id=number,
        name=draw(_name),
        kind=draw(
            st.sampled_from(["person", "organization", "state", "media", "group", "document", "unnamed"])
        ),
        name_en=draw(st.none() | _name),
        aliases=tuple(draw(st.lists(_text, max_size=2))),
        roles=tuple(
            Role(label=draw(_name), organization=draw(st.none() | _actor_ids), start=draw(st.none() | _days))
            for _ in range(draw(st.integers(0, 2)))
        ),
        member_of=tuple(draw(st.lists(_actor_ids, max_size=2))),
        side=draw(st.none() | _name),
        same_as=tuple(draw(st.lists(_text, max_size=2))),
    )


@st.composite
def corpora(draw: st.DrawFn) -> Corpus:
    """Corpora full of odd characters, odd addresses and actors that nothing describes."""
    documents = {d.id: d for d in draw(st.lists(_documents(), min_size=1, max_size=2))}
    chosen = list(documents.values())
    statements = [draw(_statements(chosen, number)) for number in range(draw(st.integers(0, 3)))]
    ids = draw(st.lists(_actor_ids, unique=True, max_size=3))
    people = [draw(_actors(number)) for number in ids]
    return Corpus(
        documents=sorted(chosen, key=lambda d: d.id),
        statements=sorted(statements, key=lambda s: (s.document, s.id)),
        actors=tuple(sorted(people, key=lambda a: a.id)),
    )


__all__ = ["ARTICLE", "BLOG", "corpora", "corpus", "document", "span"]
