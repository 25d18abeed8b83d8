"""The corpus as RDF (`kg.graph.rdf`) and as a network (`kg.graph.network`)."""
