"""What the tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.oxigraph_server import oxigraph
from tests.virtuoso import virtuoso

__all__ = ["oxigraph", "virtuoso"]  # fixtures

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def seeds(root: Path) -> Path:
    """The five documents that the project starts from."""
    return root / "seeds"


@pytest.fixture(scope="session")
def shared(root: Path) -> Path:
    """Annotated texts and corpora beside the checkout: absent on a user's machine, never in CI."""
    folder = root.parent / "shared"
    if not folder.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail("../shared is absent: the figures cannot be checked")
        pytest.skip("../shared is absent")
    return folder
