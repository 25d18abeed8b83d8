"""Walks of life: which nouns belong to one, and which two seldom meet in one person."""

from __future__ import annotations

_FIELDS = {
    "politics": "ministre premierministre depute senateur maire eurodepute elu chancelier secretaire"
    " soussecretaire candidat gouverneur prefet diplomate ambassadeur",
    "sport": "footballeur joueur entraineur selectionneur attaquant gardien cycliste tennisman rugbyman"
    " nageur coureur athlete pilote judoka basketteur handballeur skieur boxeur sprinteur gymnaste escrimeur"
    " surfeur",
    "arts": "chanteur acteur comedien realisateur cineaste ecrivain romancier musicien rappeur peintre"
    " dramaturge humoriste danseur sculpteur poete",
    "law": "avocat procureur juge magistrat notaire greffier",
    "arms": "general colonel gendarme policier lieutenant amiral brigadier",
    "science": "chercheur professeur economiste historien sociologue politologue medecin biologiste"
    " climatologue physicien epidemiologiste infectiologue philosophe geographe psychiatre pediatre"
    " chirurgien",
    "business": "pdg patron industriel banquier entrepreneur",
    "religion": "eveque archeveque pretre cardinal imam rabbin pasteur",
}
_FIELD_OF = {noun: name for name, nouns in _FIELDS.items() for noun in nouns.split()}
_OFTEN_MEET = frozenset(
    map(
        frozenset,
        (
            *(("politics", other) for other in ("law", "arms", "science", "business", "arts")),
            *(("law", "business"), ("law", "science"), ("science", "business"), ("arms", "business")),
            *(("science", "arts"), ("science", "religion"), ("business", "arts"), ("sport", "business")),
        ),
    )
)

# One person at a time holds these, of one body.
OFFICES = frozenset(
    "ministre premierministre president vicepresident chancelier secretaire soussecretaire maire prefet"
    " gouverneur roi reine pape emir sultan ambassadeur procureur pdg directeur commandant porteparole"
    " chef archeveque eveque patron presidente dirigeant".split()
)


def field_of(noun: str) -> str | None:
    """The walk of life of a folded noun; None for those of several ("président", "directeur")."""
    return _FIELD_OF.get(noun)


def seldom_meet(one: frozenset[str], other: frozenset[str]) -> bool:
    """Have two people no walk of life in common, nor two that often go together?"""
    return bool(one and other) and not any(
        a == b or frozenset((a, b)) in _OFTEN_MEET for a in one for b in other
    )
