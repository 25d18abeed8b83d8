"""Contents as points: near each other where they speak of the same.

By words: TF-IDF over stems and their pairs and triples in a row, reduced by a truncated singular value
decomposition (latent semantic analysis; Deerwester et al., 1990), so that words that go together
count as alike. By an encoder of sentences, where the user names one.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.discover.contents import Content
from kg.errors import DataInvalid

Vectors = NDArray[np.float64]
Encoder = Callable[[Sequence[str]], Vectors]

_MOST_TERMS = 50_000
_ROWS_A_DIMENSION = 3  # with more dimensions for so few contents, only equal words are alike
_DIMENSIONS = (
    100,
    250,
)  # of up to 4,000 contents, of 10,000 and more, whose topics run into each other in 100
_ROWS_FOR_MORE = 40
_PHRASE_WEIGHT = 0.25  # of words in a row, against single words: measured, see docs/codebook.md
_DIGITS = 9  # what is rounded away differs between processors


def word_vectors(contents: Sequence[Content]) -> Vectors:
    """A row of length 1 for each content; a row of zeros where none of its words occurs elsewhere."""
    from sklearn.decomposition import TruncatedSVD  # type: ignore[import-untyped]

    terms = _terms(contents)
    rows, columns = terms.shape
    usual = min(max(_DIMENSIONS[0], rows // _ROWS_FOR_MORE), _DIMENSIONS[1])
    dimensions = min(usual, rows // _ROWS_A_DIMENSION, columns - 1)
    if dimensions < 2:
        return np.asarray(terms.toarray(), dtype=np.float64)
    with steadily():
        reduced = TruncatedSVD(dimensions, random_state=0).fit_transform(terms)
    return unit(np.round(reduced, _DIGITS))


def encoded_vectors(contents: Sequence[Content], encode: Encoder) -> Vectors:
    """The encoder's vectors less their mean, of length 1: what all have in common tells nothing.

    Raises DataInvalid where it does not give a vector of finite numbers for each content.
    """
    raw = np.asarray(encode([content.text for content in contents]), dtype=np.float64)
    if raw.ndim != 2 or len(raw) != len(contents) or not np.isfinite(raw).all():
        raise DataInvalid("the model of --embeddings gives no vector for each text; name another")
    return unit(np.round(raw - raw.mean(axis=0), _DIGITS))


def unit(rows: Vectors) -> Vectors:
    """Rows of length 1; a row of zeros stays one."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(lengths > 0, lengths, 1.0), dtype=np.float64)


@contextmanager
def steadily() -> Iterator[None]:
    """Within, numbers are summed on one thread: over several, the last digits depend on how many there are.

    What is odd about the contents (all alike, fewer than heaps) is no warning of a library to a user.
    """
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    with threadpool_limits(limits=1), np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _terms(contents: Sequence[Content]) -> Any:
    """TF-IDF of the terms that occur in two contents or more: a sparse matrix with rows of length 1."""
    from scipy import sparse  # type: ignore[import-untyped]
    from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-untyped]
    from sklearn.preprocessing import normalize  # type: ignore[import-untyped]

    vectorizer = TfidfVectorizer(
        analyzer=_grams, min_df=2, max_features=_MOST_TERMS, sublinear_tf=True, norm=None
    )
    try:
        counted = vectorizer.fit_transform(contents)
    except ValueError:  # no term is left
        return sparse.csr_matrix((len(contents), 1))
    weights = [_PHRASE_WEIGHT if " " in term else 1.0 for term in vectorizer.get_feature_names_out()]
    return normalize(counted @ sparse.diags(weights))


def _grams(content: Content) -> list[str]:
    stems = content.stems
    return [
        " ".join(stems[at : at + length]) for length in (1, 2, 3) for at in range(len(stems) - length + 1)
    ]
