"""The terms that the graph is made of; a term that is not listed here cannot be written.

`KG` is the vocabulary of ontology/newskg.ttl (a test holds the two equal); the others are the
parts of public vocabularies that newskg uses. The namespace of `KG` is a constant, because
queries name it; only the base of the data can be configured (`kg.graph.iris`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from pyoxigraph import NamedNode


class Vocabulary:
    """A closed namespace: ``KG.speaker`` is an IRI, ``KG.speker`` an AttributeError."""

    def __init__(self, iri: str, terms: str) -> None:
        self.iri = iri
        self._nodes = {term: NamedNode(iri + term) for term in terms.split()}
        self.__dict__.update(self._nodes)  # found before __getattr__ is asked: they are used very often

    def __getattr__(self, term: str) -> NamedNode:
        raise AttributeError(f"no term {term!r} in {vars(self).get('iri')}")

    def __contains__(self, term: object) -> bool:
        return term in self._nodes

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._nodes))


KG = Vocabulary(
    "https://w3id.org/newskg/ns#",
    # classes
    "Statement Relay Stance ClaimConcept WordClass UnnamedSource "
    # who
    "speaker via relayer reports depth addressee addresseeText inRole onBehalfOf mentionKind actorKind bloc "
    "metonym adjective gender "
    # what
    "mode act cue negated stance concept position holder sign "
    # what says the same words again
    "copyOf firstAppearance outletCount "
    # what a codebook says of a claim
    "cueExpression counterExpression exclusion counterExample word "
    # when
    "dateStart dateEnd dateEdtf dateText dateBasis dateConflict "
    # where in the text
    "contentSpan speakerSpan cueSpan dateSpan stanceSpan roleSpan "
    # how it was found, and in which document
    "confidence rule contentHash machineTranslated outlet document "
    # closed lists
    "positions support oppose neutral "
    "modes direct indirect mixed "
    "dateBases dateExplicit dateDeictic datePost dateInherited dateDocument dateUnresolved "
    "mentionKinds byName byRole byMetonym byPronoun unnamedMention "
    "actorKinds kindPerson kindOrganization kindState kindMedia kindGroup kindDocument kindUnnamed",
)

DCTERMS = Vocabulary("http://purl.org/dc/terms/", "identifier")
EDTF = Vocabulary("http://id.loc.gov/datatypes/edtf/", "EDTF")
FOAF = Vocabulary("http://xmlns.com/foaf/0.1/", "Agent Person Group Document")
NIF = Vocabulary(
    "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "Context OffsetBasedString beginIndex endIndex anchorOf referenceContext isString",
)
ORG = Vocabulary(
    "http://www.w3.org/ns/org#", "Organization Membership Role member memberOf organization role"
)
OWL = Vocabulary("http://www.w3.org/2002/07/owl#", "sameAs")
PROV = Vocabulary("http://www.w3.org/ns/prov#", "Generation Plan qualifiedGeneration")
RDF = Vocabulary("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "type")
RDFS = Vocabulary("http://www.w3.org/2000/01/rdf-schema#", "label comment")
SCHEMA = Vocabulary(
    "https://schema.org/",
    "NewsArticle LiveBlogPosting BlogPosting Quotation NewsMediaOrganization Country "
    "headline datePublished dateModified url publisher author inLanguage articleSection keywords "
    "isPartOf liveBlogUpdate coverageStartTime coverageEndTime text startDate endDate",
)
SKOS = Vocabulary(
    "http://www.w3.org/2004/02/skos/core#", "Concept prefLabel altLabel notation scopeNote broader"
)
XSD = Vocabulary(
    "http://www.w3.org/2001/XMLSchema#",
    "boolean date dateTime decimal gYear gYearMonth nonNegativeInteger",
)

PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "dcterms": DCTERMS.iri,
        "edtf": EDTF.iri,
        "foaf": FOAF.iri,
        "kg": KG.iri,
        "nif": NIF.iri,
        "org": ORG.iri,
        "owl": OWL.iri,
        "prov": PROV.iri,
        "rdf": RDF.iri,
        "rdfs": RDFS.iri,
        "schema": SCHEMA.iri,
        "skos": SKOS.iri,
        "xsd": XSD.iri,
    }
)
"""The public vocabularies by their usual prefixes."""

# The closed lists of kg.records, value by value.
POSITIONS: Mapping[str, NamedNode] = MappingProxyType(
    {"support": KG.support, "oppose": KG.oppose, "neutral": KG.neutral}
)
MODES: Mapping[str, NamedNode] = MappingProxyType(
    {"direct": KG.direct, "indirect": KG.indirect, "mixed": KG.mixed}
)
DATE_BASES: Mapping[str, NamedNode] = MappingProxyType(
    {
        "explicit": KG.dateExplicit,
        "deictic": KG.dateDeictic,
        "post": KG.datePost,
        "inherited": KG.dateInherited,
        "document": KG.dateDocument,
        "unresolved": KG.dateUnresolved,
    }
)
MENTION_KINDS: Mapping[str, NamedNode] = MappingProxyType(
    {
        "name": KG.byName,
        "role": KG.byRole,
        "metonym": KG.byMetonym,
        "pronoun": KG.byPronoun,
        "unnamed": KG.unnamedMention,
    }
)
ACTOR_KINDS: Mapping[str, NamedNode] = MappingProxyType(
    {
        "person": KG.kindPerson,
        "organization": KG.kindOrganization,
        "state": KG.kindState,
        "media": KG.kindMedia,
        "group": KG.kindGroup,
        "document": KG.kindDocument,
        "unnamed": KG.kindUnnamed,
    }
)
