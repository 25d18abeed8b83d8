"""What a check found, counted and told as text or JSON."""

from __future__ import annotations

import json
from bisect import insort
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from rdflib.term import Node

from kg.check.shapes import Shapes
from kg.check.validator import Result

SEVERITIES = ("violation", "warning", "info")
_WIDE = 100  # characters of a value, at most


@dataclass(slots=True)
class Group:
    """Results that differ only in where they are; ``examples`` are the first nodes by name, and values."""

    severity: str
    shape: str
    path: str | None
    message: str
    count: int = 0
    examples: list[tuple[str, str]] = field(default_factory=list)


class Report:
    """Takes results as they come; keeps ``examples`` of each group, all of them only if ``everything``."""

    def __init__(self, name: str, shapes: Shapes, *, examples: int = 3, everything: bool = False) -> None:
        self.name = name
        self.shapes = shapes
        self.triples = 0
        self.results: list[Result] = []
        self._examples = examples
        self._everything = everything
        self._groups: dict[tuple[str, ...], Group] = {}

    def add(self, result: Result) -> None:
        """Count a result."""
        shape = self.shapes.short(result.shape) if result.shape is not None else ""
        key = (result.severity, shape, result.path or "", result.message)
        group = self._groups.get(key)
        if group is None:
            group = Group(severity=result.severity, shape=shape, path=result.path, message=result.message)
            self._groups[key] = group
        group.count += 1
        value = "" if result.value in (None, result.focus) else self._value(result.value)
        insort(group.examples, (self.shapes.short(result.focus), value))
        del group.examples[self._examples :]
        if self._everything:
            self.results.append(result)

    def _value(self, node: Node | None) -> str:
        text = self.shapes.short(node) if node is not None else ""
        return text if len(text) <= _WIDE else text[: _WIDE - 1] + "…"

    @property
    def groups(self) -> list[Group]:
        """The worst first, then the most frequent, then by name."""
        return sorted(
            self._groups.values(),
            key=lambda g: (SEVERITIES.index(g.severity), -g.count, g.shape, g.path or "", g.message),
        )

    @property
    def counts(self) -> Mapping[str, int]:
        """Results by severity."""
        found: Counter[str] = Counter()
        for group in self._groups.values():
            found[group.severity] += group.count
        return {severity: found[severity] for severity in SEVERITIES}

    @property
    def conforms(self) -> bool:
        """Whether there is no violation; warnings and infos are none."""
        return not self.counts["violation"]


def as_text(report: Report) -> str:
    """For reading: a line for the whole, a paragraph for each group, its first examples."""
    counts = report.counts
    words = [f"{number:,} {name}{'s' * (number != 1)}" for name, number in counts.items() if number]
    verdict = "conforms" if report.conforms else "does not conform"
    lines = [f"{report.name}: {verdict} ({', '.join([f'{report.triples:,} triples', *words])})"]
    for group in report.groups:
        lines += ["", f"{group.severity} {group.count:,} × {group.message}"]
        lines.append(f"    {group.shape}" + (f" at {group.path}" if group.path else ""))
        if group.severity == "info":
            continue
        lines += [f"    – {focus}" + (f": {value}" if value else "") for focus, value in group.examples]
        if group.count > len(group.examples):
            lines.append(f"    … and {group.count - len(group.examples):,} more")
    return "".join(f"{line}\n" for line in lines)


def as_json(report: Report) -> str:
    """One object: conforms, counts, groups with their examples."""
    groups = [
        {
            "severity": group.severity,
            "count": group.count,
            "message": group.message,
            "shape": group.shape,
            "path": group.path,
            "examples": [{"focus": focus, "value": value or None} for focus, value in group.examples],
        }
        for group in report.groups
    ]
    found = {"graph": report.name, "conforms": report.conforms, "triples": report.triples}
    return (
        json.dumps({**found, "counts": report.counts, "groups": groups}, ensure_ascii=False, indent=2) + "\n"
    )
