"""Files of the Discourse Network Analyzer (.dna, SQLite, the tables of DNA 3) ⇄ the records."""

from kg.dna.options import Account, ImportOptions, Variables
from kg.dna.read import read_dna
from kg.dna.write import dump_dna, write_dna

__all__ = ["Account", "ImportOptions", "Variables", "dump_dna", "read_dna", "write_dna"]
