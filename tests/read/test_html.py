"""HTML pages: text without navigation, the page's own dates, never the day of the run."""
# ruff: noqa: E501 (pages as they came have long lines)

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from kg.errors import DocumentSkipped
from kg.read import read_path
from kg.records import Document

PAGE = """<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8">
<title>Le lac rouvre - La Tribune alpine</title><meta property="og:site_name" content="La Tribune alpine">
<meta property="og:locale" content="fr_FR"><link rel="canonical" href="https://tribune.example/lac">
{head}</head><body><nav><a href="/">Accueil</a><a href="/eco">Économie</a></nav><h1>Le lac rouvre</h1><article>
<p>Les plages ont rouvert mardi. « Nous sommes soulagés », a déclaré le maire, qui attendait ce jour depuis mars.</p>
<h2>Des règles strictes</h2>
<p>Le masque reste conseillé, selon la préfecture.<br><br>Les con\u00adtrôles se\u00adront renforcés, a prévenu
la gendarmerie.</p><h2>Sources</h2><ul><li><a href="x">Communiqué de la mairie</a></li></ul></article>
<footer><p>© 2024 Tous droits réservés</p><p>Partager</p></footer></body></html>"""
LINKED = json.dumps(
    {
        "@graph": [
            {
                "@type": "NewsArticle",
                "datePublished": "2020-06-02T09:15:00+0200",
                "dateModified": "2020-06-02T09:00:00Z",
                "author": [{"@type": "Person", "name": "Léa Roche"}],
            }
        ]
    }
)


def read(tmp_path: Path, page: str) -> Document | DocumentSkipped:
    path = tmp_path / "page.html"
    path.write_text(page, encoding="utf-8")
    (found,) = read_path(path)
    return found


def document(tmp_path: Path, page: str) -> Document:
    found = read(tmp_path, page)
    assert isinstance(found, Document), found
    return found


def test_text_and_metadata(tmp_path: Path) -> None:
    page = PAGE.format(head=f'<script type="application/ld+json">{LINKED}</script>')
    found = document(tmp_path, page)
    assert [(part.role, found.text[part.start : part.end]) for part in found.parts] == [
        (
            "paragraph",
            "Les plages ont rouvert mardi. « Nous sommes soulagés », a déclaré le maire, qui attendait ce jour"
            " depuis mars.",
        ),
        ("heading", "Des règles strictes"),
        ("paragraph", "Le masque reste conseillé, selon la préfecture."),
        ("paragraph", "Les contrôles seront renforcés, a prévenu la gendarmerie."),
    ]
    assert (found.title, found.outlet, found.url) == (
        "Le lac rouvre",
        "La Tribune alpine",
        "https://tribune.example/lac",
    )
    assert (found.published, found.modified) == ("2020-06-02T09:15:00+02:00", "2020-06-02T09:00:00+00:00")
    assert (found.authors, found.language, found.locale) == (("Léa Roche",), "fr", "fr_FR")
    assert found.alignment == ()


@pytest.mark.parametrize(
    ("head", "published"),
    [
        (
            '<meta property="article:published_time" content="2019-03-04T10:00+01:00">',
            "2019-03-04T10:00:00+01:00",
        ),
        ('<meta name="date" content="2019-03-04">', "2019-03-04"),
        ("", None),
    ],
)
def test_date_of_the_page_never_of_the_run(tmp_path: Path, head: str, published: str | None) -> None:
    found = document(tmp_path, PAGE.format(head=head))
    assert found.published == published
    assert date.today().isoformat() not in (found.published or "")


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("<p>Publié le 22 mai 2012 à 7h05</p>", "2012-05-22T07:05:00"),
        ("<p>Publié le 22/05/2012</p>", "2012-05-22"),
        ("<p>Le port a fermé, selon le maire.</p>", None),
    ],
)
def test_date_in_words(tmp_path: Path, line: str, published: str | None) -> None:
    page = f"<html><body><h1>Un titre</h1>{line}<p>Le ministre a parlé. Il a dit « non ».</p></body></html>"
    found = document(tmp_path, page)
    assert found.published == published
    assert "Publié" not in found.text
    assert "Un titre" not in found.text


def test_live_blog_in_html(tmp_path: Path) -> None:
    posts = "".join(
        f"<p>{clock} 03.02.2021</p><p>Le vote numéro {n} est acquis</p><p>« Nous sommes heureux », a dit le maire"
        f" du quartier {n}, entouré de ses élus et de nombreux habitants.</p>"
        for n, clock in enumerate(("12:40", "11:20", "10:05"))
    )
    page = f"<html><body><article><h1>Vote en direct</h1>{posts}</article></body></html>"
    found = document(tmp_path, page)
    assert found.kind == "live-blog"
    assert [part.time for part in found.parts][::2] == [
        f"2021-02-03T{c}" for c in ("12:40", "11:20", "10:05")
    ]


@pytest.mark.parametrize(
    "page",
    [
        "<html></html>",
        "<html><body>" + "<div>" * 50_000 + "Bonjour",
        "<<<<>>>>",
        "<html><body><script>var a = 'Le ministre a dit non.';</script></body></html>",
        "<!DOCTYPE html>",
    ],
)
def test_hostile_page_is_skipped(tmp_path: Path, page: str) -> None:
    found = read(tmp_path, page)
    assert isinstance(found, DocumentSkipped)
    assert "page.html" in str(found)
    assert "\n" not in str(found)


def test_wikinews(shared: Path) -> None:
    """Days, titles and every quoted word of the 50 annotated pages are found."""
    folder = shared / "gold" / "wikinews"
    lines = (shared / "gold" / "wikinews.jsonl").read_text(encoding="utf-8").splitlines()
    for gold in map(json.loads, lines):
        (found,) = read_path(folder / f"{gold['doc']}.html")
        assert isinstance(found, Document)
        assert (found.published, found.title) == (gold["published"], gold["title"])
        text = re.sub(r"\s+", "", found.text)
        for statement in gold["statements"]:
            for words in (
                *statement.get("parts", [statement["content"]]),
                statement["cue"],
                statement["source"],
            ):
                assert re.sub(r"\s+", "", words or "") in text
