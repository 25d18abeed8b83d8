"""The journal: what was read and extracted, on disk, so that a build can stop and go on.

One SQLite file, three parts:

    document     the documents of the current run, made anew by `Journal.begin`
    extraction   what each of them yielded, by (name, sha256 of the record, fingerprint), kept
                 from run to run; statements and actors hang on it, one row each
    coded        the stances of the statements of an extraction, by the fingerprint of the coder, so that a
                 change of codebook extracts nothing again

The result of a run is the join of them: exactly its inputs, whatever else was extracted before.
A document is extracted only if its key is not there yet, and its records come in by one
transaction, so that a build that is cut off loses at most the document in hand.

The file belongs to one build at a time (SQLite's own exclusive lock, gone with the process). It
is a cache: one of another version is emptied; a file that is no journal or is damaged is refused
and left alone (`OutputUnusable`), for it may be somebody's data.
"""

from kg.journal.database import FILE_NAME
from kg.journal.journal import Duplicate, Journal

__all__ = ["FILE_NAME", "Duplicate", "Journal"]
