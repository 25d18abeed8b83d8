"""How the shipped French pipeline is made: treebanks and raw news in, a spaCy pipeline out."""
