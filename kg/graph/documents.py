"""A document as triples: what the page says about itself, never its text."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode, Triple

from kg.graph import literals
from kg.graph.block import Block, Shared, labels
from kg.graph.copies import add_copies
from kg.graph.index import Index, Post, posts_of
from kg.records import Document
from kg.vocab import ACTOR_KINDS, DCTERMS, FOAF, KG, NIF, ORG, SCHEMA


class DocumentWriter:
    """Turns documents into blocks of triples."""

    def __init__(self, index: Index, shared: Shared) -> None:
        self.index = index
        self.shared = shared
        self.iris = shared.iris

    def triples(self, document: Document) -> Iterator[Triple]:
        """The document, its live-blog posts."""
        block, node = Block(), self.iris("doc", document.id)
        language = document.language
        block.type(node, NIF.Context)
        block.type(node, SCHEMA.LiveBlogPosting if document.kind == "live-blog" else SCHEMA.NewsArticle)
        block.add(node, DCTERMS.identifier, literals.plain(document.name))
        block.add(node, KG.contentHash, literals.plain(document.sha256))
        block.add(node, SCHEMA.inLanguage, literals.plain(language))
        block.add(node, SCHEMA.datePublished, literals.moment(document.published))
        block.add(node, SCHEMA.dateModified, literals.moment(document.modified))
        if document.title:
            block.add(node, SCHEMA.headline, literals.words(document.title, language))
        if document.url:
            block.add(node, SCHEMA.url, literals.link(document.url))
        if document.section:
            block.add(node, SCHEMA.articleSection, literals.words(document.section, language))
        for keyword in document.keywords:
            block.add(node, SCHEMA.keywords, literals.words(keyword, language))
        if document.machine_translated:
            block.add(node, KG.machineTranslated, literals.boolean(True))
        add_copies(block, node, self.index.copies("document", document.id))
        if document.copy_of:
            block.add(node, KG.copyOf, self.iris("doc", document.copy_of))
        self._makers(block, node, document)
        self._posts(block, node, document)
        return block.in_order(node)

    def _makers(self, block: Block, node: NamedNode, document: Document) -> None:
        """Outlet, publisher, authors."""
        if document.outlet:
            block.add(node, KG.outlet, self.outlet(document.outlet))
        if document.publisher:
            block.add(node, SCHEMA.publisher, self.outlet(document.publisher))
        for name in document.authors:
            author = self.iris.author(name, document.outlet)
            block.add(node, SCHEMA.author, self.shared.named(author, name, FOAF.Agent))

    def outlet(self, name: str) -> NamedNode:
        """The IRI of an outlet: that of the actor of this name where the outlet itself is quoted."""
        actor = self.index.medium(name)
        if actor is not None:
            return self.iris("actor", actor)
        node = self.shared.named(self.iris.named("outlet", name), name, FOAF.Agent, ORG.Organization)
        self.shared.block.type(node, SCHEMA.NewsMediaOrganization)
        self.shared.block.add(node, KG.actorKind, ACTOR_KINDS["media"])
        return node

    def _posts(self, block: Block, node: NamedNode, document: Document) -> None:
        """The posts, and the time that they cover."""
        posts = posts_of(document)
        for post in posts:
            own = self.iris("post", post.id)
            block.add(node, SCHEMA.liveBlogUpdate, own)
            block.type(own, SCHEMA.BlogPosting)
            block.add(own, SCHEMA.isPartOf, node)
            block.add(own, SCHEMA.datePublished, literals.moment(post.time))
            block.add(own, SCHEMA.headline, *labels(_headlines(document, post), document.language))
        times = sorted(
            (moment, post.time)
            for post in posts
            if post.time is not None and (moment := literals.instant(post.time)) is not None
        )
        if times:
            block.add(node, SCHEMA.coverageStartTime, literals.moment(times[0][1]))
            block.add(node, SCHEMA.coverageEndTime, literals.moment(times[-1][1]))


def _headlines(document: Document, post: Post) -> list[str]:
    """The headline of a post, if it has one."""
    parts = (p for p in document.parts if p.role == "post-headline" and post.start <= p.start < post.end)
    return [document.text[part.start : part.end] for part in parts]
