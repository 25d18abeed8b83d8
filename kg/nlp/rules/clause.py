"""A verb and what it governs: que-clauses, questions, infinitives, nominal and judging contents."""

from __future__ import annotations

from collections.abc import Iterator, Set

from kg.nlp.page import Attribution, Page
from kg.nlp.rules import finite, infinitive, nominal
from kg.nlp.rules.infinitive import Finder
from kg.nlp.rules.speaker import Speaker, speaker_of
from kg.nlp.tokens import low
from kg.nlp.units import Unit
from kg.nlp.verbs import VerbGroup

# "les chiffres montrent que" is the journalist's inference, "l'étude montre que" a finding
_INFERENCE = frozenset(
    "montrer démontrer prouver établir suggérer indiquer confirmer révéler laisser faire".split()
)
# verbs of which things are subjects as well ("la situation exige"): their source must be able to speak
_OF_THINGS = frozenset(
    "exiger demander évoquer rappeler souligner confirmer annoncer proposer promettre rejeter"
    " pointer suggérer justifier appeler inviter prévoir exclure refuser signaler décrire présenter"
    " vouloir relever écarter laisser faire mettre garantir défendre dévoiler révéler publier"
    " encourager inciter comparer tenir prendre approuver condamner considérer qualifier traiter"
    " trouver permettre marquer exprimer soutenir mentionner citer donner reconnaître admettre"
    " compter".split()
)
_IMPERSONAL_PASSIVES = frozenset(
    "demander réclamer exiger requérir suspecter soupçonner dénoncer évoquer critiquer contester".split()
)
_OFFICIAL_ACTS = frozenset("condamner approuver confirmer rejeter ordonner".split())
_AUTHORITIES = frozenset(
    "tribunal cour juge juges justice assemblée sénat parlement députés sénateurs conseil électeurs".split()
)


def attributions(page: Page, unit: Unit, taken: Set[int]) -> Iterator[Attribution]:
    """What the verbs of a sentence attribute by their complements.

    ``taken`` holds verbs that another rule has used already (incises).
    """
    for group in page.groups_of(unit):
        if group.verb in taken or page.inside[group.verb] >= 0:
            continue
        if is_hypothetical(page, unit, group):
            continue
        speaker = speaker_of(page, unit, group)
        if speaker is None:
            continue
        for rule, confidence, frames, find in FINDERS:
            if not frames & group.cue.frames:
                continue
            bounds = _before_agent(page, group, speaker, find(page, unit, group))
            if bounds is None or not _fits(page, group, speaker, rule) or _says_itself(speaker, bounds):
                continue
            content = page.chars(*bounds)
            if content is not None and content[1] - content[0] > 3:
                yield _attribution(group, speaker, content, rule, confidence)
                break


def _before_agent(
    page: Page, group: VerbGroup, speaker: Speaker, bounds: tuple[int, int] | None
) -> tuple[int, int] | None:
    """ "est qualifié d'indigne par X": the agent of a passive ends what is said."""
    if bounds is None or not group.passive or speaker.phrase is None:
        return bounds
    agent = speaker.phrase[0] - 1
    return (bounds[0], agent) if bounds[0] < agent < bounds[1] and low(page.doc[agent]) == "par" else bounds


def _says_itself(speaker: Speaker, bounds: tuple[int, int]) -> bool:
    """Is the source a part of what is said? Then the parse has taken an object for a subject."""
    return speaker.phrase is not None and bounds[0] <= speaker.phrase[0] and speaker.phrase[1] <= bounds[1]


def is_hypothetical(page: Page, unit: Unit, group: VerbGroup) -> bool:
    """ "si l'Otan refuse de …": nothing is said yet. "Si X estime que P, Y …" concedes that it is."""
    marks = [t for t in page.doc[group.verb].lefts if low(t) in {"si", "s'"} and t.dep_ == "mark"]
    if not marks or group.form != "finite" or group.passive:
        return False
    tense = {t for k in range(group.first, group.verb + 1) for t in page.doc[k].morph.get("Tense", [])}
    claims = group.last < unit.last and low(page.doc[group.last]) in {"que", "qu'"}
    return not (claims and marks[0].i <= unit.first + 1 and "Imp" not in tense)


def _attribution(
    group: VerbGroup, speaker: Speaker, content: tuple[int, int], rule: str, confidence: float
) -> Attribution:
    return Attribution(
        rule=rule, cue=(group.first, group.last), cue_lemma=group.cue.lemma, act=group.cue.act,
        source=speaker.phrase, content=(content,), confidence=round(confidence * speaker.trust, 3),
        negated=group.negated,
    )  # fmt: skip


def _fits(page: Page, group: VerbGroup, speaker: Speaker, rule: str) -> bool:
    """Does this kind of content need a source that can speak, and is it one?"""
    if speaker.phrase is None and group.form == "infinitive":
        return False
    if rule == "que-clause" and group.cue.verb not in _INFERENCE:
        return True  # such verbs take only a subject that speaks or thinks
    if rule.startswith("nominal") and group.passive:
        return (speaker.phrase is not None and speaker.can_speak) or group.cue.verb in _IMPERSONAL_PASSIVES
    if rule == "nominal" and group.cue.verb in _OFFICIAL_ACTS and _is_authority(page, speaker):
        return False  # a court that condemns, an assembly that approves: an event
    return speaker.can_speak or (group.cue.verb not in _OF_THINGS and not speaker.is_thing)


def _is_authority(page: Page, speaker: Speaker) -> bool:
    return speaker.phrase is not None and any(
        low(page.doc[k]) in _AUTHORITIES for k in range(*speaker.phrase)
    )


_OF = nominal.prepositional("de", "d'", "du", "des")
# rule, confidence, the frames of the lexicon that ask for it, what finds the complement; in this order
FINDERS: tuple[tuple[str, float, frozenset[str], Finder], ...] = (
    ("que-clause", 0.9, frozenset({"que"}), finite.que),
    ("question", 0.8, frozenset({"int"}), finite.question),
    ("colon-clause", 0.8, frozenset({"cite", "que"}), finite.colon),
    ("qualified", 0.8, frozenset({"as"}), nominal.qualified),
    ("object-infinitive", 0.8, frozenset({"obj"}), infinitive.object_infinitive),
    ("de-infinitive", 0.75, frozenset({"de"}), infinitive.preposition("de", "d'")),
    ("à-infinitive", 0.75, frozenset({"a"}), infinitive.preposition("à")),
    ("infinitive", 0.8, frozenset({"inf"}), infinitive.infinitive),
    ("judgement", 0.75, frozenset({"adj"}), nominal.judgement),
    ("nominal-de", 0.7, frozenset({"dnp"}), _OF),
    ("nominal-à", 0.65, frozenset({"anp"}), nominal.prepositional("à", "au", "aux")),
    ("nominal-sur", 0.65, frozenset({"snp"}), nominal.prepositional("sur")),
    ("nominal-contre", 0.65, frozenset({"cnp"}), nominal.prepositional("contre")),
    ("nominal-pour", 0.65, frozenset({"pnp"}), nominal.prepositional("pour")),
    ("nominal", 0.65, frozenset({"np"}), nominal.nominal),
    ("nominal-quoted", 0.75, frozenset({"npq"}), nominal.quoted_only(nominal.nominal)),
    (
        "nominal-quoted-de",
        0.7,
        frozenset({"dnq"}),
        nominal.quoted_only(_OF),
    ),
)
