"""From articles to analysed spaCy Docs: the base pipeline, then newskg's own components."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
from spacy.tokens import Doc

from kg.errors import ModelMissing
from kg.nlp import blocks, extensions
from kg.records import Document, Part
from kg.register.load import Register
from kg.resources import models_dir

DEFAULT_MODEL = "fr_newskg"
_NEEDED = ("parser",)
_MARK_INFIXES = (r"""(?<=[\w'’])["«“„»”]""", r"""["«“„»”](?=\w)""")
_CIVILITY = r"^(?:MM?|Mme|Mlle|Dr|Me)\.(?=[A-ZÀ-Ý][a-zà-ÿ])"  # "M.Lavrov" is two words
_BLANKS = {ord(blank): " " for blank in "\u00a0\u202f\u2007\u2009\t\n\r"}  # one for one: offsets hold
Component = Callable[[Doc], Doc]


def load_model(name: str | None = None) -> Language:
    """The shipped French pipeline, or any installed spaCy package or folder by its name.

    Raises ModelMissing, in one line that says what to type, where it is absent or has no parser.
    """
    shipped = models_dir() / DEFAULT_MODEL
    target: str | Path = shipped if name in (None, DEFAULT_MODEL) else str(name)
    try:
        nlp = spacy.load(target)
    except OSError as error:
        raise ModelMissing(_missing(name)) from error
    lacking = [pipe for pipe in _NEEDED if pipe not in nlp.pipe_names]
    if lacking:
        raise ModelMissing(f"{name}: this pipeline has no {lacking[0]}; newskg needs a parsed text")
    return _cutting_marks(nlp)


def _cutting_marks(nlp: Language) -> Language:
    """Cut marks and titles off words that they are glued to: « d’"établir », "M.Lavrov"."""
    tokenizer = nlp.tokenizer
    if isinstance(tokenizer, Tokenizer) and tokenizer.infix_finditer is not None:
        own = tokenizer.infix_finditer.__self__.pattern
        tokenizer.infix_finditer = re.compile("|".join([own, *_MARK_INFIXES])).finditer
    if isinstance(tokenizer, Tokenizer) and tokenizer.prefix_search is not None:
        own = tokenizer.prefix_search.__self__.pattern
        tokenizer.prefix_search = re.compile(f"{own}|{_CIVILITY}").search
    return nlp


def _missing(name: str | None) -> str:
    if name is None or name == DEFAULT_MODEL:
        return f"{DEFAULT_MODEL}: the shipped pipeline is not in this installation; reinstall newskg"
    if Path(name).exists():
        return f"{name}: is no spaCy pipeline; give the folder that holds config.cfg"
    return f"{name}: pipeline not installed; type: python -m spacy download {name}"


class Pipeline:
    """A base pipeline and the components that find who said what, when."""

    def __init__(
        self, model: str | None, components: Iterable[Component], register: Register | None = None
    ) -> None:
        self.register = register
        extensions.register()
        self.nlp = load_model(model)
        self.components = tuple(components)

    def analyse(self, documents: Iterable[Document]) -> Iterator[tuple[Document, Doc | None]]:
        """Each article with its Doc, in the order given; None for one without spoken blocks."""
        for document, parsed in self._parsed(documents):
            if not parsed:
                yield document, None
                continue
            doc = blocks.join([doc for _, doc in parsed], [part for part, _ in parsed])
            doc.user_data["article"] = document
            doc.user_data["register"] = self.register
            for component in self.components:
                doc = component(doc)
            yield document, doc

    def _parsed(self, documents: Iterable[Document]) -> Iterator[tuple[Document, list[tuple[Part, Doc]]]]:
        """Articles with their blocks parsed in batches that run across articles."""

        def stream() -> Iterator[tuple[str, tuple[Document, Part | None]]]:
            for document in documents:
                yield "", (document, None)  # marks the article, so that an empty one is not lost
                for part in spoken_parts(document):
                    yield document.text[part.start : part.end].translate(_BLANKS), (document, part)

        pairs = self.nlp.pipe(stream(), as_tuples=True, batch_size=64)
        number = 0

        def article(pair: tuple[Doc, tuple[Document, Part | None]]) -> int:
            nonlocal number
            number += pair[1][1] is None
            return number

        for _, group in groupby(pairs, key=article):
            members = list(group)
            found = [(part, doc) for doc, (_, part) in members if part is not None and len(doc)]
            yield members[0][1][0], found


def spoken_parts(document: Document) -> tuple[Part, ...]:
    """The blocks in which things are said; the whole text where no blocks are known."""
    if not document.parts:
        whole = Part(role="paragraph", start=0, end=len(document.text))
        return (whole,) if document.text.strip() else ()
    return tuple(part for part in document.parts if part.role in blocks.SPOKEN_ROLES)
