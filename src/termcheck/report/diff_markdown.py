"""Difference as Markdown that fits a comment on a pull request.

The tables say what changed; the whole answer follows folded, as long as there
is room for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from termcheck.questions import verdict as v
from termcheck.questions.difference import Difference
from termcheck.questions.meetings import Meeting
from termcheck.report.diff_text import RELATIONS, Shown, diff_page, turns
from termcheck.report.escape import markdown, markdown_block, markdown_code
from termcheck.report.layout import WIDTH
from termcheck.report.page import to_text
from termcheck.report.settled_words import told

LONGEST = 60_000
"""Letters of a comment; GitHub takes 65,536."""

ROWS_SHOWN = 50
"""How many rows of one table are written out; the rest is counted."""


def diff_markdown(shown: Shown, *, verbose: bool = False) -> str:
    """Return the answer as Markdown, at most ``LONGEST`` letters."""
    found = shown.found
    parts = [
        f"### termcheck: {markdown_code(shown.names[0])} → {markdown_code(shown.names[1])}",
        _summary(shown),
    ]
    parts += [_table(("text", "what became of it", "edited"), _changes(found))]
    opened, closed = turns(shown)
    for word, meetings in ((opened, found.opened), (closed, found.closed)):
        parts.append(_section(word, _table(("asked", "clauses", "because of"), _rows(meetings))))
    head = ("term", "before", "now") if found.kind == "libraries" else ("term", *shown.names)
    parts.append(_section("what is settled otherwise", _table(head, _settled(shown))))
    checks = [(markdown(e.name), e.base or "", e.head or "") for e in found.checks]
    parts.append(_section("checks that end otherwise", _table(("check", "before", "now"), checks)))
    idle = "\n".join(f"- {markdown_code(name)}" for name in found.idle)
    parts.append(_section("edits without effect", idle))
    text = "\n\n".join(filter(None, parts)) + "\n"
    return _with_whole(text, to_text(diff_page(shown, WIDTH, verbose)))


def _with_whole(text: str, whole: str) -> str:
    summary = "<details><summary>the whole answer</summary>"
    folded = f"\n{summary}\n\n{markdown_block(whole)}\n\n</details>\n"
    if len(text) + len(folded) <= LONGEST:
        return text + folded
    if len(text) <= LONGEST:
        return f"{text}\nthe whole answer is too long for a comment: run `termcheck diff`\n"
    return text[: LONGEST - 40].rpartition("\n")[0] + "\n\n… cut here: run `termcheck diff`\n"


def _summary(shown: Shown) -> str:
    found = shown.found
    if found.is_empty:
        return "Nothing changes what the texts allow."
    opened, closed = turns(shown)
    said = [f"{opened}: **{len(found.opened)}**", f"{closed}: **{len(found.closed)}**"]
    said += [f"checks that end otherwise: **{len(found.checks)}**"] if found.checks else []
    said += ["not everything was decided"] if found.limits else []
    return " · ".join(said)


def _changes(found: Difference) -> list[tuple[str, ...]]:
    return [
        (
            markdown_code(e.name),
            RELATIONS[e.found.relation][0],
            ", ".join(map(markdown_code, e.edits)),
        )
        for e in found.changes
    ]


def _rows(found: Iterable[Meeting]) -> list[tuple[str, ...]]:
    return [
        (
            ", ".join(map(markdown_code, each.texts)),
            ", ".join(map(markdown_code, _blamed(each.conflict))),
            ", ".join(map(markdown_code, (*each.conflict.rules, *each.conflict.suppositions))),
        )
        for each in found
    ]


def _blamed(conflict: v.Conflict) -> list[str]:
    return [*conflict.clauses, *(f"status quo of {name}" for name in conflict.status_quo)]


def _settled(shown: Shown) -> list[tuple[str, ...]]:
    found = [each for each in shown.found.settled if each.kind != "shared"]
    return [
        (
            f"{markdown(each.meaning)} {markdown_code(each.name)}",
            markdown(each.base),
            markdown(each.head),
        )
        for each in told(shown.both, found)
    ]


def _section(head: str, body: str) -> str:
    return f"#### {markdown(head)}\n\n{body}" if body else ""


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    if not rows:
        return ""
    shown = [*rows[:ROWS_SHOWN]]
    lines = [_row(map(markdown, head)), _row("---" for _ in head), *map(_row, shown)]
    hidden = len(rows) - len(shown)
    return "\n".join(lines) + (f"\n\n… and {hidden} more" if hidden else "")


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
