"""A proposition of the codebook as triples."""

from __future__ import annotations

from kg.graph.block import Shared, labels
from kg.records import Claim
from kg.vocab import KG, SKOS


def add_claim(shared: Shared, claim: Claim) -> None:
    """Describe a claim beside what statements say of it: labels, scope, what it is part of."""
    node = shared.coded(shared.iris("concept", claim.id), claim.id, KG.ClaimConcept, SKOS.Concept)
    block = shared.block
    block.add(node, SKOS.prefLabel, *labels([claim.label_fr]), *labels([claim.label_en or ""], "en"))
    block.add(node, SKOS.scopeNote, *labels([claim.scope_fr or ""]), *labels([claim.scope_en or ""], "en"))
    for broader in claim.broader:
        block.add(node, SKOS.broader, shared.iris("concept", broader))
