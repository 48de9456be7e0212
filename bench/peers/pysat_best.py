"""The best package by PySAT's RC2, plain and stratified with the settings of its contests."""

from __future__ import annotations

from collections.abc import Iterator

from pysat.examples.rc2 import RC2, RC2Stratified
from pysat.formula import WCNF

from bench.peers.exchange import Method, run
from bench.peers.pysat_common import wishes
from bench.problem import Problem


def with_engine(engine: type[RC2], **options: bool) -> Method:
    """Return the method with this one of PySAT's engines."""

    def method(problem: Problem) -> Iterator[int]:
        hard, soft = wishes(problem)
        formula = WCNF()
        formula.extend(hard)
        formula.extend(soft, weights=list(problem.weights))
        with engine(formula, **options) as search:
            search.compute()
            yield search.cost

    return method


METHODS = {
    "rc2": with_engine(RC2),
    "stratified": with_engine(RC2Stratified, adapt=True, exhaust=True, minz=True),
}

if __name__ == "__main__":
    run(METHODS)
