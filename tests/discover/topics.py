"""The made-up debate of topics.txt as contents."""

from __future__ import annotations

from pathlib import Path

from kg.discover.contents import Content, content

FILE = Path(__file__).parent / "topics.txt"


def topics() -> tuple[list[Content], list[str | None]]:
    """The statements, and the topic of each, None for what is said once. Eleven actors, forty articles."""
    contents: list[Content] = []
    truths: list[str | None] = []
    topic: str | None = None
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            topic = None if line == "## -" else line[3:]
        elif not line.startswith("#"):
            n = len(contents)
            contents.append(
                content(id=f"{n:04}", text=line, actor=f"acteur-{n % 11}", document=f"article-{n % 40}")
            )
            truths.append(topic)
    return contents, truths
