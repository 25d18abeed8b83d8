"""A graph with something of everything, and faults to plant in it, each with the shape that should see it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.term import Node

from kg.check.source import as_term
from kg.graph.rdf import prefixes, to_rdf, triples
from kg.records import Claim, Copies, Corpus, Document, Stance, Statement, When
from tests.graph.corpora import ARTICLE, corpus, document, span


def rich() -> Corpus:
    """`tests.graph.corpora.corpus` with two relays, a copied document, stances with their words, claims."""
    given = corpus()
    original = next(d for d in given.documents if d.text == ARTICLE)
    copy = document(
        ARTICLE, "001_copie.txt", "https://autre.fr/a", copy_of=original.id, published="2021-12-17"
    )
    made = [_rich(said) for said in given.statements]
    group = Copies(
        kind="document", original=original.id, members=(copy.id,), outlets=("A",), first="2021-12-16"
    )
    documents: list[Document] = [*given.documents, copy]
    claims = (
        Claim(id="dialogue", label_fr="Il faut un dialogue", label_en="Talks", broader=("legal-guarantees",)),
        Claim(id="legal-guarantees", label_fr="Il faut des garanties", scope_fr="Des garanties écrites."),
    )
    return replace(
        given,
        documents=sorted(documents, key=lambda d: d.id),
        statements=made,
        copies=(*given.copies, group),
        claims=claims,
    )


def sound(given: Corpus) -> Corpus:
    """A corpus of hypothesis with what linking and dating see to: dates in order, no original missing."""
    statements = [replace(said, when=_sound(said.when), copy_of=None) for said in given.statements]
    return replace(given, statements=statements)


def _sound(when: When) -> When:
    start, end = sorted(day for day in (when.start or when.end, when.end or when.start) if day) or (
        None,
        None,
    )
    if start is None or end is None:
        return When()
    return replace(when, start=start, end=end, edtf=f"{start}/{end}")


def _rich(said: Statement) -> Statement:
    if said.cue_lemma != "déclarer":
        return said
    words = (span(ARTICLE, "dialogue"),)
    return replace(
        said,
        via=("afp", "elysee"),
        on_behalf_of="russie",
        role_span=span(ARTICLE, "Sergueï"),
        when=replace(said.when, conflict=True),
        stances=(
            Stance(concept="dialogue", position="support", words=words, rule="match", confidence=0.7),
            Stance(concept="legal-guarantees", position="oppose", holder="russie", rule="match"),
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """``shape`` must name ``at``, which stands in the path or the message of what it finds."""

    name: str
    update: str
    shape: str
    at: str = ""


SAID = '?s kg:cue "déclarer"'  # the richest statement, in the article
BLOG = '?s kg:cue "trancher"'  # one in a post of the live blog
SPAN = f"{SAID} ; kg:cueSpan ?span ."


def _set(subject: str, predicate: str, value: str, where: str = "") -> str:
    """Give a property another value."""
    return f"""DELETE {{ {subject} {predicate} ?old }} INSERT {{ {subject} {predicate} {value} }}
        WHERE {{ {where} {subject} {predicate} ?old }}"""


def _drop(subject: str, predicate: str, where: str = "") -> str:
    return f"DELETE {{ {subject} {predicate} ?old }} WHERE {{ {where} {subject} {predicate} ?old }}"


def _add(added: str, where: str) -> str:
    return f"INSERT {{ {added} }} WHERE {{ {where} }}"


_WHO = f"{SAID} ."
_DOC = '?d dcterms:identifier "000_article.txt" .'
_LIVE = '?d dcterms:identifier "003_direct.txt" .'
_CHAIN = "?s a kg:Statement . ?inner kg:reports ?s . ?outer kg:reports ?inner ."
_STANCE = "?t kg:concept concept:dialogue ."
_GEN = f"{SAID} ; prov:qualifiedGeneration ?g ."
_HELD = "?m org:member actor:serguei-lavrov ; schema:endDate ?e ."

FAULTS = (
    # any node
    Fault(name="blank node", update='INSERT DATA { [] a org:Role ; skos:prefLabel "x"@fr }', shape="Typed"),
    Fault(
        name="blank value", update=_set("?s", "kg:speaker", "_:b", _WHO), shape="Statement", at="kg:speaker"
    ),
    Fault(name="unknown class", update="INSERT DATA { actor:afp a kg:Robot }", shape="Known", at="rdf:type"),
    Fault(name="no class", update=_drop("?s", "a", f"{SAID} ; kg:mode ?m ."), shape="Typed", at="rdf:type"),
    Fault(
        name="unknown property",
        update=_add("?s kg:spekaer actor:afp", _WHO),
        shape="Statement",
        at="kg:spekaer",
    ),
    Fault(
        name="foreign property",
        update=_add("?s dcterms:title 'x'", _WHO),
        shape="Statement",
        at="dcterms:title",
    ),
    # statements
    Fault(name="no document", update=_drop("?s", "kg:document", _WHO), shape="Statement", at="kg:document"),
    Fault(
        name="another document",
        update=_set("?s", "kg:document", "?d", f"{_WHO} {_LIVE}"),
        shape="Place",
    ),
    Fault(
        name="a post of another document",
        update=f"""DELETE {{ ?s schema:isPartOf ?old }} INSERT {{ ?s schema:isPartOf ?post }}
            WHERE {{ {_WHO} ?s schema:isPartOf ?old . ?post a schema:BlogPosting }}""",
        shape="Place",
    ),
    Fault(name="no text", update=_drop("?s", "schema:text", _WHO), shape="Statement", at="schema:text"),
    Fault(name="another text", update=_set("?s", "schema:text", "'rien'@fr", _WHO), shape="Words"),
    Fault(
        name="no content", update=_drop("?s", "kg:contentSpan", _WHO), shape="Statement", at="kg:contentSpan"
    ),
    Fault(name="no mode", update=_drop("?s", "kg:mode", _WHO), shape="Statement", at="kg:mode"),
    Fault(
        name="unknown mode", update=_set("?s", "kg:mode", "kg:support", _WHO), shape="Statement", at="kg:mode"
    ),
    Fault(
        name="direct, no quotation",
        update=f"DELETE {{ ?s a schema:Quotation }} WHERE {{ {_WHO} }}",
        shape="Quotation",
    ),
    Fault(name="quotation, not direct", update=_set("?s", "kg:mode", "kg:mixed", _WHO), shape="Quotation"),
    Fault(
        name="quotation by itself",
        update="INSERT DATA { actor:afp a schema:Quotation }",
        shape="OnlyStatements",
    ),
    Fault(
        name="two speakers", update=_add("?s kg:speaker actor:afp", _WHO), shape="Statement", at="kg:speaker"
    ),
    Fault(
        name="speaker of no class",
        update=_set("?s", "kg:speaker", "actor:nobody", _WHO),
        shape="Statement",
        at="kg:speaker",
    ),
    Fault(name="no kind of mention", update=_drop("?s", "kg:mentionKind", _WHO), shape="Source"),
    Fault(name="role of another", update=_set("?s", "kg:speaker", "actor:afp", _WHO), shape="OwnRole"),
    Fault(name="words of no role", update=_drop("?s", "kg:inRole", _WHO), shape="RoleWords", at="kg:inRole"),
    Fault(
        name="two addressees",
        update=_add("?s kg:addresseeText 'x'@fr", _WHO),
        shape="OneAddressee",
        at="kg:addressee",
    ),
    Fault(
        name="negated as 1",
        update=_set("?s", "kg:negated", '"1"^^xsd:boolean', _WHO),
        shape="Statement",
        at="kg:negated",
    ),
    Fault(
        name="no generation",
        update=_drop("?s", "prov:qualifiedGeneration", _WHO),
        shape="Statement",
        at="prov:",
    ),
    # dates
    Fault(
        name="start after end",
        update=_set("?s", "kg:dateStart", '"2022-01-01"^^xsd:date', _WHO),
        shape="DateOrder",
    ),
    Fault(name="no EDTF", update=_drop("?s", "kg:dateEdtf", _WHO), shape="Dated"),
    Fault(
        name="EDTF alone",
        update=_drop("?s", "kg:dateStart|kg:dateEnd", _WHO).replace(
            "?s kg:dateStart|kg:dateEnd ?old }", "?s kg:dateStart ?old . ?s kg:dateEnd ?old }", 1
        ),
        shape="Dated",
    ),
    Fault(
        name="EDTF of another day",
        update=_set("?s", "kg:dateEdtf", '"2021-12-15"^^edtf:EDTF', _WHO),
        shape="DateBounds",
    ),
    Fault(
        name="EDTF of another end",
        update=_set("?s", "kg:dateEdtf", '"2021-12-16/2022"^^edtf:EDTF', _WHO),
        shape="DateBounds",
    ),
    Fault(
        name="EDTF as a string",
        update=_set("?s", "kg:dateEdtf", '"2021-12-16"', _WHO),
        shape="Statement",
        at="kg:dateEdtf",
    ),
    Fault(
        name="a date with a zone",
        update=_set("?s", "kg:dateEnd", '"2021-12-16Z"^^xsd:date', _WHO),
        shape="Statement",
        at="kg:dateEnd",
    ),
    Fault(
        name="no such day",
        update=_set("?s", "kg:dateEnd", '"2021-12-32"^^xsd:date', _WHO),
        shape="Statement",
        at="kg:dateEnd",
    ),
    Fault(
        name="dated, unresolved",
        update=_set("?s", "kg:dateBasis", "kg:dateUnresolved", _WHO),
        shape="DateBasis",
    ),
    Fault(
        name="undated, explicit",
        update=_set("?s", "kg:dateBasis", "kg:dateExplicit", '?s kg:cue "promettre" .'),
        shape="DateBasis",
    ),
    Fault(name="other date words", update=_set("?s", "kg:dateText", "'jeudi'@fr", _WHO), shape="DateWords"),
    # relays
    Fault(
        name="via without a relay", update=_add("?s kg:via actor:russie", _WHO), shape="Relayed", at="kg:via"
    ),
    Fault(name="relay without via", update=_drop("?s", "kg:via", _WHO), shape="Relayed", at="kg:via"),
    Fault(
        name="wrong depth",
        update=_set("?inner", "kg:depth", "'5'^^xsd:nonNegativeInteger", _CHAIN),
        shape="Depth",
    ),
    Fault(
        name="chain that begins at 1",
        update=f"DELETE {{ ?outer ?p ?o }} WHERE {{ {_CHAIN} ?outer ?p ?o }}",
        shape="Depth",
    ),
    Fault(
        name="circle",
        update=_set("?inner", "kg:reports", "?outer", _CHAIN),
        shape="Circle",
    ),
    Fault(
        name="two chains",
        update=_set("?outer", "kg:reports", "?s", _CHAIN),
        shape="Relayed",
        at="^kg:reports",
    ),
    Fault(
        name="no relayer",
        update=f"DELETE {{ ?outer kg:relayer ?w }} WHERE {{ {_CHAIN} ?outer kg:relayer ?w }}",
        shape="Relay",
        at="kg:relayer",
    ),
    # stances, generations
    Fault(name="no position", update=_drop("?t", "kg:position", _STANCE), shape="Stance", at="kg:position"),
    Fault(
        name="no concept",
        update=_set("?t", "kg:concept", "actor:afp", _STANCE),
        shape="Stance",
        at="kg:concept",
    ),
    Fault(name="no holder", update=_drop("?t", "kg:holder", _STANCE), shape="Holder"),
    Fault(name="stance of nothing", update=_drop("?s", "kg:stance", _WHO), shape="Stance", at="^kg:stance"),
    Fault(
        name="confidence above 1",
        update=_set("?g", "kg:confidence", "1.5", _GEN),
        shape="Generation",
        at="kg:confidence",
    ),
    Fault(
        name="confidence below 0",
        update=_set("?g", "kg:confidence", "'-0.5'^^xsd:decimal", _GEN),
        shape="Generation",
        at="kg:confidence",
    ),
    Fault(
        name="confidence not canonical",
        update=_set("?g", "kg:confidence", "0.900", _GEN),
        shape="Generation",
        at="kg:confidence",
    ),
    Fault(name="no rule", update=_drop("?g", "kg:rule", _GEN), shape="Generation", at="kg:rule"),
    Fault(
        name="a generation of nothing",
        update=_drop("?x", "prov:qualifiedGeneration", f"{_GEN} ?x prov:qualifiedGeneration ?g ."),
        shape="Generation",
        at="^prov:",
    ),
    Fault(
        name="a rule without name",
        update="DELETE WHERE { rule:match skos:notation ?n }",
        shape="Rule",
        at="skos:notation",
    ),
    # the text
    Fault(
        name="end before begin",
        update=_set("?span", "nif:endIndex", "'1'^^xsd:nonNegativeInteger", SPAN),
        shape="Offsets",
    ),
    Fault(
        name="offsets of another type",
        update=_set("?span", "nif:endIndex", "'39'^^xsd:int", SPAN),
        shape="Span",
        at="nif:endIndex",
    ),
    Fault(name="other words", update=_set("?span", "nif:anchorOf", "'a dit'@fr", SPAN), shape="Offsets"),
    Fault(
        name="two documents of a span",
        update=_add("?span nif:referenceContext ?d", f"{SPAN} {_LIVE}"),
        shape="Span",
        at="nif:referenceContext",
    ),
    Fault(
        name="a span elsewhere",
        update=_add("?s kg:contentSpan ?x", f"{_WHO} ?y kg:cue 'trancher' ; kg:cueSpan ?x ."),
        shape="OwnSpans",
    ),
    Fault(
        name="stance span elsewhere",
        update=_set("?t", "kg:stanceSpan", "?x", f"{_STANCE} ?y kg:cue 'trancher' ; kg:cueSpan ?x ."),
        shape="OwnSpans",
    ),
    Fault(name="no hash", update=_drop("?d", "kg:contentHash", _DOC), shape="Document", at="kg:contentHash"),
    Fault(
        name="half a hash",
        update=_set("?d", "kg:contentHash", "'abc'", _DOC),
        shape="Document",
        at="kg:contentHash",
    ),
    Fault(
        name="article and live blog", update=_add("?d a schema:LiveBlogPosting", _DOC), shape="DocumentKind"
    ),
    Fault(
        name="article without a text",
        update=f"DELETE {{ ?d a nif:Context }} WHERE {{ {_DOC} }}",
        shape="OnlyDocuments",
    ),
    Fault(
        name="time without seconds",
        update=_set("?d", "schema:datePublished", "'2021-12-16T16:42+01:00'^^xsd:dateTime", _DOC),
        shape="Document",
        at="schema:datePublished",
    ),
    Fault(
        name="published some day",
        update=_set("?d", "schema:datePublished", "'hier'", _DOC),
        shape="Document",
        at="schema:datePublished",
    ),
    Fault(
        name="another text than hashed",
        update=_add("?d nif:isString 'Tout le texte'@fr", _DOC),
        shape="TextHash",
    ),
    Fault(
        name="a post of no blog",
        update=f"DELETE {{ ?d schema:liveBlogUpdate ?p }} WHERE {{ {_LIVE} ?d schema:liveBlogUpdate ?p }}",
        shape="Post",
        at="^schema:liveBlogUpdate",
    ),
    Fault(
        name="posts of an article",
        update=_add("?d schema:coverageStartTime '2021-12-16T10:00:00'^^xsd:dateTime", _DOC),
        shape="Updates",
    ),
    Fault(
        name="ends before it starts",
        update=_set("?d", "schema:coverageStartTime", "'2023-01-01T00:00:00'^^xsd:dateTime", _LIVE),
        shape="Coverage",
    ),
    Fault(
        name="copy of a copy",
        update="INSERT { ?o kg:copyOf ?c } WHERE { ?c a nif:Context ; kg:copyOf ?o }",
        shape="Copy",
        at="kg:copyOf/kg:copyOf",
    ),
    Fault(
        name="original uncounted",
        update=_drop("?o", "kg:outletCount", "?c a kg:Statement ; kg:copyOf ?o ."),
        shape="Copy",
        at="kg:outletCount",
    ),
    # actors and shared things
    Fault(
        name="no label",
        update="DELETE WHERE { actor:afp skos:prefLabel ?l }",
        shape="Agent",
        at="skos:prefLabel",
    ),
    Fault(
        name="two French labels",
        update="INSERT DATA { actor:afp skos:prefLabel 'A.F.P.'@fr }",
        shape="Agent",
        at="skos:prefLabel",
    ),
    Fault(
        name="a label in no language",
        update="INSERT DATA { actor:afp skos:altLabel 'afp' }",
        shape="Agent",
        at="skos:altLabel",
    ),
    Fault(
        name="unknown kind",
        update=_set("actor:afp", "kg:actorKind", "kg:direct"),
        shape="Agent",
        at="kg:actorKind",
    ),
    Fault(
        name="kind against class",
        update=_set("actor:afp", "kg:actorKind", "kg:kindPerson"),
        shape="ActorKind",
    ),
    Fault(name="class without kind", update=_drop("actor:afp", "kg:actorKind"), shape="ActorKind"),
    Fault(
        name="a person that is no agent",
        update="DELETE DATA { actor:serguei-lavrov a foaf:Agent }",
        shape="OnlyAgents",
    ),
    Fault(
        name="unknown gender", update="INSERT DATA { actor:afp kg:gender 'x' }", shape="Agent", at="kg:gender"
    ),
    Fault(
        name="same as a text",
        update="INSERT DATA { actor:afp owl:sameAs 'Q40464' }",
        shape="Agent",
        at="owl:sameAs",
    ),
    Fault(
        name="a side that is none",
        update="INSERT DATA { actor:afp kg:bloc actor:russie }",
        shape="Agent",
        at="kg:bloc",
    ),
    Fault(
        name="a role before its time",
        update=_set("?m", "schema:endDate", '"1990-01-01"^^xsd:date', _HELD),
        shape="Term",
    ),
    Fault(name="nobody's role", update=_drop("?m", "org:member", _HELD), shape="Membership", at="org:member"),
    Fault(
        name="a membership without role",
        update=_drop("?m", "org:role", _HELD),
        shape="Membership",
        at="org:role",
    ),
    Fault(
        name="a role without name",
        update="DELETE { ?r skos:prefLabel ?l } WHERE { ?r a org:Role ; skos:prefLabel ?l }",
        shape="Role",
        at="skos:prefLabel",
    ),
    Fault(
        name="a claim without code",
        update="DELETE WHERE { concept:dialogue skos:notation ?n }",
        shape="Concept",
        at="skos:notation",
    ),
    Fault(
        name="broader than nothing",
        update="INSERT DATA { concept:dialogue skos:broader actor:afp }",
        shape="Concept",
        at="skos:broader",
    ),
    Fault(
        name="a claim with two codes",
        update="INSERT DATA { concept:dialogue skos:notation 'talks' }",
        shape="Claim",
        at="skos:notation",
    ),
)


def plant(updates: Iterable[str], monkeypatch: pytest.MonkeyPatch) -> list[ox.Triple]:
    """The rich graph after updates, in the order of a result; what is new stands with its subject."""
    graph = to_rdf(rich())
    before = set(graph)
    with monkeypatch.context() as patch:
        patch.setattr(rdflib, "NORMALIZE_LITERALS", False)
        for update in updates:
            graph.update(update, initNs=prefixes())
    added, removed = set(graph) - before, before - set(graph)
    assert added or removed, "the update changes nothing"
    return _in_order({_triple(t) for t in added}, {_triple(t) for t in removed})


def _triple(triple: tuple[Node, Node, Node]) -> ox.Triple:
    return ox.Triple(*map(as_term, triple))  # type: ignore[arg-type]


def _in_order(added: set[ox.Triple], removed: set[ox.Triple]) -> list[ox.Triple]:
    made = list(triples(rich()))
    for new in sorted(added, key=str):
        places = [place for place, old in enumerate(made) if old.subject == new.subject]
        made.insert(places[-1] + 1 if places else len(made), new)
    return [triple for triple in made if triple not in removed]
