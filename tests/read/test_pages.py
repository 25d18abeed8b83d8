"""Invented pages of the kinds of the seeds, by other outlets: dumps, live blogs, plain stories."""
# ruff: noqa: E501 (pages as they came have long lines)

from __future__ import annotations

import pytest

from kg.read.body import Body, Metadata
from kg.read.published import decide
from kg.read.text import parse_text

DUMP = """ date 2023-05 https://www.journal-du-port.example/2023/05/17/greve-des-dockers-4412.html

Grève des dockers à Brest : la direction propose une médiation

Grève des dockers à Brest : la direction propose une médiation

La direction du port a proposé mercredi une médiation, après neuf jours de blocage… 17.05.2023, Le Journal du Port

2023-05-17T08:05+0200

2023-05-17T08:05+0200

2023-05-18T19:40+0200

bretagne

brest

/html/head/meta[@name='og:title']/@content /html/head/meta[@name='og:description']/@content

https://img.journal-du-port.example/1200/quai.jpg

La direction du port a proposé mercredi 17 mai une médiation.« Nous voulons sortir de l’impasse », a déclaré \
Anne Le Goff devant la presse.Un conflit qui dureDepuis neuf jours, les dockers bloquent les accès.M.Kerbrat, \
délégué CGT, juge l’offre "insuffisante". "Rien sur les salaires", a-t-il dit.Que veulent les syndicats ?Ils \
réclament 6 % d’augmentation.Et maintenant"La balle est dans leur camp", a répété Mme Le Goff.

brest

Le Journal du Port contact@journal-du-port.example +33298000000 Éditions de l’Iroise 300 80

2023

Yann Morvan https://img.journal-du-port.example/auteurs/ymorvan.jpg

Maëlle Tanguy https://img.journal-du-port.example/auteurs/mtanguy.jpg

Yann Morvan https://img.journal-du-port.example/auteurs/ymorvan.jpg

Économie

fr_FR

1200 800 true

brest, port, grève"""


def published(metadata: Metadata) -> str | None:
    return decide(metadata.get("dates", ())).stamp


def blocks(body: Body) -> list[tuple[str, str]]:
    return [(part.role, body.text[part.start : part.end]) for part in body.parts]


def test_dump() -> None:
    body, metadata = parse_text(DUMP)
    assert blocks(body) == [
        ("paragraph", "La direction du port a proposé mercredi 17 mai une médiation."),
        (
            "paragraph",
            "« Nous voulons sortir de l’impasse », a déclaré Anne Le Goff devant la presse.",
        ),
        ("heading", "Un conflit qui dure"),
        ("paragraph", "Depuis neuf jours, les dockers bloquent les accès."),
        (
            "paragraph",
            'M.Kerbrat, délégué CGT, juge l’offre "insuffisante". "Rien sur les salaires", a-t-il dit.',
        ),
        ("heading", "Que veulent les syndicats ?"),
        ("paragraph", "Ils réclament 6 % d’augmentation."),
        ("heading", "Et maintenant"),
        ("paragraph", '"La balle est dans leur camp", a répété Mme Le Goff.'),
    ]
    assert metadata == Metadata(
        title="Grève des dockers à Brest : la direction propose une médiation",
        url="https://www.journal-du-port.example/2023/05/17/greve-des-dockers-4412.html",
        description="La direction du port a proposé mercredi une médiation, après neuf jours de blocage…",
        description_truncated=True,
        dates=(
            ("metadata", "2023-05-17T08:05:00+02:00"),
            ("notice", "2023-05-17"),
            ("address", "2023-05-17"),
            ("header", "2023-05"),
        ),
        modified="2023-05-18T19:40:00+02:00",
        outlet="Le Journal du Port",
        publisher="Éditions de l’Iroise",
        authors=("Yann Morvan", "Maëlle Tanguy"),
        section="Économie",
        keywords=("brest", "port", "grève"),
        locale="fr_FR",
        language="fr",
        image="https://img.journal-du-port.example/1200/quai.jpg",
    )


def test_dump_without_tags_stamps_authors() -> None:
    body, metadata = parse_text(
        "date 2019-11 https://gazette.example/a/b-12.html\n\nLe budget est voté\n\n"
        'Le conseil a voté mardi le budget. Le maire se dit "satisfait".La suite en décembreLes élus se reverront.'
    )
    assert [role for role, _ in blocks(body)] == ["paragraph", "heading", "paragraph"]
    assert (metadata["title"], published(metadata)) == ("Le budget est voté", "2019-11")
    assert (metadata["authors"], metadata["keywords"], metadata["section"]) == ((), (), None)


