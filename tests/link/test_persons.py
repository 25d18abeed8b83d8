"""Persons over documents: what joins them, and the traps."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.link.corpora import apart, linked, person, register, speakers, together

RUSSIAN = "ministre russe des Affaires étrangères"


def test_a_misspelt_surname_with_the_same_long_role() -> None:
    role = "sous-secrétaire d'État américaine aux affaires européennes"
    donfried = person("Karen Donfried", role.replace("affaires", "Affaires"), gender="f")
    corpus = linked([person("Donfield", role, gender="f")], [donfried])
    assert speakers(corpus) == ["karen-donfried"] * 2
    (actor,) = [a for a in corpus.actors if a.kind == "person"]
    assert (actor.name, actor.aliases) == ("Karen Donfried", ("Donfield",))


def test_a_misspelt_surname_without_it_stays_alone() -> None:
    assert apart(linked([person("Donfield", gender="f")], [person("Karen Donfried", gender="f")]))


def test_initials_need_a_role_or_company() -> None:
    role = "directeur d'Orelia Export"
    assert together(linked([person("V. Sapounov", role)], [person("Valentine Sapounov", role)]))
    assert apart(linked([person("V. Sapounov")], [person("Valentine Sapounov")]))


def test_company_speaks_for_initials() -> None:
    others = [person("Anne Lefort"), person("Bruno Caron")]
    corpus = linked([person("V. Sapounov"), *others], [person("Valentine Sapounov"), *others])
    assert len(set(speakers(corpus))) == 3


def test_initials_in_two_documents_are_not_one_person_of_themselves() -> None:
    assert apart(linked([person("J. Martin")], [person("J. Martin")]))
    assert together(linked([person("J. Martin", "maire de Brive")], [person("J. Martin", "maire de Brive")]))


def test_spellings_of_one_name() -> None:
    assert together(linked([person("Anatoli Grichtchenko")], [person("Anatoly Gryshchenko")]))


def test_a_surname_alone_joins_nothing() -> None:
    company = [person("Anne Lefort"), person("Bruno Caron"), person("Denis Morel"), person("Élise Garnier")]
    corpus = linked([person("Martin", gender="m"), *company], [person("Martin", gender="m"), *company])
    assert len(set(speakers(corpus))) == 6


def test_a_surname_with_an_office_joins_the_full_name() -> None:
    role = "maire de Brive"
    assert together(linked([person("Martin", role)], [person("Paul Martin", role)]))
    assert apart(linked([person("Martin", role)], [person("Paul Martin", "maire de Tulle")]))


def test_two_of_one_surname() -> None:
    daughter, father = person("Marine Roche", gender="f"), person("Jean-Marie Roche", gender="m")
    bare = person("Roche", "présidente du parti")
    assert apart(linked([daughter], [father], [bare]))


def test_father_and_son_of_one_initial() -> None:
    jean, jacques = person("Jean Martin", "maire de Brive"), person("Jacques Martin", "maire de Brive")
    corpus = linked([jean], [jacques], [person("J. Martin", "maire de Brive")])
    assert apart(corpus)
    assert any("as well" in merge.reason for merge in corpus.merges)


def test_middle_initials_keep_father_and_son_apart() -> None:
    role = "président américain"
    corpus = linked(
        [person("Henry H. W. Walsh", role)], [person("Henry W. Walsh", role)], [person("Henry Walsh", role)]
    )
    assert apart(corpus)


def test_time_tells_which_of_two() -> None:
    role = "président américain"
    corpus = linked(
        [person("Henry H. W. Walsh", role)],
        [person("Henry W. Walsh", role)],
        [person("Henry Walsh", role)],
        days=("1990-01-01", "2004-01-01", "2004-01-10"),
    )
    first, second, third = speakers(corpus)
    assert third == second != first


def test_ministers_of_two_countries(tmp_path: Path) -> None:
    one, other = person("Igor Denissov", RUSSIAN), person("Igor Denissov", "ministre français des Sports")
    assert apart(linked([one], [other], known=register(tmp_path)))
    assert together(linked([one], [person("Igor Denissov", RUSSIAN)], known=register(tmp_path)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person("Paul Roy", "footballeur"), person("Paul Roy", "député du Nord")),
        (person("Paul Roy", "maire de Brive"), person("Paul Roy", "maire de Tulle")),
        (person("Dominique Roy", gender="f"), person("Dominique Roy", gender="m")),
    ],
)
def test_homonyms_get_ids_of_their_own(one: object, other: object) -> None:
    corpus = linked([one], [other])  # type: ignore[list-item]
    assert apart(corpus)
    assert all(
        speaker and speaker.startswith(("paul-roy-", "dominique-roy-")) for speaker in speakers(corpus)
    )
    assert any(merge.decision == "kept apart" for merge in corpus.merges)


def test_a_first_name_tells_the_gender_better_than_what_stands_around_it() -> None:
    assert together(linked([person("Éric Roy", gender="f")], [person("Éric Roy", gender="m")]))


def test_ids_of_homonyms_rest_on_them_alone() -> None:
    homonyms = ([person("Paul Roy", "footballeur")], [person("Paul Roy", "député du Nord")])
    more = [person("Anne Lefort", "maire de Brive")], [person("Bruno Caron")]
    assert speakers(linked(*homonyms)) == ["paul-roy-footballeur", "paul-roy-depute-du-nord"]
    assert speakers(linked(*homonyms, *more))[:2] == speakers(linked(*homonyms))


def test_a_namesake_with_nothing_told_stays_alone() -> None:
    told = [person("Paul Roy", "footballeur")], [person("Paul Roy", "député du Nord")]
    assert apart(linked(*told, [person("Paul Roy")]))


def test_names_forty_years_apart() -> None:
    corpus = linked([person("Paul Roy")], [person("Paul Roy")], days=("1960-01-01", "2021-01-01"))
    assert apart(corpus)


def test_an_actor_of_the_register_is_never_split() -> None:
    known = person("Jens Stoltenberg", "footballeur"), person("Jens Stoltenberg", "député du Nord")
    assert together(linked([known[0]], [known[1]]))


def test_somebody_is_found_in_the_register_whom_no_document_names_in_full() -> None:
    corpus = linked([person("J. Stoltenberg", "secrétaire général de l'Otan")])
    assert speakers(corpus) == ["jens-stoltenberg"]
