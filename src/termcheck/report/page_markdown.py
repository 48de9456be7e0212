"""Pages as Markdown: the first line as a heading, the rest as it is printed."""

from __future__ import annotations

from termcheck.report.escape import markdown, markdown_block
from termcheck.report.page import Page, to_text


def to_markdown(page: Page) -> str:
    """Return ``page`` as Markdown in which nothing that was read is markup."""
    first, *rest = page or ((),)
    head = f"### termcheck: {markdown(''.join(piece.text for piece in first))}\n"
    below = to_text(tuple(rest)).strip("\n")
    block = markdown_block(f"{below}\n")
    return f"{head}\n{block}\n" if below else head
