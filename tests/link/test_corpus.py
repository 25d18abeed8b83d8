"""Records of many documents, joined; properties that hold for any of them."""

from __future__ import annotations

from random import Random

from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.link import appearances, link
from kg.link.decisions import Decision, Decisions
from kg.records import Actor, ActorKind, Corpus, Role, Stance
from tests.link.corpora import document, linked, person, shown, speakers, statement


def test_one_actor_behind_one_id() -> None:
    actors = [
        Actor(id="anne-roy", name="Anne Roy", kind="person", aliases=("la maire",)),
        Actor(id="anne-roy", name="Anne Roy", kind="person"),
        Actor(id="anne-roy", name="Anne ROY", kind="person", roles=(Role(label="maire"),)),
    ]
    (found,) = linked(*([actor] for actor in actors)).actors
    assert found.name == "Anne Roy"
    assert found.aliases == ("Anne ROY", "la maire")
    assert [role.label for role in found.roles] == ["maire"]


def test_what_an_actor_belongs_to_comes_from_the_register() -> None:
    actor = Actor(id="x", name="X", kind="organization", member_of=("mid-russie", "nowhere"))
    assert [a.id for a in linked([actor]).actors] == ["mid-russie", "russie", "x"]


def test_statements_follow_in_all_their_places() -> None:
    documents, pairs = shown(
        [person("Anatoli Grichtchenko"), person("Anne Roy")], [person("Anatoly Gryshchenko")]
    )
    old, final = "anatoly-gryshchenko", "anatoli-grichtchenko"
    said = statement(
        1, "d01", "anne-roy", via=(old, "anne-roy", final), addressee=old, on_behalf_of=old,
        stances=(Stance(concept="c", position="support", holder=old),),
    )  # fmt: skip
    corpus = link(documents, [said], pairs)
    (new,) = corpus.statements
    assert (new.id, new.speaker, new.via, new.addressee) == (said.id, "anne-roy", (final,), final)
    assert new.stances[0].holder == new.on_behalf_of == final
    assert list(corpus.statements) == list(corpus.statements)


def test_a_merge_is_accounted_for() -> None:
    corpus = linked([person("Anatoli Grichtchenko")], [person("Anatoly Gryshchenko")])
    (merge,) = corpus.merges
    assert (merge.decision, merge.into) == ("merged", "anatoli-grichtchenko")
    assert {merge.one_name, merge.other_name} == {"Anatoli Grichtchenko", "Anatoly Gryshchenko"}
    assert merge.score >= 0.8
    assert "transliterated" in merge.reason
    assert (merge.documents, len(merge.examples)) == (1, 1)


NAMES = st.sampled_from(
    "Anne Roy|Anne ROY|A. Roy|Roy|Anna Roy|Roy Anne|Sergueï Riabkine|Sergei Ryabkin|S. Ryabkin|Riabkine"
    "|Serguei Riabkinne|Paul Roy|P. Roy|Anne Marie Roy".split("|")
)
ROLES = st.sampled_from(["maire de Brive", "maire de Tulle", "footballeur", "ministre russe de la Pêche"])
ACTORS = st.builds(
    lambda name, roles, gender: person(name, *roles, gender=gender),
    NAMES, st.lists(ROLES, max_size=2), st.sampled_from([None, "f", "m"]),
)  # fmt: skip
CASTS = st.lists(st.lists(ACTORS, max_size=4, unique_by=lambda actor: actor.id), max_size=7)
DAYS = st.lists(st.sampled_from(["1960-01-01", "1995-05-05", "2022-01-10"]), min_size=7, max_size=7)


def plain(corpus: Corpus) -> tuple[object, ...]:
    return corpus.actors, sorted(corpus.statements, key=lambda s: s.id), corpus.merges


