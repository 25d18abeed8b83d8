"""What kg.nlp learned from annotated articles: articles in, tables of weights out."""
