"""Readers of outputs: what a terminal, a build, a browser or a page of Markdown would obey."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from markdown_it import MarkdownIt

OURS = re.compile(r"\x1b\[(?:[0-9]+(?:;[0-9]+)*)m")
"""The only sequences that we send to a terminal ourselves: colours."""


def terminal_orders(text: str) -> list[str]:
    """Return every character that a terminal does not simply show; line ends are shown."""
    return [each for each in text if each != "\n" and not each.isprintable()]


@dataclass(frozen=True)
class Order:
    """A workflow command as GitHub's runner reads it."""

    kind: str
    properties: dict[str, str]
    message: str


def build_orders(text: str) -> list[Order | str]:
    """Return every line that a build machine obeys, read as the runner of GitHub reads it.

    A line that begins with ``::`` is a command if a second ``::`` ends its head;
    one that holds ``##[`` or ``##vso[`` is one of another machine.
    """
    found: list[Order | str] = []
    for line in re.split(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", text):
        bare = line.lstrip()
        head, ends, message = bare[2:].partition("::")
        if bare.startswith("::") and ends:
            kind, _, rest = head.partition(" ")
            pairs = [each.partition("=") for each in rest.split(",") if each]
            values = {name.strip(): _unescaped(value, ":,") for name, _, value in pairs}
            found.append(Order(kind, values, _unescaped(message, "")))
        elif bare.startswith("::") or re.search(r"##\w*\[", line):
            found.append(line)
    return found


def _unescaped(text: str, more: str) -> str:
    for sign in (*more, "\r", "\n"):
        text = text.replace(f"%{ord(sign):02X}", sign)
    return text.replace("%25", "%")


@dataclass
class Page(HTMLParser):
    """What a browser makes of HTML: the tags with their attributes, and the text."""

    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    text: str = ""

    def __post_init__(self) -> None:
        """Begin with an empty page."""
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Add to the text."""
        self.text += data

    def handle_comment(self, data: str) -> None:
        """Note a comment like a tag."""
        self.tags.append(("!--", {"": data}))

    def handle_decl(self, decl: str) -> None:
        """Note a declaration like a tag."""
        self.tags.append(("!", {"": decl}))

    def handle_pi(self, data: str) -> None:
        """Note an instruction like a tag."""
        self.tags.append(("?", {"": data}))


def html_page(text: str) -> Page:
    """Return what a browser makes of ``text``."""
    page = Page()
    page.feed(text)
    page.close()
    return page


LIVE_LINKS = re.compile(r"(?<![A-Za-z])(?:https?://|ftp://|www\.)|(?<!\w)@\w")
"""What GitHub makes a link of, or a call to somebody, in words that stand in no code."""


@dataclass(frozen=True)
class Markdown:
    """What a page of Markdown has: kinds of its parts, words and code of its lines."""

    kinds: frozenset[str]
    words: tuple[str, ...]
    code: tuple[str, ...]


def markdown_page(text: str) -> Markdown:
    """Return what Markdown with tables makes of ``text``."""
    kinds: set[str] = set()
    words: list[str] = []
    code: list[str] = []
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for token in parser.parse(text):
        kinds.add(token.type)
        code += [token.content] if token.type == "fence" else []
        inside = token.children or []
        kinds.update(each.type for each in inside)
        shown = [each.content for each in inside if each.type.startswith("text")]
        words += ["".join(shown)] if shown else []
        code += [each.content for each in inside if each.type == "code_inline"]
    return Markdown(frozenset(kinds), tuple(words), tuple(code))
