"""Files, origin and rights of a dataset, in DCAT 3 (https://www.w3.org/TR/vocab-dcat-3/), SPDX and PROV."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode

from kg.errors import DataInvalid
from kg.export.files import Run, Size
from kg.export.terms import DCAT, DCT, ORIGIN, SPDX, TYPES
from kg.graph import literals
from kg.graph.block import Block
from kg.graph.iris import local
from kg.vocab import RDFS

_IANA = "https://www.iana.org/assignments/media-types/"
_REGISTERED: Mapping[str, str] = MappingProxyType({".ttl": "text/turtle", ".csv": "text/csv"})
_OTHERS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        ".jsonl": ("https://jsonlines.org/", "application/jsonl"),
        ".gexf": ("http://gexf.net/", "application/gexf+xml"),
        ".graphml": ("http://graphml.graphdrawing.org/", "application/graphml+xml"),
    }
)
"""Suffix → home and usual media type of a format that is not registered with IANA."""

_RIGHTS_FR = (
    "Les mots cités, les titres et les intertitres restent la propriété de leurs auteurs et éditeurs ; "
    "ils sont cités avec leur source."
)
_RIGHTS_EN = (
    "Quoted words and headlines remain their authors' and publishers'; they are cited with their source."
)


def add_files(block: Block, node: NamedNode, files: Mapping[str, Size]) -> None:
    """Each file as a distribution: name, format, size, checksum. Where it can be had is not known here."""
    for name, size in sorted(files.items()):
        own = NamedNode(f"{node.value}#file-{local(name)}")
        block.add(node, DCAT.distribution, own)
        block.type(own, DCAT.Distribution)
        block.add(own, DCT.title, literals.plain(name))
        block.add(own, DCAT.byteSize, literals.count(size.bytes))
        suffix = PurePath(name).suffix
        if suffix in _REGISTERED:
            block.add(own, DCAT.mediaType, NamedNode(_IANA + _REGISTERED[suffix]))
        if suffix in _OTHERS:
            home, label = NamedNode(_OTHERS[suffix][0]), _OTHERS[suffix][1]
            block.add(own, DCT.format, home)
            block.type(home, DCT.MediaType)
            block.add(home, RDFS.label, literals.plain(label))
        _checksum(block, own, size.sha256)


def add_origin(block: Block, node: NamedNode, run: Run, texts: str) -> None:
    """The build: by which software, with which configuration, of which texts; never when or where."""

    def part(name: str, kind: NamedNode, label: Literal) -> NamedNode:
        own = NamedNode(f"{node.value}#{name}")
        block.type(own, kind)
        block.add(own, RDFS.label, label)
        return own

    build = part("build", ORIGIN.Activity, literals.plain("kg build"))
    version = run.versions.get("newskg", "")
    software = part("software", ORIGIN.SoftwareAgent, literals.plain(f"newskg {version}".rstrip()))
    block.add(node, ORIGIN.wasGeneratedBy, build)
    block.add(build, ORIGIN.wasAssociatedWith, software)
    for name, fingerprint in (("extraction", run.fingerprint), ("coding", run.coding)):
        if fingerprint:
            used = part(name, ORIGIN.Entity, literals.words(f"configuration of the {name}", "en"))
            block.add(used, DCT.identifier, literals.plain(fingerprint))
            block.add(build, ORIGIN.used, used)
    label = literals.words("texts of the documents; hashed are their kg:contentHash, a line each", "en")
    inputs = part("texts", ORIGIN.Entity, label)
    block.add(build, ORIGIN.used, inputs)
    _checksum(block, inputs, texts)


def license_node(iri: str) -> NamedNode:
    """The IRI of a licence; raises DataInvalid for what is none."""
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise DataInvalid(
            f"license {iri!r} is no absolute IRI; name one: https://creativecommons.org/licenses/by/4.0/"
        ) from error


def add_rights(block: Block, node: NamedNode, license_of_rest: NamedNode | None) -> None:
    """That quoted words are others', and the licence for the rest."""
    rights = NamedNode(f"{node.value}#rights")
    block.add(node, DCT.rights, rights)
    block.type(rights, DCT.RightsStatement)
    block.add(rights, RDFS.label, literals.words(_RIGHTS_FR), literals.words(_RIGHTS_EN, "en"))
    block.add(node, DCT.license, license_of_rest)


def _checksum(block: Block, node: NamedNode, digest: str) -> None:
    own = NamedNode(f"{node.value}-sha256")
    block.add(node, SPDX.checksum, own)
    block.type(own, SPDX.Checksum)
    block.add(own, SPDX.algorithm, SPDX.checksumAlgorithm_sha256)
    block.add(own, SPDX.checksumValue, Literal(digest, datatype=TYPES.hexBinary))
