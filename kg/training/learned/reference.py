"""``kg train reference``: annotated articles, whom each pronoun and description meant, weights."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from spacy.tokens import Doc

from kg.errors import DataInvalid
from kg.nlp import attribution
from kg.nlp.blocks import text_of
from kg.nlp.cast.entities import Entity
from kg.nlp.cast.resolver import ActorResolver
from kg.nlp.cast.scene import Resolved, Scene
from kg.nlp.cast.who import certain as certain_of
from kg.nlp.cast.who import choice_of, unnamed
from kg.nlp.page import Attribution
from kg.register.names import ARTICLES, key
from kg.training.learned.articles import Annotated, Marked, read_annotated, read_pages
from kg.training.learned.choice import Alternative, train_choice
from kg.training.learned.label import RIGHT, similarity
from kg.training.learned.regression import Counts, write_weights

STRENGTH = 0.1
_HEADER = """\
# Weights of kg.nlp.cast.ranking in log-odds, by feature (kg.nlp.cast.salience, describe). Written by
#   kg train reference ARTICLES -o kg/lexicon/fr/reference.tsv
# from annotated articles; see docs/learning.md. Train anew after a change of the rules or the model."""


def train_reference(articles: Path, out: Path) -> Counts:
    """Train on a file of annotated articles and write the table of weights; the same bytes each time.

    Raises InputMissing and DataInvalid for articles that cannot be used.
    """
    choices = list(_choices(read_annotated(articles)))
    right = sum(not choice[-1].right for choice in choices)
    if not right:
        raise DataInvalid(f'{articles}: no reference whose "actor" is named in the text; give more articles')
    scorer = train_choice(choices, STRENGTH)
    write_weights(scorer, out, _HEADER)
    return Counts(
        candidates=sum(len(choice) - 1 for choice in choices), right=right, features=len(scorer.weights)
    )


def _choices(annotated: Sequence[Annotated]) -> Iterator[list[Alternative]]:
    """The candidates of each reference of the articles, right or wrong, and last that it is none of them.

    The text is read with the right speakers in view where they are known, so that no error of a
    reference is learned from by the next.
    """
    resolver = ActorResolver()
    for article, page, statements in read_pages(annotated):
        scene = resolver.scene(page, article)
        for found in sorted(attribution.by_rules(page), key=lambda a: (a.content[0], a.cue or (0, 0))):
            if found.source is not None:
                choice = _choice(scene, found, _marked(page.doc, found, statements))
                if choice:
                    yield choice


def _choice(scene: Scene, found: Attribution, marked: Marked | None) -> list[Alternative]:
    """The alternatives for the source of an attribution, none where it is certain or not marked."""
    span = scene.doc[slice(*found.source)] if found.source else scene.doc[:0]
    certain = certain_of(scene, span)
    if certain is not None:
        scene.remember(certain)
        return []
    choice = choice_of(scene, span)
    candidates = () if choice is None else choice.candidates
    right = [marked is not None and _is_one(scene, entity, marked) for entity, _ in candidates]
    meant = next((entity for (entity, _), r in zip(candidates, right, strict=True) if r), None)
    resolved = unnamed(scene, span)
    if meant is not None:
        resolved = Resolved(actor=scene.actor_of(meant), form="pronoun", at=span.start, entity=meant)
    scene.remember(resolved)
    if choice is None or not candidates or marked is None or not marked.actors:
        return []
    alternatives = zip((features for _, features in candidates), right, strict=True)
    return [
        *(Alternative(features=features, right=r) for features, r in alternatives),
        Alternative(features=choice.nobody, right=not any(right)),
    ]


def _is_one(scene: Scene, entity: Entity, marked: Marked) -> bool:
    """Is an entity the actor of a statement, by any of its names?"""
    names = {_words(name) for name in (entity.name, *entity.forms, scene.actor_of(entity).name)}
    return any(_words(name) in names for name in marked.actors)


def _words(name: str) -> tuple[str, ...]:
    words = key(name)
    return tuple(sorted(w for w in words if w not in ARTICLES) or words)


def _marked(doc: Doc, found: Attribution, statements: Sequence[Marked]) -> Marked | None:
    """The annotated statement that an attribution is, if half of its content agrees."""
    content = " ".join(text_of(doc)[start:end] for start, end in found.content)
    scored = [(similarity(content, one.content), -k) for k, one in enumerate(statements)]
    best = max(scored, default=(0.0, 0))
    return statements[-best[1]] if best[0] >= RIGHT else None
