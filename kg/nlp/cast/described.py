"""Sources that describe somebody: "le ministre", "l'élue", "le syndicat", "les militants"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from spacy.tokens import Span

from kg.nlp.cast.describe import Description, describe, fit, head_of, load_nouns
from kg.nlp.cast.entities import Entity
from kg.nlp.cast.ranking import Candidate, Choice, likeliest
from kg.nlp.cast.salience import features
from kg.nlp.cast.scene import Resolved, Scene
from kg.nlp.tokens import low

_COUNTRIES = frozenset("pays etat royaume republique puissance ile archipel emirat".split())
_HOUSED = frozenset({"direction"})
_MOST = 40  # entities called by a noun that are looked at beside those in view


def role(scene: Scene, span: Span) -> Resolved | None:
    """A role or description: the one whom the document shows in it, or its holder by the register."""
    description = describe(span, scene.page.lexicon)
    if description is None or not (description.definite or head_of(span, scene.page.lexicon) == span[0]):
        return None
    if description.plural:
        group = _same_group(scene, description, span.start)
        return None if group is None else scene.found(span, group, "role")
    exact = _exact(scene, description) or _housed(scene, span, description)
    if exact is not None:
        return scene.found(span, exact, "role")
    if description.young and description.general:
        unknown = _only_unknown(scene, description)
        return None if unknown is None else scene.found(span, unknown, "role")
    if description.kind == "person":
        holder = scene.holders.holder(span.text, description.gender)
        if holder is not None:
            return scene.found(span, scene.entity_of(holder), "role")
    return None


def _only_unknown(scene: Scene, description: Description) -> Entity | None:
    """ "le jeune homme": the only person of the article, before or after, whom no register knows."""
    fitting = [
        entity
        for entity in scene.entities.items
        if entity.kind == "person" and entity.known is None and entity.mentions and not entity.local
        and entity.agrees(description.gender)
    ]  # fmt: skip
    return fitting[0] if len(fitting) == 1 else None


def _housed(scene: Scene, span: Span, description: Description) -> Entity | None:
    """ "Chez Hydralis, la direction a confirmé …": the body that opens the sentence."""
    if description.noun not in _HOUSED or description.words:
        return None
    first = span[0].sent.start
    if first + 1 >= span.start or low(span.doc[first]) not in {"chez", "à"}:
        return None
    near = (scene.entities.at.get(k) for k in range(first + 1, min(first + 3, span.start)))
    return next((e for e in near if e is not None and e.kind in {"organization", "media"}), None)


def _same_group(scene: Scene, description: Description, token: int) -> Entity | None:
    """ "les militants", "ces élus": the group called so that was named last."""
    fitting = [
        (mention.first, entity)
        for entity in scene.by_noun.get(description.noun, ())
        if entity.kind == "group" and description.words <= entity.words
        if (mention := entity.last(token)) is not None
    ]
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else None


def _exact(scene: Scene, description: Description) -> Entity | None:
    """The only entity that is called by this noun and all these words."""
    if description.former or description.general:
        return None
    fitting = (
        e for e in scene.by_noun.get(description.noun, ())
        if description.words <= e.words and _agrees(description, e) and not _contradicts(description, e)
    )  # fmt: skip
    first_two = list(islice(fitting, 2))
    return first_two[0] if len(first_two) == 1 else None


def sort_of(description: Description) -> str:
    """The sort of reference that a description is, for the features of the choice."""
    return f"the {'somebody' if description.general else description.kind}"


def said(description: Description) -> Iterator[str]:
    """What a description says that nobody in view may answer to."""
    yield f"words={min(3, len(description.words))}"
    if description.complement:
        yield "complement"
    if description.possessive:
        yield "possessive"


def candidates(scene: Scene, description: Description, token: int) -> Iterator[Candidate]:
    """Whom a description may mean, with the features of each."""
    sort = sort_of(description)
    fitting = [
        entity
        for entity in scene.in_view(token, scene.by_noun.get(description.noun, [])[:_MOST])
        if not entity.plural
        and _agrees(description, entity)
        and not _contradicts(description, entity)
        and not _is_of_another_state(scene, description, entity)
    ]
    for entity in _called_so(description, fitting):
        fits = (f"{sort} {name}" for name in fit(description, entity))
        yield entity, (*features(scene.view, entity, token, sort=sort), *fits)


def only_body(scene: Scene, span: Span, choice: Choice) -> Entity | None:
    """ "le groupe": it must mean some body; the likeliest in view, however long ago it was named."""
    description = describe(span, scene.page.lexicon)
    if description is None or description.kind != "organization" or description.words:
        return None
    nouns = load_nouns()
    bodies = [one for one in choice.candidates if one[0].kind == "organization"]
    general = description.noun in nouns.general or description.noun in nouns.open
    return likeliest(bodies) if general else None


def _agrees(description: Description, entity: Entity) -> bool:
    """No contradiction of gender or kind between a description and an entity."""
    if (
        description.gender
        and entity.gender
        and entity.gender[0] != description.gender
        and entity.kind == "person"
    ):
        return False
    if description.kind == "person":
        return entity.kind == "person" or (entity.local and entity.kind == "unnamed")
    if description.kind == "media":
        return entity.kind == "media" or (entity.kind == "organization" and description.noun in entity.nouns)
    if description.kind == "organization":
        country = entity.kind == "state" and description.noun in _COUNTRIES
        unnamed = entity.local and entity.kind == "unnamed"
        return entity.kind in {"organization", "media"} or country or unnamed
    return entity.local and entity.kind in {description.kind, "unnamed", "group"}


def _called_so(description: Description, entities: list[Entity]) -> list[Entity]:
    """Of bodies those called by the very noun; else by a narrower one; else those that anything fits."""
    if description.kind == "person":
        return entities
    same = [e for e in entities if description.noun in e.called()]
    if same:
        return same
    narrower = load_nouns().narrower.get(description.noun, frozenset())
    broader = [e for e in entities if narrower & e.called()]
    if broader or description.general:
        return broader or entities
    unsaid = description.noun in load_nouns().open
    return [e for e in entities if e.kind == "media" or (unsaid and not e.nouns)]


def _is_of_another_state(scene: Scene, description: Description, entity: Entity) -> bool:
    """ "la Française" is not "la Suédoise Elsa N."."""
    adjectives = scene.register.adjectives
    state = adjectives.get(description.noun)
    theirs = {adjectives[word] for word in (entity.nouns | entity.words) if word in adjectives}
    return state is not None and bool(theirs) and state not in theirs


def _contradicts(description: Description, entity: Entity) -> bool:
    """ "son avocat" is no bystander, "l'ancien maire" not the mayor, "le chef de l'école" not a bank's."""
    same = description.noun in entity.called()
    if description.young and entity.known is not None and not same:
        return True
    if description.possessive:
        return not same
    if description.former and same and not entity.words & {"ancien", "ancienne", "ex"}:
        return True
    unknown = entity.known is None and not description.words & entity.words
    if description.complement and description.kind == "person" and entity.nouns and not same and unknown:
        return True  # "le député de Seine-Saint-Denis" is no candidate of the Calvados
    if same and description.kind == "organization" and description.words and entity.words:
        return not description.words & entity.words
    return (
        same and description.complement and bool(description.words) and bool(entity.words)
        and not description.words & entity.words and entity.known is None
    )  # fmt: skip
