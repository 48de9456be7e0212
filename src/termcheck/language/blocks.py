"""Blocks: which braces a faulty text has forgotten, and how to go on without them.

Accepts a machine and its fault; each function says whether it knows what to
do, and if so has done it.
"""

from __future__ import annotations

from itertools import islice, pairwise

from termcheck.language.diagnostic import Label
from termcheck.language.fault import Fault, Token
from termcheck.language.lexer import LINE, SIGN, TEXT, WORD
from termcheck.language.machine import Machine
from termcheck.language.pieces import Pieces
from termcheck.language.source import Span
from termcheck.language.tree import Text, Word
from termcheck.language.wording import unit

BLOCKS = ("PROPOSAL", "POSITION", "CHECK")
DECLARATIONS = frozenset(
    "party source unit set constant phase term event define rule proposal position check".split()
)
BRACED = frozenset(("set", "constant", "term", "define", "rule"))
"""Declarations that may hold braces without being blocks."""

STANCES = frozenset(("red", "demand", "prefer", "accepts"))
QUESTIONS = frozenset("given keep without as table suppose attested under whole expect".split())
CLAUSE_WORDS = STANCES | QUESTIONS | {"should", "may", "withdraw"}
GLANCE = 200
"""Pieces that are looked at to tell of what kind a block is."""

NOT_CLOSED = "the `{` that is opened here is not closed"


# --- Where the machine stands -------------------------------------------------


def _declaration_anchor(machine: Machine) -> int:
    """Return the frame on which the declaration at hand began."""
    return max(at for at in range(len(machine.frames)) if machine.item(at) == "declaration")


def _declaration_start(machine: Machine) -> int:
    return machine.frames[_declaration_anchor(machine) + 1][2]


def _block_anchor(machine: Machine) -> int | None:
    """Return the last frame on which a line of the block at hand can begin, if it is in one."""
    items = ("proposal_item", "position_item", "check_item")
    frames = range(_declaration_anchor(machine), len(machine.frames))
    return max((at for at in frames if machine.item(at) in items), default=None)


def _is_adrift(machine: Machine) -> bool:
    """Whether the block at hand has no header in the text."""
    name = machine.frames[_declaration_anchor(machine) + 2][1]
    return isinstance(name, Word | Text) and name.span.start == name.span.end


# --- Braces that were not closed ----------------------------------------------


def closes_at_end(machine: Machine, fault: Fault) -> bool:
    """Close the block in which the text ends."""
    _close(machine, fault, len(machine.text))
    return True


def closes_forgotten(machine: Machine, fault: Fault) -> bool:
    """Close what must have ended before the line at hand, if anything must."""
    if fault.item in ("", "declaration"):
        return False
    indent = fault.pieces.indent
    if _declares(fault) and indent(fault.start) <= indent(_declaration_start(machine)):
        _close(machine, fault, fault.start)
        machine.feed("_LINE")
        return True
    return fault.item == "alternative" and _closes_branches(machine, fault)


def _closes_branches(machine: Machine, fault: Fault) -> bool:
    """Close the alternatives that their clause leaves open at its end."""
    brace = max(at for at, frame in enumerate(machine.frames) if frame[1] == "{")
    outer = max(at for at in range(brace) if machine.item(at))
    end, openers = fault.pieces.statement(machine.frames[outer + 1][2])
    offset = machine.frames[brace][2]
    if offset not in (opener.at for opener in openers):
        return False
    _report_open(machine, offset)
    machine.go_to(end, outer)
    return True


def _declares(fault: Fault) -> bool:
    """Whether the line at hand reads like a declaration."""
    first = fault.tokens[0]
    after = next(fault.pieces.since(first.end), None)
    return first.text in DECLARATIONS and after is not None and after.kind in (WORD, TEXT)


