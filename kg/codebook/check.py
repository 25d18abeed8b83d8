"""What can be wrong with the entries of a codebook."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.codebook.entries import Concept, WordClass
from kg.codebook.expression import ExpressionInvalid, Term, parse, word_class
from kg.userfile import Place, Problem

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST = 100  # characters of an id; it becomes part of an address


def problems_of(concepts: Sequence[Concept], classes: Sequence[WordClass]) -> Iterator[Problem]:
    """All that is wrong, file by file in the order of the entries."""
    yield from _ids([(c.id, c.place) for c in concepts], "concept")
    yield from _ids([(c.id, c.place) for c in classes], "class")
    known, wrong = terms_of(classes)
    yield from wrong
    ids = {concept.id for concept in concepts}
    for concept in concepts:
        if not concept.label_fr:
            yield Problem(concept.place, f"concept {concept.id!r} has no French label; give it one")
        if not (concept.cues or concept.hidden or concept.counter_cues or concept.examples):
            yield Problem(concept.place, f"concept {concept.id!r} has neither cues nor examples; add some")
        for broader in concept.broader:
            if broader not in ids:
                reason = f"concept {concept.id!r} is narrower than {broader!r}, which is not there; add it"
                yield Problem(concept.place, reason)
        yield from _expressions(concept, known)
    yield from _cycles(concepts)


def terms_of(classes: Iterable[WordClass]) -> tuple[dict[str, Term], list[Problem]]:
    """The word classes by name, and what is wrong with them."""
    known: dict[str, Term] = {}
    problems: list[Problem] = []
    for found in classes:
        try:
            if not found.words:
                raise ExpressionInvalid(f"class @{found.id} has no words; add some")
            known.setdefault(found.id, word_class(found.id, found.words))
        except ExpressionInvalid as error:
            problems.append(Problem(found.place, str(error)))
    return known, problems


def _ids(found: Iterable[tuple[str, Place]], what: str) -> Iterator[Problem]:
    seen: dict[str, Place] = {}
    for identifier, place in found:
        if not _ID.fullmatch(identifier) or len(identifier) > _LONGEST:
            reason = f"{what} id {identifier!r} is no slug (a-z, 0-9, single hyphens); rename it"
            yield Problem(place, reason)
        elif identifier in seen:
            reason = f"{what} id {identifier!r} stands in line {seen[identifier].line} already; rename one"
            yield Problem(place, reason)
        seen.setdefault(identifier, place)


def _expressions(concept: Concept, classes: Mapping[str, Term]) -> Iterator[Problem]:
    for text in (*concept.cues, *concept.counter_cues, *concept.excludes, *concept.hidden):
        try:
            parse(text, classes)
        except ExpressionInvalid as error:
            yield Problem(concept.place, f"concept {concept.id!r}: {error}")
    for text in sorted({*concept.cues} & {*concept.counter_cues}):
        reason = f"concept {concept.id!r}: {text!r} is both cue and counter-cue; keep one"
        yield Problem(concept.place, reason)


def _cycles(concepts: Sequence[Concept]) -> Iterator[Problem]:
    """A problem for each circle of broader concepts, at its first member."""
    broader = {concept.id: concept.broader for concept in concepts}
    done: set[str] = set()
    for concept in concepts:
        path = [concept.id]
        if concept.id in done:
            continue
        if circle := _circle(path, broader, done):
            way = " → ".join(circle)
            yield Problem(concept.place, f"the broader concepts run in a circle ({way}); break it")


def _circle(path: list[str], broader: Mapping[str, Sequence[str]], done: set[str]) -> list[str]:
    """The circle that the last of a path runs into, depth first without recursion."""
    stack = [(path[0], iter(broader.get(path[0], ())))]
    while stack:
        here, rest = stack[-1]
        above = next(rest, None)
        if above is None:
            done.add(here)
            stack.pop()
        elif any(above == name for name, _ in stack):
            names = [name for name, _ in stack]
            done.update(names)
            return [*names[names.index(above) :], above]
        elif above not in done:
            stack.append((above, iter(broader.get(above, ()))))
    return []
