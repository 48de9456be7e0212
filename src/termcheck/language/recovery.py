"""Recovery: how the machine goes on after a fault, so that no line hides the next.

Accepts a machine that cannot use the token at hand; reports the fault, cuts
the stack back to where a line can begin, and moves the lexer there. A header
that cannot be read still opens its block; a block that is not closed ends
where the next declaration begins; clauses that stand outside of all blocks are
read as if they stood in one, which is thrown away.
"""

from __future__ import annotations

from itertools import islice

from termcheck.language import blocks
from termcheck.language.diagnose import finding_of
from termcheck.language.fault import Fault, fault_of
from termcheck.language.finding import Finding
from termcheck.language.limits import NESTING
from termcheck.language.machine import Machine
from termcheck.language.pieces import Pieces
from termcheck.language.source import Span
from termcheck.language.wordless import goes_on_without_word


def recovers(machine: Machine, terminal: int) -> bool:
    """Report the fault at hand and prepare to go on; whether that is possible."""
    if machine.overflow:
        return _leave_the_deep(machine, machine.overflow)
    machine.come_to_rest()
    fault = fault_of(machine)
    if len(fault.tokens) > 1 and "_LINE" in fault.expected and _begins_afresh(fault):
        machine.feed("_LINE")
        machine.come_to_rest()
        fault = fault_of(machine)
    if terminal == 0 and fault.item not in ("", "declaration"):
        return blocks.closes_at_end(machine, fault)
    if fault.item and any(knows_what_to_do(machine, fault) for knows_what_to_do in KNOWING):
        return True
    finding = finding_of(fault)
    _report(machine, finding)
    if not fault.item:
        return False
    return (
        _reads_as_meant(machine, fault, finding)
        or blocks.opens_forgotten(machine, fault)
        or _skips(machine, fault)
    )


KNOWING = (
    blocks.closes_forgotten,
    goes_on_without_word,
    blocks.goes_on_adrift,
    blocks.ends_in_the_middle,
)
"""What knows a certain fault and how to go on after it, in the order in which it is asked."""


def _begins_afresh(fault: Fault) -> bool:
    """Whether the token that does not fit begins a line that could not go on anyway."""
    first_word = (fault.token.text.split() or [""])[0]
    goes_on = first_word in fault.automaton.reserved
    if fault.item == "declaration" and fault.before and fault.before.name == "RBRACE":
        goes_on = False
    return not goes_on and fault.pieces.begins_line(fault.token.start)


def _report(machine: Machine, finding: Finding) -> None:
    machine.report(
        finding.code, finding.message, finding.start, finding.end, finding.help, finding.related
    )


def _reads_as_meant(machine: Machine, fault: Fault, finding: Finding) -> bool:
    """Read the line again with a misspelt word as it was meant, if there is one."""
    if finding.meant is None or finding.start in machine.lexer.meant:
        return False
    machine.lexer.meant[finding.start] = finding.meant
    machine.go_to(fault.start, machine.anchor())
    machine.mark_line()
    return True


def _skips(machine: Machine, fault: Fault) -> bool:
    """Go on after the statement at hand, without it, or without what follows its block."""
    if fault.item == "declaration" and fault.before and fault.before.name == "RBRACE":
        machine.feed("_LINE")
        machine.come_to_rest()
        end, _ = fault.pieces.statement(fault.token.start)
        machine.go_to(end, machine.anchor())
        return True
    end = fault.resume
    while _belongs(fault, end):
        end, _ = fault.pieces.statement(end)
    machine.go_to(end, machine.anchor())
    return True


def _belongs(fault: Fault, at: int) -> bool:
    """Whether what stands at ``at`` is a rest of the faulty statement before it."""
    pieces = fault.pieces
    first, second = ([*islice(pieces.since(at), 2), None, None])[:2]
    if first is None or (fault.item == "declaration" and first.text == "}"):
        return first is not None
    if pieces.indent(at) <= pieces.indent(fault.start) or not pieces.begins_line(at):
        return False
    has_label = second is not None and second.text == ":"
    return not has_label and first.text not in blocks.CLAUSE_WORDS | blocks.DECLARATIONS | {"}"}


def _leave_the_deep(machine: Machine, place: Span) -> bool:
    """Go on after a statement that is nested too deeply."""
    machine.overflow = None
    start = machine.item_start()
    machine.report(
        "TC120", f"this is nested more than {NESTING} levels deep", place.start, place.end,
        "give a part of it a name with `define`; a long sum is written `sum(x in S: …)`",
    )  # fmt: skip
    end, _ = Pieces(machine.pattern, machine.text).statement(start)
    machine.go_to(end, machine.anchor())
    return machine.frames[0][0] in machine.automaton.anchors
