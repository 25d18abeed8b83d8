"""Records of many documents, joined."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.link import link
from kg.records import Actor, Role


def test_one_actor_behind_one_id() -> None:
    actors = [
        Actor(id="anne-roy", name="Anne Roy", kind="person", aliases=("la maire",)),
        Actor(id="anne-roy", name="Anne Roy", kind="person"),
        Actor(id="anne-roy", name="Anne ROY", kind="person", roles=(Role(label="maire"),)),
    ]
    (found,) = link([], [], actors).actors
    assert found.name == "Anne Roy"
    assert found.aliases == ("Anne ROY", "la maire")
    assert [role.label for role in found.roles] == ["maire"]


def test_two_ids_stay_two_actors() -> None:
    actors = [Actor(id="roy-a", name="Roy", kind="person"), Actor(id="roy-b", name="Roy", kind="person")]
    assert [actor.id for actor in link([], [], actors).actors] == ["roy-a", "roy-b"]


def test_what_an_actor_belongs_to_comes_from_the_register() -> None:
    actor = Actor(id="x", name="X", kind="organization", member_of=("mid-russie", "nowhere"))
    assert [a.id for a in link([], [], [actor]).actors] == ["mid-russie", "russie", "x"]


NAMES = st.sampled_from(["Anne Roy", "Anne ROY", "A. Roy"])
ACTORS = st.lists(
    st.builds(
        Actor,
        id=st.sampled_from(["a", "b"]),
        name=NAMES,
        kind=st.sampled_from(["person", "organization"]),
        aliases=st.lists(NAMES, max_size=2).map(tuple),
    ),
    max_size=8,
)


@given(ACTORS, st.randoms())
def test_no_order_shows(actors: list[Actor], random: object) -> None:
    shuffled = sorted(actors, key=lambda _: random.random())  # type: ignore[attr-defined]
    assert link([], [], actors) == link([], [], shuffled)
