"""Soundness: is this library in order?

Asks of a library without errors: do the rules admit anything, can each
proposal's clauses hold together, can each party's red lines, on every day on
which they change, can a party live with what it says it accepts, and does
every ``check`` block get the answer that it expects?
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial

from termcheck.language.codes import CODES
from termcheck.language.diagnostic import Diagnostic, Label
from termcheck.library.model import Check, Clause, Library, Question, Reference
from termcheck.library.positions import in_force
from termcheck.logic.case import Case
from termcheck.questions import verdict as v
from termcheck.questions.consistency import background_outcome, conflicts
from termcheck.questions.expectations import run_check
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.lints import lints
from termcheck.questions.neighbours import Texts
from termcheck.questions.recall import Asked, about_check
from termcheck.questions.sound import CheckResult, PositionResult, Soundness, TextResult
from termcheck.value import Value

Progress = Callable[[str], None]
"""Called with a few words before each question that may take time."""

Findings = tuple[Diagnostic, ...]
_Verdict = tuple[str, Findings]


def soundness(
    inquiry: Inquiry, progress: Progress = lambda _: None, *, with_notes: bool = False
) -> Soundness:
    """Return whether the library is sound; it must have no errors of text or names.

    Notes take time and are made only if asked for.
    """
    rules = Asked("background", clauses=inquiry.library.rules)
    findings = inquiry.recalled(rules, Findings, lambda: tuple(_background(inquiry)))
    if findings:
        return Soundness(findings, (), (), ())
    return _asked(inquiry, progress, with_notes=with_notes, part=False)


def soundness_of_part(
    inquiry: Inquiry, progress: Progress = lambda _: None, *, with_notes: bool = False
) -> Soundness:
    """Return whether the proposals and the checks of the library are sound.

    The rules must admit something; they and the positions are not asked about.
    """
    return _asked(inquiry, progress, with_notes=with_notes, part=True)


def _asked(inquiry: Inquiry, progress: Progress, *, with_notes: bool, part: bool) -> Soundness:
    findings: list[Diagnostic] = []
    proposals: list[TextResult] = []
    texts = Texts(inquiry)
    for name in inquiry.library.proposals:
        progress(name)
        verdict, found = inquiry.recalled(
            Asked(f"proposal {name}", (Question(given=(Reference(name),)),), reach="passages"),
            _Verdict,
            partial(_proposal, inquiry, texts, name),
        )
        proposals.append(TextResult(name, verdict))
        findings += found
    positions: list[PositionResult] = []
    for party in () if part else _speakers(inquiry.library):
        progress(party)
        for day in _days(inquiry.library, party):
            verdict, found = inquiry.recalled(
                Asked(
                    f"position {party} {day}",
                    (Question(given=(Reference(party),), as_of=day),),
                    in_force(inquiry.library, party, day, ()),
                    reach="passages",
                ),
                _Verdict,
                partial(_position, inquiry, party, day),
            )
            positions.append(PositionResult(party, _day_text(day) if day else "", verdict))
            findings += found
    checks: list[CheckResult] = []
    for check in inquiry.library.checks:
        progress(check.name)
        checks.append(
            inquiry.recalled(
                about_check("check", check), CheckResult, partial(_check, inquiry, texts, check)
            )
        )
        findings += checks[-1].diagnostics
    progress("lints")
    findings += lints(inquiry, texts, part=part)
    for name in inquiry.library.proposals if with_notes else ():
        progress(f"notes on {name}")
        findings += _notes_on(inquiry, name)
    return Soundness(tuple(findings), tuple(checks), tuple(proposals), tuple(positions))


def _check(inquiry: Inquiry, texts: Texts, check: Check) -> CheckResult:
    texts.prepare_rules()
    return run_check(inquiry, check)


def _notes_on(inquiry: Inquiry, name: str) -> Findings:
    """Return the notes on a proposal: they depend on who has stated a position, too."""
    from termcheck.questions.notes import notes  # few ask for them

    library = inquiry.library
    table = Question(table=tuple(library.positions))
    asked = Asked(
        f"notes {name}",
        (Question(given=(Reference(name),)), table),
        library.proposals[name].clauses,
    )
    return inquiry.recalled(asked, Findings, lambda: tuple(notes(inquiry, name)))


def _background(inquiry: Inquiry) -> Iterator[Diagnostic]:
    case = _cases(inquiry, Question())[0]
    outcome = background_outcome(inquiry, case)
    if isinstance(outcome, v.ContradictoryBackground):
        rules = [inquiry.library.clauses[name] for name in outcome.rules]
        yield Diagnostic(
            "TC350",
            "error",
            f"the rules contradict each other: {_listed(outcome.rules)}",
            rules[0].span,
            tuple(Label(rule.span, f"rule `{rule.name}`") for rule in rules[1:]),
            "every package must obey every rule, so these admit nothing at all",
        )


def _cases(inquiry: Inquiry, question: Question) -> list[Case]:
    return [case for case in inquiry.catalogue.cases(question) if isinstance(case, Case)]


class _Outcome(Value):
    """How some clauses fare together: a verdict, and clashes with their readings."""

    verdict: str
    clashes: tuple[tuple[v.Readings, v.Incompatible], ...]
    always: bool


def _outcome(inquiry: Inquiry, question: Question) -> _Outcome:
    """Return how the question's clauses fare, reading by reading.

    ``always`` says that they clash in every reading.
    """
    cases = _cases(inquiry, question)
    found = [(case.readings, conflicts(inquiry, case)) for case in cases]
    clashes = tuple((r, each) for r, each in found if isinstance(each, v.Incompatible))
    always = bool(clashes) and len(clashes) == len(found)
    undecided = any(isinstance(each, v.Undecided) for _, each in found)
    verdict = "incompatible" if always else "undecided" if undecided else "compatible"
    return _Outcome(verdict, clashes, always)


def _proposal(inquiry: Inquiry, texts: Texts, name: str) -> _Verdict:
    for text in texts.of(name):
        text.beside.prepare()
    outcome = _outcome(inquiry, Question(given=(Reference(name),)))
    message = f"the clauses of `{name}` cannot hold together"
    return outcome.verdict, tuple(_clashes(inquiry, outcome, "TC351", message))


def _clashes(inquiry: Inquiry, outcome: _Outcome, code: str, message: str) -> Iterator[Diagnostic]:
    """Yield a finding for each clash; if some reading avoids it, a warning that names it."""
    seen: set[frozenset[str]] = set()
    for readings, found in outcome.clashes:
        for conflict in found.conflicts:
            if conflict.names in seen:
                continue
            seen.add(conflict.names)
            joined = f", joined by {_listed(conflict.rules)}" if conflict.rules else ""
            said = f"{message}: {_listed(conflict.clauses)}{joined}"
            if outcome.always:
                yield _clash(inquiry, conflict, code, said)
            else:
                read = _listed(f"{name}.{label}" for name, label in readings)
                yield _clash(inquiry, conflict, "TC354", f"{said}, if read as {read}")


def _clash(inquiry: Inquiry, conflict: v.Conflict, code: str, message: str) -> Diagnostic:
    clauses = [inquiry.library.clauses[key] for key in conflict.keys]
    rules = [inquiry.library.clauses[name] for name in conflict.rules]
    first = clauses[0]
    return Diagnostic(
        code,
        CODES[code][0],
        message,
        first.span,
        tuple(Label(each.span, _beside(each, clauses)) for each in clauses[1:])
        + tuple(Label(rule.span, f"rule `{rule.name}`") for rule in rules),
        _where(conflict),
        tuple(_passages(clauses)),
    )


def _beside(clause: Clause, clauses: Sequence[Clause]) -> str:
    """Return what a clause cannot hold together with: all the others, for no fewer clash."""
    first, *more = [f"`{each.name}`" for each in clauses if each is not clause]
    rest = more[0] if len(more) == 1 else f"the {len(more)} others"
    return f"cannot hold together with {first}{f' and {rest}' if more else ''}"


def _where(conflict: v.Conflict) -> str:
    return f"they clash in the phase {_listed(conflict.phases)}" if conflict.phases else ""


def _passages(clauses: Iterable[Clause]) -> Iterator[str]:
    for clause in clauses:
        for citation in clause.citations:
            yield f'{citation.source}, "{citation.where}"' if citation.source else citation.where


def _day_text(day: int) -> str:
    return date.fromordinal(day).isoformat()


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _speakers(library: Library) -> list[str]:
    return sorted({library.clauses[key].owner for key in library.statements})


def _days(library: Library, party: str) -> list[int]:
    """Return the days on which the party's statements change, oldest first."""
    spoken = {
        library.clauses[key].day
        for key in library.statements
        if library.clauses[key].owner == party
    }
    return sorted(spoken | {each.day for each in library.withdrawals if each.party == party})


def _position(inquiry: Inquiry, party: str, day: int) -> _Verdict:
    red_lines = Question(given=(Reference(party),), as_of=day)
    outcome = _outcome(inquiry, red_lines)
    since = f" from {_day_text(day)} on" if day else ""
    message = f"the red lines of `{party}` cannot hold together{since}"
    found = list(_clashes(inquiry, outcome, "TC352", message))
    if outcome.always:
        return outcome.verdict, tuple(found)
    library = inquiry.library
    accepted = [
        library.clauses[key]
        for key in in_force(library, party, day, ())
        if library.clauses[key].strength == "accepts"
    ]
    found += [each for clause in accepted for each in _acceptance(inquiry, clause, red_lines)]
    return outcome.verdict, tuple(found)


def _acceptance(inquiry: Inquiry, clause: Clause, red_lines: Question) -> Iterator[Diagnostic]:
    """Yield a finding if no reading of the red lines leaves room for ``clause``."""
    question = red_lines.but(given=(Reference(clause.name), *red_lines.given))
    outcome = _outcome(inquiry, question)
    if outcome.always:
        message = f"`{clause.owner}` says that it accepts this, but its own red lines exclude it"
        yield from _clashes(inquiry, outcome, "TC353", message)
