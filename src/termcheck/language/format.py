"""The formatter: the one layout of a text.

Accepts a document that was read without diagnostics; yields its text. What
the text says, its comments and their order stay as they were. A blank line
stays where the drafter left one or more, but not at the edges of a block.

A document of a ``.terms.md`` file is formatted as the document of its blocks:
the Markdown between them is no part of it.
"""

from __future__ import annotations

from typing import Final

from termcheck.language import format_clauses as clauses
from termcheck.language.format_formulas import expression, word
from termcheck.language.format_layout import (
    NEVER,
    STEP,
    WIDTH,
    Pieces,
    closed,
    flat,
    laid_out,
    led,
)
from termcheck.language.source import SourceText, Span
from termcheck.language.tree import (
    Alternative,
    Body,
    Check,
    CheckItem,
    Clause,
    Comment,
    Declaration,
    Document,
    Expression,
    ForEach,
    InPhases,
    OneOf,
    Position,
    Proposal,
    Readings,
    Rule,
    Withdraw,
)

ALIGNED: Final = 14
"""Characters of the longest label, colon included, up to which bodies are aligned."""

Block = Proposal | Position | Check
Statement = Clause | Alternative | Rule
Item = Declaration | Clause | Withdraw | CheckItem | Alternative


def format_document(document: Document, source: SourceText | None = None) -> str:
    """Return the text of ``document``.

    With the ``source`` that it was read from, single blank lines are kept;
    without it, they are set around blocks and between declarations of
    different kinds.
    """
    writer = _Writer(document.comments, source)
    writer.items(document.declarations, 0, len(source.text) if source else document.span.end)
    writer.comments_before(None, 0)
    return "".join([line + "\n" for line in writer.lines])


def format_expression(e: Expression) -> str:
    """Return the text of a formula or number, on as many lines as it needs."""
    return "\n".join(laid_out(expression(e), 0, STEP))


def format_body(b: Body) -> str:
    """Return the text of a body, on as many lines as it needs."""
    writer = _Writer((), None)
    writer.statement([], b, [], 0)
    return "\n".join(writer.lines)


class _Writer:
    """Writes ``lines``; puts each of ``comments`` where it stood among the items."""

    def __init__(self, comments: tuple[Comment, ...], source: SourceText | None) -> None:
        self.lines: list[str] = []
        self._comments = sorted(comments, key=lambda each: each.span.start)
        self._next = 0
        self._source = source
        self._takes_comment = False
        self._begins_block = True

    # --- Comments and blank lines ---

    def comments_before(self, offset: int | None, indent: int) -> None:
        """Write the comments before ``offset``, or all of them, on lines of their own."""
        while (comment := self._pending(offset)) is not None:
            self._blank(comment.span)
            self._own_line(comment, indent)

    def _pending(self, offset: int | None) -> Comment | None:
        """Return the next comment if it stands before ``offset``."""
        if self._next == len(self._comments):
            return None
        comment = self._comments[self._next]
        return comment if offset is None or comment.span.start < offset else None

    def _own_line(self, comment: Comment, indent: int) -> None:
        self._line(" " * indent + f"# {comment.text}".rstrip())
        self._takes_comment = False
        self._next += 1

    def _trailing(self, offset: int) -> None:
        """Add the comment that follows the last line, if one stands before ``offset``."""
        comment = self._pending(offset)
        if comment is not None and not comment.alone and self._takes_comment:
            self.lines[-1] += f"  # {comment.text}".rstrip()
            self._takes_comment = False
            self._next += 1

    def _lead(self, node: Item, indent: int) -> None:
        """Write the blank line and the comments that go before ``node``."""
        self.comments_before(node.span.start, indent)
        self._blank(node.span)
        while (comment := self._pending(_reach(node))) is not None:
            self._own_line(comment, indent)

    def _blank(self, span: Span) -> None:
        """Write a blank line if there was one before ``span`` and it is not the first."""
        if self._source is None or self._begins_block:
            return
        place = self._source.place(span.start)
        begins_line = not self._source.line(place.line)[: place.column - 1].strip()
        if begins_line and place.line > 1 and not self._source.line(place.line - 1).strip():
            self.lines.append("")

    def _line(self, line: str) -> None:
        self.lines.append(line)
        self._takes_comment = True
        self._begins_block = False

    # --- Items ---

    def items(self, nodes: tuple[Item, ...], indent: int, end: int) -> None:
        """Write ``nodes`` and the comments up to ``end``, which is where their block ends."""
        column = _column(nodes)
        limits = [*[node.span.start for node in nodes[1:]], end]
        for number, node in enumerate(nodes):
            if number and not indent and not self._source and _is_apart(nodes[number - 1], node):
                self.lines.append("")
            self._lead(node, indent)
            self._item(node, indent, column)
            self._trailing(limits[number])
        self.comments_before(end, indent)

    def _item(self, node: Item, indent: int, column: int) -> None:
        match node:
            case Proposal() | Position() | Check():
                self._block(closed(clauses.header(node), " {"), node, indent)
            case Rule():
                tails = clauses.tails(node.tail)
                self.statement(clauses.header(node), node.body, tails, indent)
            case Clause():
                self._clause(node, indent, column)
            case Alternative():
                self.statement(_head(node, column), node.body, [], indent)
            case Withdraw():
                self._pieces(clauses.withdrawal(node), indent)
            case _:
                self._pieces(_simple(node), indent)

    def _pieces(self, pieces: Pieces, indent: int) -> None:
        """Write ``pieces`` on lines of their own."""
        first, *more = laid_out(pieces, indent, indent + STEP)
        for line in (" " * indent + first, *more):
            self._line(line.rstrip())

    def _block(self, head: Pieces, node: Block | OneOf | Readings, indent: int) -> None:
        """Write ``head``, which ends with a bracket, and the items of ``node`` up to theirs."""
        self._pieces(head, indent)
        nodes: tuple[Item, ...] = (
            node.alternatives if isinstance(node, OneOf | Readings) else node.items
        )
        self._trailing(nodes[0].span.start if nodes else node.span.end)
        self._begins_block = True
        self.items(nodes, indent + STEP, node.span.end)
        if not nodes and self._begins_block and self._takes_comment:
            self.lines[-1] += "}"
        else:
            self._line(" " * indent + "}")
        self._begins_block = False
        self._takes_comment = True

    def _clause(self, node: Clause, indent: int, column: int) -> None:
        """Write a clause."""
        head, tails = _head(node, column), clauses.tails(node.tail)
        if node.score is not None:
            sheet = clauses.score(node.score)
            self._with_tails([*head, *led(NEVER, " ", sheet)], tails, indent)
        elif node.body is not None:
            self.statement(head, node.body, tails, indent)

    def statement(self, head: Pieces, node: Body, tails: list[Pieces], indent: int) -> None:
        """Write ``head``, a body and what follows it."""
        line = _joined(head, clauses.body(node, bare=not head))
        core = _core(node)
        fits = self._fits([line, *tails], indent) and not self._pending(core.span.end)
        if fits or not isinstance(core, OneOf | Readings):
            self._with_tails(line, tails, indent)
            return
        while isinstance(node, ForEach | InPhases):
            head, node = _joined(head, clauses.scope(node)), node.body
        self._block(_joined(head, word(clauses.opening(core))), core, indent)
        self._after_block(tails, indent)

    def _with_tails(self, line: Pieces, tails: list[Pieces], indent: int) -> None:
        """Write a clause on one line, or what follows its body on lines of its own."""
        if self._fits([line, *tails], indent):
            self._pieces(word(_flat([line, *tails])), indent)
            return
        self._pieces(line, indent)
        for tail in tails:
            self._pieces(tail, indent + STEP)

    def _after_block(self, tails: list[Pieces], indent: int) -> None:
        """Write what follows a block, on its last line if it fits there."""
        if tails and self._fits([word("}"), *tails], indent):
            self.lines[-1] += " " + _flat(tails)
        else:
            for tail in tails:
                self._pieces(tail, indent + STEP)

    def _fits(self, parts: list[Pieces], indent: int) -> bool:
        return indent + len(_flat(parts)) <= WIDTH


