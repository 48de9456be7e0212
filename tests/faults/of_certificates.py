"""Faults of the checker of certificates: of its kernel, and of the words that it finds."""

from __future__ import annotations

from tests.faults.patching import Fault

CERTIFICATES = (
    Fault(
        "a sum that is no contradiction is accepted",
        "certify.check.kernel",
        "if terms or bound > 0 or (bound == 0 and not strict):",
        "if terms or bound > 0:",
    ),
    Fault(
        "a sum with an unknown left is accepted",
        "certify.check.kernel",
        "if terms or bound > 0 or (bound == 0 and not strict):",
        "if bound > 0 or (bound == 0 and not strict):",
    ),
    Fault(
        "a clause with two literals left is taken to settle one",
        "certify.check.kernel",
        "if len(left) > 1:",
        "if len(left) > 2:",
    ),
    Fault(
        "a summand may be taken less than once",
        "certify.check.kernel",
        "if _whole(times) < 1:",
        "if _whole(times) < -9:",
    ),
    Fault(
        "a sum of numbers that need not be whole is rounded",
        "certify.check.kernel",
        "if all(self.span(u)[2] for u, _ in terms):",
        "if any(True for u, _ in terms):",
    ),
    Fault(
        "a month is counted to a day too late",
        "certify.check.holds",
        "month_length(year, month + 1))).toordinal()",
        "month_length(year, month + 1))).toordinal() + (start.day > 28)",
    ),
    Fault(
        "a proof need not end in a contradiction",
        "certify.check.kernel",
        "if not self.clauses or self.clauses[-1]:",
        "if not self.clauses:",
    ),
    Fault(
        "the words of a clause forget what overrides it",
        "certify.check.library",
        "over = self._overriding.get(base, [])",
        "over: list[str] = []",
    ),
    Fault(
        "a clause that is overridden is read without its exception",
        "certify.check.reader",
        "if said.label not in other.overrides:",
        "if not other.overrides:",
    ),
)
