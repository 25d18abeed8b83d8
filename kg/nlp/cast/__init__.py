"""Who is behind the words of a source: the entities of a document, and references to them."""