def _close(machine: Machine, fault: Fault, end: int) -> None:
    """Close the block at hand at offset ``end`` and say so, unless it has no header."""
    if not _is_adrift(machine):
        start = _declaration_start(machine)
        brace = fault.pieces.unclosed_brace(start, end)
        _report_open(machine, start if brace is None else brace)
    block = _block_anchor(machine)
    machine.go_to(end, _declaration_anchor(machine) if block is None else block)
    if block is not None:
        machine.feed("RBRACE")


def _report_open(machine: Machine, brace: int) -> None:
    machine.report("TC108", NOT_CLOSED, brace, brace + 1, "close it with `}`", marks=False)


def ends_in_the_middle(machine: Machine, fault: Fault) -> bool:
    """End a statement that leaves its line open where the next statement begins."""
    for last, token in pairwise(fault.tokens):
        leaves_open = last.name in ("COMMA", "AND", "OR", "LABEL", "COLON")
        if leaves_open and fault.pieces.begins_line(token.start) and _begins(fault, token):
            machine.report(
                "TC101", f"the line ends in the middle of {unit(fault)}", last.end, last.end + 1,
                f"after `{last.text[-1:] if last.name == 'LABEL' else last.text}` it goes on",
            )  # fmt: skip
            machine.go_to(token.start, machine.anchor())
            return True
    return False


def _begins(fault: Fault, token: Token) -> bool:
    """Whether ``token`` reads like the beginning of another statement."""
    return token.text in CLAUSE_WORDS | DECLARATIONS or _has_colon(fault, token)


def _has_colon(fault: Fault, token: Token) -> bool:
    after = next(fault.pieces.since(token.end), None)
    return after is not None and after.text == ":"


# --- Braces that were closed too early ------------------------------------------


def goes_on_adrift(machine: Machine, fault: Fault) -> bool:
    """Read a clause outside of all blocks as part of one that is thrown away."""
    if fault.item != "declaration":
        return False
    before = fault.before
    if before and before.name == "RBRACE" and _is_deeper(fault, machine):
        _report_early(machine, before.start)
        machine.feed("_LINE")
        end, _ = fault.pieces.statement(fault.token.start)
        return _open_adrift(machine, fault, end)
    if not _is_clause(fault):
        return False
    brace = len(machine.text[: fault.start].rstrip()) - 1
    if machine.text[brace : brace + 1] == "}" and not fault.pieces.begins_line(brace):
        _report_early(machine, brace)
    else:
        machine.report(
            "TC122", "a clause stands outside of every block", fault.start, fault.tokens[0].end,
            "clauses stand in the `{ }` of a proposal or position, expectations in a check",
            _ended_here(machine, brace), marks=False,
        )  # fmt: skip
    return _open_adrift(machine, fault, fault.start)


def _is_deeper(fault: Fault, machine: Machine) -> bool:
    """Whether the line after the statement at hand is indented like a clause."""
    end, _ = fault.pieces.statement(fault.token.start)
    return fault.pieces.indent(end) > fault.pieces.indent(fault.start) and end < len(machine.text)


def _is_clause(fault: Fault) -> bool:
    """Whether the line at hand begins like a clause or like a line of a check."""
    first = fault.tokens[0]
    has_label = _has_colon(fault, first)
    is_taken = first.text in DECLARATIONS or first.text in fault.automaton.reserved
    if is_taken or not first.text.isidentifier():
        return first.text == "as"
    return has_label or first.text in CLAUSE_WORDS


def _report_early(machine: Machine, brace: int) -> None:
    machine.report(
        "TC109", "this `}` closes the block too early", brace, brace + 1,
        "delete it, or move it after the last clause", marks=False,
    )  # fmt: skip


def _ended_here(machine: Machine, brace: int) -> tuple[Label, ...]:
    if machine.text[brace : brace + 1] != "}":
        return ()
    return (Label(Span(machine.file, brace, brace + 1), "the block above ends here"),)


