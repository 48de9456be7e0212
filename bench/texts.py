"""Problems as text: the library that somebody would have written for them."""

from __future__ import annotations

from collections.abc import Sequence

from bench.problem import Clause, Group, Problem, Row, plain_rows


def proposals_text(problem: Problem) -> str:
    """Return a library with a proposal ``p0``, ``p1``, … for each group; no sums."""
    lines = _shared(problem)
    for place, group in enumerate(problem.soft):
        lines.append(f'proposal p{place} "Plan {place}" from s {{')
        lines += [f'    c{at}: {said} from "{at}"' for at, said in enumerate(_clauses(group))]
        lines.append("}")
    return "\n".join(lines) + "\n"


def demands_text(problem: Problem) -> str:
    """Return a library in which each party ``w0``, ``w1``, … demands its groups; no sums."""
    lines = _shared(problem)
    parties = max(problem.parties) + 1
    lines += [f'party w{party} "Party {party}"' for party in range(parties)]
    for party in range(parties):
        lines.append(f"position w{party} on 2031-05-02 from s attested own {{")
        for at, group in enumerate(problem.soft):
            if problem.parties[at] == party:
                said = " and ".join(f"({each})" for each in _clauses(group))
                lines.append(f'    d{at}: demand weight {problem.weights[at]}: {said} from "{at}"')
        lines.append("}")
    return "\n".join(lines) + "\n"


def rows_text(problem: Problem) -> str:
    """Return a library with one proposal ``p`` of all groups, one clause each; no sums."""
    lines = [*_shared(problem), 'proposal p "Proposal" from s {']
    for at, group in enumerate(problem.soft):
        lines.append(f'    c{at}: {" and ".join(_clauses(group))} from "{at}"')
    return "\n".join([*lines, "}"]) + "\n"


def _shared(problem: Problem) -> list[str]:
    lines = ['source s "Source" by "nobody" on 2030']
    lines += [f"term b{at}: bool" for at in range(1, problem.terms + 1)]
    lines += [f"rule r{at}: {each}" for at, each in enumerate(_clauses(problem.hard))]
    lines += [f"rule o{at}: {_at_most_one(row)}" for at, row in enumerate(problem.choices)]
    return lines


def _clauses(group: Group | Sequence[Clause]) -> list[str]:
    return [" or ".join(map(_literal, row)) for row in plain_rows(group)]


def _at_most_one(row: Row) -> str:
    return f"at most 1 of ({', '.join(map(_literal, row))})"


def _literal(number: int) -> str:
    return f"b{number}" if number > 0 else f"not b{-number}"
