"""Terms of the vocabularies that describe datasets; those of the graph itself are in `kg.vocab`."""

from __future__ import annotations

from kg.vocab import DCTERMS, PREFIXES, PROV, XSD, Vocabulary

DCAT = Vocabulary(
    "http://www.w3.org/ns/dcat#",
    "Dataset Distribution distribution mediaType byteSize startDate endDate",
)
DCT = Vocabulary(
    DCTERMS.iri,
    "title description identifier language temporal PeriodOfTime rights RightsStatement license format "
    "MediaType",
)
ORIGIN = Vocabulary(PROV.iri, "Activity Entity SoftwareAgent wasGeneratedBy wasAssociatedWith used")
SPDX = Vocabulary(
    "http://spdx.org/rdf/terms#", "Checksum checksum algorithm checksumAlgorithm_sha256 checksumValue"
)
TYPES = Vocabulary(XSD.iri, "hexBinary integer")
VOID = Vocabulary(
    "http://rdfs.org/ns/void#",
    "Dataset triples entities distinctSubjects distinctObjects properties classes classPartition class "
    "propertyPartition property vocabulary uriSpace exampleResource",
)

DATASET_PREFIXES = {
    **PREFIXES,
    "dcat": DCAT.iri,
    "spdx": SPDX.iri,
    "void": VOID.iri,
}
