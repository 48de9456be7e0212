"""One small check for every peer: what somebody would write for the same clauses.

``script`` yields for a plain problem of soft clauses the file and the command
of each side. Each script says whether the clauses can hold together; those of
which ``NAMES_CLAUSES`` tells also print one minimal conflict, as ``u3 u17``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bench.problem import Problem, plain_rows
from bench.texts import rows_text

NAMES_CLAUSES = ("termcheck", "z3py", "CPMpy", "PySAT", "clingo")
"""Sides that name the clauses of a conflict; the others say that there is one."""


def rows(problem: Problem) -> list[list[int]]:
    """Return the soft clauses, one for each group."""
    return [row for group in problem.soft for row in plain_rows(group)]


def z3py(problem: Problem) -> str:
    """Return a script for z3py: one ``assert_and_track`` a clause and a minimised core."""
    said = [
        f"solver.assert_and_track({_call('Or', _words(row, 'b{}', 'Not(b{})'))}, 'u{at}')"
        for at, row in enumerate(rows(problem))
    ]
    return "\n".join(
        [
            "from z3 import Bool, Not, Or, Solver, unsat",
            *(f"b{at} = Bool('b{at}')" for at in range(1, problem.terms + 1)),
            "solver = Solver()",
            "solver.set(unsat_core=True)",
            "solver.set('core.minimize', True)",
            *said,
            "if solver.check() == unsat:",
            "    print('incompatible', *solver.unsat_core())",
            "",
        ]
    )


def cpmpy(problem: Problem) -> str:
    """Return a script for CPMpy with ``mus`` of its tools."""
    said = [_call("cp.any", _words(row, "b[{}]", "~b[{}]")) for row in rows(problem)]
    return "\n".join(
        [
            "import cpmpy as cp",
            "from cpmpy.tools.explain import mus",
            f"b = cp.boolvar(shape={problem.terms + 1})",
            "clauses = [",
            *(f"    {each}," for each in said),
            "]",
            "place = {id(each): at for at, each in enumerate(clauses)}",
            "if not cp.Model(clauses).solve():",
            "    print('incompatible', *(f'u{place[id(each)]}' for each in mus(clauses)))",
            "",
        ]
    )


def pysat(problem: Problem) -> str:
    """Return a script for PySAT with its OptUx."""
    return "\n".join(
        [
            "from pysat.examples.optux import OptUx",
            "from pysat.formula import WCNF",
            "formula = WCNF()",
            *(f"formula.append({row}, weight=1)" for row in rows(problem)),
            "with OptUx(formula) as engine:",
            "    print('incompatible', *(f'u{at - 1}' for at in engine.compute()))",
            "",
        ]
    )


def clingo(problem: Problem) -> str:
    """Return a script for clingo: clauses behind assumptions, a core made minimal by deletion."""
    said = [
        f":- on({at}), {', '.join(_words(row, 'not b({})', 'b({})'))}."
        for at, row in enumerate(rows(problem))
    ]
    program = "\n".join([f"{{b(1..{problem.terms})}}.", f"{{on(0..{len(said) - 1})}}.", *said])
    return f'''\
import clingo
control = clingo.Control()
control.add("base", [], """{program}""")
control.ground([("base", [])])
on = [clingo.Function("on", [clingo.Number(at)]) for at in range({len(said)})]
def holds(chosen):
    return control.solve(assumptions=[(on[at], True) for at in chosen]).satisfiable
core = list(range({len(said)}))
if not holds(core):
    for at in list(core):
        rest = [each for each in core if each != at]
        if not holds(rest):
            core = rest
    print("incompatible", *(f"u{{at}}" for at in core))
'''


def uvl(problem: Problem) -> str:
    """Return a feature model with an optional feature for each term, and the clauses."""
    features = "\n".join(f"            b{at}" for at in range(1, problem.terms + 1))
    said = "\n".join(f"    {' | '.join(_words(row, 'b{}', '!b{}'))}" for row in rows(problem))
    return f"features\n    root\n        optional\n{features}\nconstraints\n{said}\n"


FLAMAPY = """\
import sys
from flamapy.interfaces.python.flamapy_feature_model import FLAMAFeatureModel
if not FLAMAFeatureModel(sys.argv[1]).satisfiable():
    print("incompatible")
"""


def minizinc(problem: Problem) -> str:
    """Return a model for MiniZinc."""
    clauses = [" \\/ ".join(_words(row, "b[{}]", "not b[{}]")) for row in rows(problem)]
    said = [f"constraint {each};" for each in clauses]
    return "\n".join([f"array[1..{problem.terms}] of var bool: b;", *said, "solve satisfy;", ""])


SCRIPTS: Mapping[str, tuple[str, str, Callable[[Problem], str]]] = {
    "z3py script": ("z3", "naive.py", z3py),
    "clingo": ("clingo", "by_clingo.py", clingo),
    "PySAT": ("pysat", "by_pysat.py", pysat),
    "CPMpy": ("cpmpy", "by_cpmpy.py", cpmpy),
    "flamapy": ("flamapy", "by_flamapy.py", lambda _: FLAMAPY),
}
"""For each peer that is a Python library: its environment, the script's name, and the script."""


def term_sheet(problem: Problem) -> str:
    """Return the same clauses as a term sheet, the clause at place 3 named ``p.c3``."""
    return rows_text(problem)


def _words(row: list[int], plain: str, denied: str) -> list[str]:
    return [(plain if each > 0 else denied).format(abs(each)) for each in row]


def _call(name: str, words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{name}([{', '.join(words)}])"
