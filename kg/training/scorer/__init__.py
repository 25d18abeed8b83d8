"""How the scorer of kg.nlp is made: annotated articles in, a table of weights out."""
