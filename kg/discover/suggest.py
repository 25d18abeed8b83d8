"""From a built result to a draft of a codebook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.codebook.entries import Concept
from kg.discover.contents import Content, Contents
from kg.discover.cues import Cue, candidates, choose, covered, postings
from kg.discover.groups import levels_of
from kg.discover.vectors import Encoder, encoded_vectors, word_vectors
from kg.discover.wording import count_note, expression, label, plain, slug
from kg.userfile import Place

_LEAST_COVERED = 0.4  # of a group by its cues; what shares no more than one common word has fewer
_LEAST_RECURRING = 3  # contents with the same two words: two may be chance
_READ = 8  # contents to choose the label among
_EXAMPLES = 3
_LONGEST_EXAMPLE = 400  # characters
_LONGEST_ID = 80
_DRAFT = "draft"


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestOptions:
    """``min_size``: statements of a concept, at least; ``max_concepts``: concepts, at most."""

    min_size: int = 5
    max_concepts: int = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Contents that recur: their numbers, the most central first, and the expressions that find them."""

    members: tuple[int, ...]
    cues: tuple[Cue, ...]

    @property
    def found(self) -> frozenset[int]:
        """The members that the cues find."""
        return covered(self.cues)

    @property
    def phrases(self) -> tuple[Cue, ...]:
        """The cues of several words."""
        return tuple(cue for cue in self.cues if len(cue.combination) > 1)

    @property
    def strongest(self) -> int:
        """How many members the cue of several words finds that finds most."""
        return max((len(cue.found) for cue in self.phrases), default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Draft concepts, the clearest first; ``covered`` of ``statements`` are in one, copies left out."""

    concepts: tuple[Concept, ...]
    statements: int
    copies: int
    covered: int


def suggest(found: Contents, options: SuggestOptions | None = None, encode: Encoder | None = None) -> Draft:
    """A draft of a codebook for the contents; the same contents give the same draft, in any order.

    ``encode`` gives sentences vectors; without it they are compared by their words.
    """
    chosen = options or SuggestOptions()
    contents = found.contents
    groups = recurring(found, chosen, encode)
    return Draft(
        concepts=tuple(_concepts(groups, contents)),
        statements=len(contents),
        copies=found.copies,
        covered=len({member for group in groups for member in group.found}),
    )


def recurring(found: Contents, options: SuggestOptions, encode: Encoder | None = None) -> list[Group]:
    """The groups that expressions can tell from the rest; first where many are found, and many by one cue.

    Broad groups come first; one that no expressions tell from the rest is cut into narrower ones.
    """
    contents = found.contents
    if not contents:
        return []
    vectors = encoded_vectors(contents, encode) if encode else word_vectors(contents)
    told: list[Group] = []
    for level in levels_of(vectors, options.min_size):
        taken = {member for group in told for member in group.members}
        left = [tuple(group.tolist()) for group in level if taken.isdisjoint(group.tolist())]
        told += [group for group in _with_cues(left, found) if _is_told(group, options.min_size)]
    told.sort(key=lambda group: (-group.strongest * len(group.found), -len(group.found), min(group.members)))
    return told[: options.max_concepts]


def _with_cues(groups: Sequence[tuple[int, ...]], found: Contents) -> Iterator[Group]:
    contents = found.contents
    offered = [candidates((contents[member] for member in group), found.names) for group in groups]
    found_by = postings(contents, {combination for some in offered for combination in some})
    for group, some in zip(groups, offered, strict=True):
        yield Group(members=group, cues=tuple(choose(frozenset(group), some, found_by)))


def _is_told(group: Group, smallest: int) -> bool:
    """Whether cues of several words find much of a group, and one of them more than a pair of contents."""
    enough = len(covered(group.phrases)) >= _LEAST_COVERED * len(group.members)
    return enough and group.strongest >= _LEAST_RECURRING and len(group.found) >= smallest


def _concepts(groups: Iterable[Group], contents: Sequence[Content]) -> Iterator[Concept]:
    ids: set[str] = set()
    for line, group in enumerate(groups, 2):
        central = [contents[member] for member in group.members if member in group.found]
        first = [contents[member] for member in group.members if member in group.cues[0].found]
        cues = [
            wording
            for cue in group.cues
            if (wording := expression(cue.combination, [contents[m].text for m in sorted(cue.found)]))
        ]
        identifier = _unused(cues, ids)
        ids.add(identifier)
        yield Concept(
            id=identifier,
            label_fr=label([content.text for content in (*first[:_READ], *central[:_READ])]),
            scope_fr=count_note(
                len(central),
                len({content.actor for content in central if content.actor}),
                len({content.document for content in central}),
            ),
            cues=tuple(dict.fromkeys(cues)),
            examples=tuple(_examples(central)),
            place=Place(_DRAFT, line),
        )


def _unused(cues: Sequence[str], taken: set[str]) -> str:
    """An id from the first cue; with the words of the next ones, else a number, where it is taken."""
    words: list[str] = []
    for cue in cues:
        words += [word for word in slug(cue).split("-") if word and word not in words]
        name = "-".join(words)
        if 0 < len(name) <= _LONGEST_ID and name not in taken:
            return name
    base = next(filter(None, map(slug, cues)), "concept")
    return next(name for n in range(2, len(taken) + 3) if (name := f"{base}-{n}") not in taken)


def _examples(central: Sequence[Content]) -> list[str]:
    """The most central contents, of different actors and documents as far as there are such."""
    left = [content for content in central if len(content.text) <= _LONGEST_EXAMPLE] or list(central)
    chosen: list[Content] = []
    while left and len(chosen) < _EXAMPLES:
        actors = {content.actor for content in chosen}
        documents = {content.document for content in chosen}
        best = min(left, key=lambda c: (c.actor in actors) + (c.document in documents))
        chosen.append(best)
        left.remove(best)
    return list(dict.fromkeys(filter(None, (plain(content.text) for content in chosen))))
