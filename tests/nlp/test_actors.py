"""Who is behind the words of a source, within one document."""

from __future__ import annotations

import pytest

from kg.extract import Extractor
from kg.records import Document, Part


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def speakers(extractor: Extractor, text: str, published: str | None = "2021-12-20") -> list[tuple[str, str]]:
    """Name and form of mention of each speaker, in the order of the text; ¶ parts paragraphs."""
    parts, body = [], ""
    for paragraph in text.split("¶"):
        body += "\n\n" if body else ""
        parts.append(Part(role="paragraph", start=len(body), end=len(body) + len(paragraph)))
        body += paragraph
    article = Document(
        id="d", name="d", text=body, sha256="", source_path="d", parts=tuple(parts), published=published
    )
    (found,) = extractor.extract([article])
    names = {actor.id: actor.name for actor in found.actors}
    return [(names[s.speaker], s.source.form) for s in found.statements if s.speaker and s.source]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Moscou affirme que le texte est prêt.", [("Russie", "metonym")]),
        ("L’Otan a déclaré que la réunion aurait lieu.", [("OTAN", "name")]),
        ("Le chef de la diplomatie russe a déclaré que rien ne pressait.", [("Sergueï Lavrov", "role")]),
        (
            "Anne Delaunay a déclaré que le pont serait fermé. « Il est trop vieux », a-t-elle ajouté.",
            [("Anne Delaunay", "name"), ("Anne Delaunay", "pronoun")],
        ),
        (
            "Le maire, Paul Kermarrec, a annoncé la fermeture du pont.¶M. Kermarrec a précisé que les travaux"
            " dureraient un an.¶Le maire a reconnu que la décision était difficile.",
            [("Paul Kermarrec", "role"), ("Paul Kermarrec", "name"), ("Paul Kermarrec", "role")],
        ),
        (
            "Claire Morin a dit que la salle était pleine. Paul Kermarrec a dit qu'elle était vide."
            " « Je maintiens », a-t-elle répondu.",
            [("Claire Morin", "name"), ("Paul Kermarrec", "name"), ("Claire Morin", "pronoun")],
        ),
        (
            "Selon une source proche du dossier, la vente est conclue.",
            [("une source proche du dossier", "unnamed")],
        ),
    ],
)
def test_resolution(extractor: Extractor, text: str, expected: list[tuple[str, str]]) -> None:
    found = speakers(extractor, text)
    assert [name for name, _ in found] == [name for name, _ in expected]
    assert [form for _, form in found][1:] == [form for _, form in expected][1:]


def test_a_role_is_held_on_a_day(extractor: Extractor) -> None:
    text = "Le secrétaire général de l'Otan a déclaré que la porte restait ouverte."
    assert speakers(extractor, text, "2021-12-20")[0][0] == "Jens Stoltenberg"
    assert speakers(extractor, text, "2025-03-01")[0][0] != "Jens Stoltenberg"
    assert speakers(extractor, text, None)[0][0] != "Jens Stoltenberg"


def test_a_surname_alone_stays_in_its_document(extractor: Extractor) -> None:
    def identifier(document: str) -> str | None:
        article = Document(
            id=document, name=document, text="« Non », a dit M. Roy.", sha256="", source_path="d"
        )
        (found,) = extractor.extract([article])
        return found.statements[0].speaker

    assert identifier("one") != identifier("two")