def test_dump_whose_body_has_several_lines() -> None:
    lines = DUMP.split("\n")
    at = next(
        index
        for index, line in enumerate(lines)
        if line.startswith("La direction du port a proposé mercredi 17")
    )
    lines[at] = "Un premier paragraphe tient ici.\n\nUn intertitre\n\nUn second paragraphe suit, dit-on."
    body, metadata = parse_text("\n".join(lines))
    assert [role for role, _ in blocks(body)] == ["paragraph", "heading", "paragraph"]
    assert metadata["keywords"] == ("brest", "port", "grève")


def test_dump_keeps_no_contact_data() -> None:
    body, metadata = parse_text(DUMP)
    assert "@journal-du-port" not in f"{body.text} {metadata}"
    assert "+33298000000" not in f"{body.text} {metadata}"


LIVE = """Inondations dans le Var : suivez la situation en direct

Publié le 4 octobre 2021 à 07h10

Les secours sont à pied d'œuvre depuis l'aube dans le Var, où 300 personnes ont été évacuées.
Le préfet doit s'exprimer à 11 heures.

{0}
Le préfet annonce un mort à Brignoles
"Une personne âgée a été retrouvée sans vie", a déclaré le préfet.

{1}
Les écoles du Luc sont fermées
Un pompier à Brignoles - Var Info, 1200, 03.10.2021
Dix photos de la crue
Selon la mairie, elles rouvriront mercredi. Les parents sont prévenus.

{2}
Trois routes coupées
© Var Info / Luc Roy
Пожарные на дороге

À lire aussi
Comment se protéger des crues

{3}
Vigilance rouge

Laisser un commentaire
Nom"""


@pytest.mark.parametrize(
    "stamps",
    [
        ("10h45", "09h30", "8h02", "07h15"),
        ("10:45", "09:30", "08:02", "07:15"),
        ("10:45 04.10.2021", "09:30 04.10.2021", "08:02 04.10.2021", "07:15 04.10.2021"),
        ("04/10/2021 10:45", "04/10/2021 à 09h30", "04/10/2021 08:02", "04/10/2021 07:15"),
        ("Publié à 10:45", "Publié à 09:30", "Publié à 08:02", "Publié à 07:15"),
        (
            "Lundi 4 octobre 2021 à 10 h 45",
            "Le 4 octobre à 09h30",
            "le 4 octobre 2021, 8h02",
            "4 oct. 2021 07:15",
        ),
        ("2021-10-04T10:45:00+02:00", "2021-10-04 09:30", "2021-10-04 08:02", "2021-10-04 07:15"),
    ],
)
def test_live_blog(stamps: tuple[str, str, str, str]) -> None:
    body, metadata = parse_text(LIVE.format(*stamps))
    assert blocks(body) == [
        ("paragraph", "Le préfet doit s'exprimer à 11 heures."),
        ("post-headline", "Le préfet annonce un mort à Brignoles"),
        ("paragraph", '"Une personne âgée a été retrouvée sans vie", a déclaré le préfet.'),
        ("post-headline", "Les écoles du Luc sont fermées"),
        ("paragraph", "Selon la mairie, elles rouvriront mercredi. Les parents sont prévenus."),
        ("post-headline", "Trois routes coupées"),
        ("post-headline", "Vigilance rouge"),
    ]
    times = ["10:45", "10:45", "09:30", "09:30", "08:02", "07:15"]
    assert [part.time for part in body.parts] == [None, *(f"2021-10-04T{time}" for time in times)]
    assert [part.post for part in body.parts] == [None, 0, 0, 1, 1, 2, 3]
    assert metadata["title"] == "Inondations dans le Var : suivez la situation en direct"
    assert metadata["lead"] == (
        "Les secours sont à pied d'œuvre depuis l'aube dans le Var, où 300 personnes ont été évacuées."
    )
    assert (metadata["kind"], metadata["post_order"]) == ("live-blog", "newest first")
    assert published(metadata) == "2021-10-04"


def test_live_blog_oldest_first_past_midnight() -> None:
    body, metadata = parse_text(
        "Procès Martin, en direct\n\nPublié le 31 décembre 2020\n\n"
        "23h50 - La cour se retire\n23h55 - Un expert est entendu\n00h20 - L'audience est levée\n"
    )
    assert [part.time for part in body.parts] == ["2020-12-31T23:50", "2020-12-31T23:55", "2021-01-01T00:20"]
    assert blocks(body)[0] == ("post-headline", "La cour se retire")
    assert metadata["post_order"] == "oldest first"


