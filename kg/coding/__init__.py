"""Reading positions on the propositions of a codebook from statements: records in, stances out."""