def _flat(parts: list[Pieces]) -> str:
    """Return ``parts`` on one line."""
    return " ".join([flat(part) for part in parts])


def _joined(head: Pieces, rest: Pieces) -> Pieces:
    """Return ``head`` and ``rest`` on a line, which is broken between them if it must be."""
    if not head:
        return rest
    level = clauses.HEAD if flat(head).rstrip().endswith(":") else NEVER
    return [*head, *led(level, " ", rest)]


def _head(node: Clause | Alternative, column: int) -> Pieces:
    """Return label and strength, with blanks up to ``column`` after the label."""
    label = clauses.label(node)
    strength = clauses.strength(node) if isinstance(node, Clause) else ""
    if not label:
        return word(strength) if strength else []
    filled = word(label.ljust(column))
    return _joined(filled, word(strength)) if strength else filled


def _column(nodes: tuple[Item, ...]) -> int:
    """Return the width to which the labels of a block are filled up."""
    labels = [clauses.label(each) for each in nodes if isinstance(each, Clause | Alternative)]
    width = max((len(label) for label in labels), default=0)
    return width if width <= ALIGNED else 0


def _core(node: Body) -> Body:
    """Return the body inside ``for each`` and phases."""
    while isinstance(node, ForEach | InPhases):
        node = node.body
    return node


def _reach(node: Item) -> int:
    """Return the offset up to which comments inside ``node`` go before it."""
    if isinstance(node, Proposal | Position | Check):
        return node.span.start
    if isinstance(node, Clause | Rule | Alternative) and node.body is not None:
        core = _core(node.body)
        return core.span.start if isinstance(core, OneOf | Readings) else node.span.end
    return node.span.end


def _simple(node: clauses.Simple | CheckItem) -> Pieces:
    """Return what stands on a line, or a few, without a body or a block."""
    if isinstance(node, clauses.Simple):
        return clauses.declaration(node)
    return clauses.check_item(node)


def _is_apart(one: Item, other: Item) -> bool:
    """Whether a blank line stands between two declarations of which no text is known."""
    return type(one) is not type(other) or isinstance(other, Block)