def test_live_blog_without_any_day_has_no_times() -> None:
    body, metadata = parse_text("Vote en direct\n\n10:00\nLe vote commence\n\n09:00\nLes élus arrivent\n")
    assert [part.time for part in body.parts] == [None, None]
    assert published(metadata) is None


def test_a_story_with_its_own_stamps_is_no_live_blog() -> None:
    body, metadata = parse_text(
        "Un accord trouvé à Vienne\n\nPar Jeanne Petit et Luc Moreau\nPublié le 3 mars 2021 à 18h30\n"
        "Mis à jour le 4 mars 2021 à 9h05\n\nLes négociateurs ont trouvé un accord, dit-on.\n\nLes points en suspens\n\n"
        "« Il reste du travail », a prévenu le délégué.\n\nPartager sur Facebook\nLire aussi : le précédent accord\n"
    )
    assert blocks(body) == [
        ("paragraph", "Les négociateurs ont trouvé un accord, dit-on."),
        ("heading", "Les points en suspens"),
        ("paragraph", "« Il reste du travail », a prévenu le délégué."),
    ]
    assert metadata["title"] == "Un accord trouvé à Vienne"
    assert metadata["authors"] == ("Jeanne Petit", "Luc Moreau")
    assert (published(metadata), metadata["modified"]) == ("2021-03-03T18:30:00", "2021-03-04T09:05:00")


@pytest.mark.parametrize(
    "notice",
    [
        "The German and French versions are automatically generated by a system. There may be errors.",
        "This article was automatically translated from Spanish.",
        "Cet article a été traduit automatiquement de l'anglais.",
    ],
)
def test_translation_notice_is_dropped_and_noted(notice: str) -> None:
    body, metadata = parse_text(
        f"Partager:\n\nLe ministre a parlé mardi.\n\nIl a promis un effort.\n\n{notice}\n"
    )
    assert body.text == "Le ministre a parlé mardi.\n\nIl a promis un effort."
    assert metadata["machine_translated"] is True


def test_news_about_translation_is_no_notice() -> None:
    text = "Le site sera traduit automatiquement, a dit le maire.\n\nLa traduction automatique progresse."
    body, metadata = parse_text(text)
    assert body.text == text
    assert "machine_translated" not in metadata


def test_lines_wrapped_by_hand_are_joined() -> None:
    body, _ = parse_text(
        "Le ministre a annoncé mardi la fermeture de trois\nsites industriels dans la région, selon un communiqué\n"
        "transmis à la presse.\n\nLes syndicats dénoncent une décision « brutale » et\nappellent à la grève.\n"
    )
    assert [found for _, found in blocks(body)] == [
        "Le ministre a annoncé mardi la fermeture de trois sites industriels dans la région, selon un communiqué "
        "transmis à la presse.",
        "Les syndicats dénoncent une décision « brutale » et appellent à la grève.",
    ]


@pytest.mark.parametrize(
    ("dateline", "day"),
    [
        ("3 août 2012. - ", "2012-08-03"),
        ("BRUXELLES, 12 janvier 2022 (AFP) - ", "2022-01-12"),
        ("BRUXELLES, 12 janv. 2022 (Reuters) — ", "2022-01-12"),
        ("SAINT-DENIS (La Réunion), 12 jan 2022 (AFP) – ", "2022-01-12"),
        ("BRUXELLES, 12 jan (AFP) - ", None),  # of which year, nothing tells
        ("Washington (AFP) - ", None),
        ("PARIS (Reuters) – ", None),
    ],
)
def test_a_dateline_gives_the_day_and_is_no_text(dateline: str, day: str | None) -> None:
    body, metadata = parse_text(f"{dateline}La mairie a fermé ses portes, a dit le maire.")
    assert body.text == "La mairie a fermé ses portes, a dit le maire."
    assert published(metadata) == day


@pytest.mark.parametrize(
    "text", ["PARIS (1er arrondissement) - Le maire a parlé.", "Le 3 août 2012 - Fin, dit-il."]
)
def test_what_is_no_dateline_stays(text: str) -> None:
    assert parse_text(text)[0].text == text


def test_windows_line_ends() -> None:
    source = "Le ministre a parlé.\r\n\r\nIl a dit non.\r\n"
    body, _ = parse_text(source)
    assert body.text == "Le ministre a parlé.\n\nIl a dit non."
    assert [part.line for part in body.parts] == [1, 3]
    for run in body.alignment:
        assert body.text[run.text : run.text + run.length] == source[run.source : run.source + run.length]


def test_foreign_languages_are_told() -> None:
    english = (
        "The minister said on Tuesday that the government is not going to change the law, and that it was "
    )
    assert parse_text(f"{english * 3}final.")[1]["language"] == "en"
