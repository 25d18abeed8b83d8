"""``kg doctor``: can this installation work, and if not, what to do."""

from __future__ import annotations

import platform
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import click

from kg.cli.terminal import printable
from kg.coding.coder import Coder
from kg.errors import NewskgError
from kg.extract import Extractor
from kg.query import named_queries
from kg.register.load import load as load_register
from kg.resources import lexicon_dir, ontology_dir

Check = Callable[[], str]  # what was found; raises NewskgError or OSError with what to do


@click.command(epilog="Example: kg doctor --model fr_core_news_lg")
@click.option("--model", metavar="NAME", help="The pipeline to check. [default: the shipped one]")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    default="out",
    show_default=True,
    help="The folder that is to take results.",
)
@click.pass_context
def doctor(context: click.Context, model: str | None, out: Path) -> None:
    """Check that this installation can work.

    One line a check; exit code 1 if any of them fails.
    """
    checks: dict[str, Check] = {
        "python": _python,
        "spacy": lambda: version("spacy"),
        "model": lambda: _model(model),
        "lexicon": _lexicon,
        "ontology": _ontology,
        "register": _register,
        "codebook": _codebook,
        "output": lambda: _output(out),
    }
    healthy = True
    for name, check in checks.items():
        try:
            found, good = check(), True
        except (NewskgError, OSError) as error:
            found, good = str(error), False
        healthy &= good
        click.echo(f"{'ok ' if good else 'BAD'}  {name:9} {printable(found)}")
    context.exit(0 if healthy else 1)


def _python() -> str:
    return f"{platform.python_version()} on {platform.system()} {platform.machine()}"


def _model(model: str | None) -> str:
    start = time.perf_counter()
    extractor = Extractor(model)
    return (
        f"{model or 'shipped'}, loaded in {time.perf_counter() - start:.1f} s ({extractor.fingerprint[:12]})"
    )


def _lexicon() -> str:
    tables = sorted(path.name for path in lexicon_dir().glob("*.tsv"))
    if not tables:
        raise NewskgError(f"no tables in {lexicon_dir()}; install newskg again")
    return f"{len(tables)} tables"


def _ontology() -> str:
    if not (ontology_dir() / "newskg.ttl").is_file():
        raise NewskgError(f"no newskg.ttl in {ontology_dir()}; install newskg again")
    return f"newskg.ttl, {len(named_queries())} named queries"


def _register() -> str:
    known = load_register()
    return f"{len(known.actors)} actors, {len(known.roles)} names of roles"


def _codebook() -> str:
    coder = Coder()
    known = coder.codebook
    trained = "trained" if coder.weights else "not trained"
    return f"{len(known.concepts)} propositions, {len(known.expressions)} expressions, {trained}"


def _output(out: Path) -> str:
    """Whether results can be written; nothing is made that was not there."""
    place = next(path for path in (out, *out.absolute().parents) if path.exists())
    if not place.is_dir():
        raise NewskgError(f"{out}: {place} is a file; choose another -o")
    with tempfile.TemporaryFile(dir=place):
        pass
    return f"{out} can be written"
