"""In which role somebody speaks, in the words of the document: all of them, and nothing that is no role."""

from __future__ import annotations

import pytest

from kg.extract import Extractor
from kg.ids import digest
from kg.records import Document


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("« Il faut agir », a déclaré le ministre de la Culture Hervé Maligot.", "ministre de la Culture"),
        ("« Oui », a annoncé la ministre de l'Éducation Hélène Vautrin.", "ministre de l'Éducation"),
        (
            "« Il faut agir », a dit l'ancien procureur général de l'Aveyron Hervé Maligot.",
            "ancien procureur général de l'Aveyron",
        ),
        ("« C'est ainsi », a dit l'astronome suisse Michel Rochat.", "astronome suisse"),
        ("« C'est ainsi », avait annoncé la veille Hervé Maligot.", None),
        ("« C'est ainsi », a expliqué cette semaine Hervé Maligot.", None),
        ("« C'est ainsi », a déclaré à la station Hervé Maligot.", None),
        ("« C'est ainsi », a lancé dans la journée Hervé Maligot.", None),
        ("« C'est ainsi », a dit avec émotion Hervé Maligot.", None),
    ],
)
def test_the_words_of_a_role(text: str, role: str | None, extractor: Extractor) -> None:
    document = Document(id=digest(text), name="x", text=text, sha256=digest(text, length=64), source_path="x")
    (found,) = extractor.extract([document])
    (statement,) = found.statements
    assert statement.in_role == role
    if role is not None:
        assert statement.role_span is not None
        assert statement.role_span.text == role
    roles = {label.label for actor in found.actors for label in actor.roles}
    assert roles == ({role} if role else set())
