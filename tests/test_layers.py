"""The floors hold: imports only go down, siblings stay strangers, heavy libraries keep to their rooms.

The table below is the plan of docs/design.md. A new module must be put on a floor here.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

FLOORS: tuple[frozenset[str], ...] = (
    frozenset("records errors ids resources atomic userfile turtle plain holders signals".split()),
    frozenset("lexicon register codebook vocab journal".split()),
    frozenset("read nlp coding".split()),
    frozenset("extract".split()),
    frozenset("graph link workers results netfiles dna discourse".split()),
    frozenset("write export query check publish ontology_page api plot score training discover".split()),
    frozenset("build serve".split()),
    frozenset("cli".split()),
)
GROUND = FLOORS[0]  # its modules may use each other, but see STANDARD_ONLY
STANDARD_ONLY = GROUND - {"turtle"}

ROOMS: dict[str, frozenset[str]] = {
    "spacy": frozenset("nlp extract training".split()),
    "thinc": frozenset("nlp extract training".split()),
    "numpy": frozenset("link training discover netfiles discourse plot".split()),
    "rapidfuzz": frozenset("link query".split()),
    "sklearn": frozenset("training discover".split()),
    "scipy": frozenset("training discover discourse plot".split()),
    "rdflib": frozenset("graph write export query check ontology_page serve".split()),
    "pyoxigraph": frozenset(
        "turtle vocab graph write export query check publish ontology_page serve".split()
    ),
    "pyshacl": frozenset("check".split()),
    "portalocker": frozenset("query".split()),
    "networkx": frozenset("graph write netfiles discourse plot api".split()),
    "igraph": frozenset("netfiles".split()),
    "pandas": frozenset("netfiles".split()),
    "pyarrow": frozenset("netfiles".split()),
    "matplotlib": frozenset("plot".split()),
    "trafilatura": frozenset("read".split()),
    "htmldate": frozenset("read".split()),
    "httpx": frozenset("publish".split()),
    "starlette": frozenset("serve".split()),
    "uvicorn": frozenset("serve".split()),
    "sqlite3": frozenset("journal dna".split()),
    "click": frozenset("cli".split()),
    "rich": frozenset("cli".split()),
}

PACKAGE = Path(__file__).resolve().parent.parent / "kg"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def unit(parts: tuple[str, ...]) -> str:
    """What stands on a floor: the module or package right below ``kg``."""
    return parts[1] if len(parts) > 1 else ""


def dotted(path: Path) -> tuple[str, ...]:
    parts = ("kg", *path.relative_to(PACKAGE).with_suffix("").parts)
    return parts[:-1] if parts[-1] == "__init__" else parts


def floor(name: str) -> int:
    return next(number for number, names in enumerate(FLOORS) if name in names)


def imports(tree: ast.AST) -> Iterator[tuple[ast.stmt, tuple[str, ...]]]:
    """Every import of a module with the dotted name it reaches for."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node, tuple(alias.name.split("."))
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide the floor"
            base = tuple((node.module or "").split("."))
            for alias in node.names:
                yield node, (*base, alias.name)


def complaints(name: tuple[str, ...], source: str) -> list[str]:
    """What is wrong with the imports of the module ``name``."""
    here, tree, found = unit(name), ast.parse(source), []
    late = {
        child
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for child in ast.walk(node)
    }
    for node, target in imports(tree):
        where = f"{'.'.join(name)}:{node.lineno} imports {'.'.join(target)}"
        if target[0] == "kg" and node in late:
            found.append(f"{where} inside a function")
        if target[0] == "kg" and len(target) > 1:
            there = unit(target)
            if there != here and floor(there) >= floor(here) and not {here, there} <= GROUND:
                found.append(f"{where}: not below its own floor")
        if here not in ROOMS.get(target[0], frozenset({here})):
            found.append(f"{where}: only for {sorted(ROOMS[target[0]])}")
    return found


def graph() -> dict[tuple[str, ...], set[tuple[str, ...]]]:
    """Module → the modules of kg that it imports."""
    known = {dotted(path) for path in MODULES}
    edges: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for path in MODULES:
        targets = [target for _, target in imports(ast.parse(path.read_text(encoding="utf-8")))]
        reached = {target if target in known else target[:-1] for target in targets}
        edges[dotted(path)] = (reached & known) - {dotted(path)}
    return edges


def find_cycle(edges: dict[tuple[str, ...], set[tuple[str, ...]]]) -> list[str]:
    """The names on a cycle, or nothing."""
    done: set[tuple[str, ...]] = set()

    def visit(module: tuple[str, ...], path: list[tuple[str, ...]]) -> list[str]:
        if module in path:
            return [".".join(step) for step in [*path[path.index(module) :], module]]
        if module in done:
            return []
        for target in sorted(edges.get(module, ())):
            if cycle := visit(target, [*path, module]):
                return cycle
        done.add(module)
        return []

    return next(filter(None, (visit(module, []) for module in sorted(edges))), [])


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_go_down(path: Path) -> None:
    assert unit(dotted(path)) in frozenset().union(*FLOORS), "give it a floor in FLOORS and docs/design.md"
    assert not complaints(dotted(path), path.read_text(encoding="utf-8"))


def test_no_cycles() -> None:
    assert not find_cycle(graph())


@pytest.mark.parametrize("name", sorted(STANDARD_ONLY))
def test_the_ground_floor_uses_the_standard_library_alone(name: str) -> None:
    tree = ast.parse((PACKAGE / f"{name}.py").read_text(encoding="utf-8"))
    assert {target[0] for _, target in imports(tree)} <= {*sys.stdlib_module_names, "kg"}


def test_the_plan_names_every_unit() -> None:
    plan = (PACKAGE.parent / "docs" / "design.md").read_text(encoding="utf-8")
    units = {unit(dotted(path)) for path in MODULES}
    assert not {name for name in units if f"{name}.py" not in plan and f"{name}/" not in plan}


@pytest.mark.parametrize(
    ("name", "source", "wrong"),
    [
        ("kg.read.text", "import kg.nlp.quotes", True),  # a sibling
        ("kg.graph.rdf", "from kg.link import link", True),
        ("kg.records", "from kg.build import build", True),  # up
        ("kg.read.text", "from kg import extract", True),
        ("kg.link.actors", "def f():\n    from kg.records import Actor", True),  # late
        ("kg.read.text", "import spacy", True),
        ("kg.link.actors", "from rdflib import Graph", True),
        ("kg.nlp.quotes", "import spacy.tokens", False),
        ("kg.nlp.quotes", "from kg.nlp.tokens import words", False),  # the same room
        ("kg.extract", "from kg.nlp.pipeline import load", False),
        ("kg.ids", "from kg.errors import NewskgError", False),
    ],
)
def test_the_test_sees_what_it_is_for(name: str, source: str, wrong: bool) -> None:
    assert bool(complaints(tuple(name.split(".")), source)) is wrong


def test_the_test_sees_a_cycle() -> None:
    a, b, c = ("kg", "a"), ("kg", "b"), ("kg", "c")
    assert find_cycle({a: {b}, b: {c}, c: {b}}) == ["kg.b", "kg.c", "kg.b"]
    assert not find_cycle({a: {b, c}, b: {c}, c: set()})