def _open_adrift(machine: Machine, fault: Fault, at: int) -> bool:
    """Open a block without a header at offset ``at``."""
    machine.go_to(at, machine.anchor())
    kind = likely_block(fault.pieces, at)
    empty = Span(machine.file, at, at)
    machine.feed(kind)
    machine.feed(*(("TEXT", Text(empty, "")) if kind == "CHECK" else ("NAME", Word(empty, ""))))
    machine.feed("LBRACE", "{")
    return True


def likely_block(pieces: Pieces, at: int) -> str:
    """Return the kind of block that the lines from ``at`` on look like."""
    for piece in islice(pieces.since(at), GLANCE):
        if piece.text == "}" or piece.text in DECLARATIONS:
            break
        if piece.kind == WORD and piece.text in STANCES:
            return "POSITION"
        if piece.kind == WORD and piece.text in ("given", "expect", "suppose"):
            return "CHECK"
    return "PROPOSAL"


# --- Braces that were not opened --------------------------------------------------


def opens_forgotten(machine: Machine, fault: Fault) -> bool:
    """Enter the block that the statement at hand announces, if it does."""
    if fault.item == "declaration":
        return _opens_block(machine, fault)
    if fault.token.name == "LBRACE" and len(fault.tokens) == 1:
        pieces = fault.pieces.since(fault.start)
        end = next((piece.start for piece in pieces if piece.text != "{"), len(machine.text))
        machine.go_to(end, machine.anchor())
        return True
    if fault.expected != frozenset({"LBRACE"}) or not _has_branches(fault):
        return False
    machine.go_to(fault.token.start, None)
    machine.feed("LBRACE", "{")
    return True


def _opens_block(machine: Machine, fault: Fault) -> bool:
    """Enter the block of the header at hand, whatever is wrong with the header."""
    first = fault.tokens[0]
    brace = _header_brace(fault)
    is_block = first.name in BLOCKS
    if brace is None and is_block:
        return _enters_without_brace(machine, fault)
    if brace is None or brace < fault.token.start or first.text in BRACED:
        return False
    if not is_block and not _ends_line(fault.pieces, brace + 1):
        return False
    _open(machine, fault, first.name if is_block else likely_block(fault.pieces, brace + 1))
    machine.go_to(brace, None)
    return True


def _has_branches(fault: Fault) -> bool:
    """Whether alternatives with labels follow where a brace is missing."""
    pieces = fault.pieces.since(fault.token.start)
    signs = [piece.text for piece, _ in zip(pieces, range(3), strict=False) if piece.kind == SIGN]
    return ":" in signs


def _header_brace(fault: Fault) -> int | None:
    """Return the brace that opens a block in the line at hand."""
    for piece in fault.pieces.since(fault.start):
        if piece.kind == LINE or piece.text == ";":
            break
        if piece.text == "{":
            return piece.start
    return None


def _ends_line(pieces: Pieces, at: int) -> bool:
    line = pieces.text.find("\n", at)
    return pieces.text[at:line].split("#")[0].strip() == ""


def _enters_without_brace(machine: Machine, fault: Fault) -> bool:
    if fault.pieces.indent(fault.resume) <= fault.pieces.indent(fault.start):
        return False
    _open(machine, fault, fault.tokens[0].name)
    machine.go_to(fault.resume, None)
    machine.feed("LBRACE", "{")
    return True


def _open(machine: Machine, fault: Fault, kind: str) -> None:
    """Take the header at hand as one of ``kind`` with as much of a name as it has."""
    pieces = [p for p, _ in zip(fault.pieces.since(fault.start), range(2), strict=False)]
    named = pieces[1] if len(pieces) > 1 and pieces[1].kind == WORD else None
    machine.go_to(fault.start, machine.anchor())
    empty = Span(machine.file, fault.start, fault.start)
    machine.feed(kind)
    if kind == "CHECK":
        machine.feed("TEXT", Text(Span(machine.file, fault.start, fault.start + 1), ""))
    elif named:
        machine.feed("NAME", Word(Span(machine.file, named.start, named.end), named.text))
    else:
        machine.feed("NAME", Word(empty, ""))