@settings(deadline=None)
@given(CASTS, DAYS, st.integers(0, 99))
def test_no_order_shows(casts: list[list[Actor]], days: list[str], seed: int) -> None:
    documents, pairs = shown(*casts, days=days)
    statements = [statement(k, where, actor.id) for k, (where, actor) in enumerate(pairs)]
    random = Random(seed)
    mixed = [random.sample(rows, len(rows)) for rows in (documents, statements, pairs)]  # type: ignore[arg-type, type-var]
    assert plain(link(documents, statements, pairs)) == plain(link(*mixed))  # type: ignore[arg-type]


RYABKIN = person("S. Ryabkin", "maire de Brive", gender="f")
RIABKINE = person("Sergueï Riabkine")
P_ROY = person("P. Roy", gender="m")


@settings(deadline=None)
@given(CASTS, DAYS)
@example(  # a first name that leaves no doubt, and initials of another gender in more documents
    [[RYABKIN], [person("Serguei Riabkinne", "maire de Brive")], [RIABKINE, RYABKIN]],
    ["1960-01-01", "1960-01-01", "1995-05-05"],
)
@example(  # initials that were joined, and company that grew only afterwards
    [[RIABKINE, P_ROY], [RIABKINE, P_ROY], [person("Sergueï Riabkine", "maire de Brive")],
     [person("Paul Roy")], [person("Paul Roy"), person("S. Ryabkin", "maire de Brive")],
     [person("Anne Roy")]],
    ["1960-01-01"] * 6,
)  # fmt: skip
def test_linking_what_is_linked_changes_nothing(casts: list[list[Actor]], days: list[str]) -> None:
    corpus = linked(*casts, days=days)
    again = link(list(corpus.documents), list(corpus.statements), appearances(corpus))
    assert again.actors == corpus.actors
    assert list(again.statements) == list(corpus.statements)


@settings(deadline=None)
@given(CASTS, DAYS, st.lists(st.tuples(st.booleans(), st.integers(0, 30), st.integers(0, 30)), max_size=3))
def test_decisions_always_win(
    casts: list[list[Actor]], days: list[str], rows: list[tuple[bool, int, int]]
) -> None:
    _, pairs = shown(*casts, days=days)
    names = sorted({actor.id for _, actor in pairs if actor.name.count(" ") and "." not in actor.name})
    if len(names) < 2:
        return
    # told apart and joined are different names, so that no decision contradicts another
    joined, parted = names[: len(names) // 2], names[len(names) // 2 :]
    decided = [
        Decision(k, same, group[a % len(group)], group[b % len(group)])
        for k, (same, a, b) in enumerate(rows)
        if (group := joined if same else parted) and a % len(group) != b % len(group)
    ]
    corpus = linked(*casts, days=days, decisions=Decisions("x.csv", tuple(decided)))
    final: dict[str, set[str | None]] = {}
    for (_, actor), speaker in zip(pairs, speakers(corpus), strict=True):
        final.setdefault(actor.id, set()).add(speaker)
    for row in decided:
        if row.same:
            assert final[row.one] == final[row.other]
            assert len(final[row.one]) == 1
        else:
            assert not final[row.one] & final[row.other]


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.text(max_size=12), st.sampled_from(["person", "organization", "state", "group"])),
             max_size=6),
    st.text(max_size=12),
)  # fmt: skip
def test_any_words_are_a_name(names: list[tuple[str, ActorKind]], role: str) -> None:
    casts = [
        [Actor(id=f"n{k % 3}", name=name, kind=kind, aliases=(name,), roles=(Role(label=role),))]
        for k, (name, kind) in enumerate(names)
    ]
    corpus = linked(*casts)
    assert {actor.id for actor in corpus.actors} >= set(speakers(corpus))


def test_an_undated_document_is_no_obstacle() -> None:
    documents = [document(0, "n.d."), document(1)]
    pairs = [("d00", person("Anne Roy")), ("d01", person("Anne Roy")), ("elsewhere", person("Anne Roy"))]
    assert [actor.id for actor in link(documents, [], pairs).actors] == ["anne-roy"]
