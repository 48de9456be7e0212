"""The door to Z3: text in, replies out.

The one module that talks to ``libz3``, the library inside the package
``z3-solver``. It calls the C interface directly, because importing the Python
wrapper takes four times as long as loading the library, and because building
terms one by one through it takes seven times as long as reading text.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import cache
from importlib.machinery import PathFinder
from os.path import join
from typing import Any

from termcheck.solve.replies import (
    Number,
    Reply,
    Sat,
    SolverFault,
    Unknown,
    Unsat,
    Way,
    reason_in,
)

_POINTERS = (
    "mk_config",
    "mk_context",
    "mk_string_symbol",
    "mk_int_symbol",
    "mk_bool_sort",
    "mk_int_sort",
    "mk_real_sort",
    "mk_const",
    "mk_not",
    "mk_simple_solver",
    "mk_solver_for_logic",
    "mk_params",
    "solver_get_model",
    "solver_get_unsat_core",
    "ast_vector_get",
)
_ERROR_HANDLER = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_uint)


def _ignore(_context: int, _code: int) -> None:
    """Do nothing: errors are read with ``get_error_code``."""


_remember_only = _ERROR_HANDLER(_ignore)


@cache
def _library() -> ctypes.CDLL:
    """Load ``libz3`` from the installed package without importing the package."""
    spec = PathFinder.find_spec("z3", sys.path)
    if spec is None or not spec.submodule_search_locations:
        raise SolverFault("the package z3-solver is not installed")
    ending = {"win32": "libz3.dll", "darwin": "libz3.dylib"}.get(sys.platform, "libz3.so")
    library = ctypes.CDLL(join(next(iter(spec.submodule_search_locations)), "lib", ending))
    for name in _POINTERS:
        getattr(library, f"Z3_{name}").restype = ctypes.c_void_p
    library.Z3_get_numeral_string.restype = ctypes.c_char_p
    library.Z3_get_error_msg.restype = ctypes.c_char_p
    library.Z3_solver_get_reason_unknown.restype = ctypes.c_char_p
    return library


def new_context() -> int | None:
    """Return a context for one solver, which takes nearly all the time that a solver takes to make.

    Nothing if there is no memory for it.
    """
    z3 = _library()
    config = ctypes.c_void_p(z3.Z3_mk_config())
    made: int | None = z3.Z3_mk_context(config)
    z3.Z3_del_config(config)
    return made


class Z3:
    """One solver in a context of its own, which may have been made before.

    Boolean constants are numbered from 1, and a literal is such a number,
    negative if denied. The finite solver reads DIMACS; the others read
    SMT-LIB, in which the boolean constant 7 is called ``b7``. ``memory`` bounds
    what Z3 takes, in megabytes. What makes one solver clausal, and the bound,
    are settings of the whole library: a process should hold solvers of one kind.
    """

    def __init__(
        self, way: Way, seed: int = 0, memory: int = 0, context: int | None = None
    ) -> None:
        self._z3 = _library()
        self._finite = way == "finite"
        self._z3.Z3_global_param_set(b"sat.smt", b"true" if way == "clausal" else b"false")
        if memory:
            self._z3.Z3_global_param_set(b"memory_max_size", str(memory).encode())
        self._context = ctypes.c_void_p(new_context() if context is None else context)
        self._z3.Z3_set_error_handler(self._context, _remember_only)
        self._solver = ctypes.c_void_p(self._made(way))
        self._z3.Z3_solver_inc_ref(self._context, self._solver)
        self._bool_sort = ctypes.c_void_p(self._z3.Z3_mk_bool_sort(self._context))
        self._literals: dict[int, int] = {}
        self._numbers: dict[Number, int] = {}
        self._seed = seed
        self._timeout: int | None = None
        if seed:
            self._set_parameters()

    def _made(self, way: Way) -> int:
        """Make the solver; naming a logic is what gives the clausal one."""
        if way == "general":
            return int(self._z3.Z3_mk_simple_solver(self._context))
        logic = ctypes.c_void_p(self._symbol("QF_FD" if way == "finite" else "ALL"))
        return int(self._z3.Z3_mk_solver_for_logic(self._context, logic))

    def close(self) -> None:
        """Give the context back; the object cannot be used afterwards."""
        if self._context.value is not None:
            self._z3.Z3_solver_dec_ref(self._context, self._solver)
            self._z3.Z3_del_context(self._context)
            self._context = ctypes.c_void_p(None)

    def __del__(self) -> None:
        self.close()

    # --- asserting -----------------------------------------------------------

    def read(self, text: str) -> None:
        """Assert what ``text`` says: DIMACS for a finite solver, else SMT-LIB."""
        self._z3.Z3_solver_from_string(self._context, self._solver, text.encode())
        self._raise_error()

    # --- asking --------------------------------------------------------------

    def check(
        self,
        assumptions: Sequence[int],
        literals: Iterable[int],
        numbers: Iterable[Number],
        timeout_ms: int | None = None,
    ) -> Reply:
        """Say whether all assertions and ``assumptions`` can hold together.

        If so, with the values of ``literals``, which are positive, and ``numbers``.
        """
        if timeout_ms != self._timeout:
            self._timeout = timeout_ms
            self._set_parameters()
        array = (ctypes.c_void_p * len(assumptions))(*map(self._literal, assumptions))
        result: int = self._z3.Z3_solver_check_assumptions(
            self._context, self._solver, ctypes.c_uint(len(assumptions)), array
        )
        if result == 1:
            return self._values(literals, numbers)
        return Unsat(self._core(assumptions)) if result == -1 else Unknown(self._reason())

    def _reason(self) -> str:
        """Return Z3's own words on why it gave no answer."""
        reason: bytes = self._z3.Z3_solver_get_reason_unknown(self._context, self._solver)
        return reason_in(reason.decode(errors="replace"))

    def _core(self, assumptions: Sequence[int]) -> tuple[int, ...]:
        """Return those of ``assumptions`` that the last refutation used."""
        vector = ctypes.c_void_p(self._z3.Z3_solver_get_unsat_core(self._context, self._solver))
        self._z3.Z3_ast_vector_inc_ref(self._context, vector)
        size: int = self._z3.Z3_ast_vector_size(self._context, vector)
        used = {self._z3.Z3_ast_vector_get(self._context, vector, i) for i in range(size)}
        self._z3.Z3_ast_vector_dec_ref(self._context, vector)
        return tuple(literal for literal in assumptions if self._literal(literal) in used)

    def _values(self, literals: Iterable[int], numbers: Iterable[Number]) -> Sat:
        model = ctypes.c_void_p(self._z3.Z3_solver_get_model(self._context, self._solver))
        self._z3.Z3_model_inc_ref(self._context, model)
        holding = [literal for literal in literals if self._is_true(model, literal)]
        found = tuple((each[0], self._amount(model, each)) for each in numbers)
        self._z3.Z3_model_dec_ref(self._context, model)
        return Sat(_bits(holding), found)

    # --- inside --------------------------------------------------------------

    def _symbol(self, name: str) -> Any:
        return self._z3.Z3_mk_string_symbol(self._context, name.encode())

    def _literal(self, literal: int) -> int:
        found = self._literals.get(literal)
        if found is not None:
            return found
        if literal < 0:
            made = self._z3.Z3_mk_not(self._context, ctypes.c_void_p(self._literal(-literal)))
        else:
            symbol = (
                self._z3.Z3_mk_int_symbol(self._context, literal)
                if self._finite
                else self._symbol(f"b{literal}")
            )
            made = self._z3.Z3_mk_const(self._context, ctypes.c_void_p(symbol), self._bool_sort)
        self._literals[literal] = made
        return int(made)

    def _number(self, number: Number) -> int:
        found = self._numbers.get(number)
        if found is None:
            name, whole = number
            make = self._z3.Z3_mk_int_sort if whole else self._z3.Z3_mk_real_sort
            sort = ctypes.c_void_p(make(self._context))
            symbol = ctypes.c_void_p(self._symbol(name))
            found = int(self._z3.Z3_mk_const(self._context, symbol, sort))
            self._numbers[number] = found
        return found

    def _set_parameters(self) -> None:
        params = ctypes.c_void_p(self._z3.Z3_mk_params(self._context))
        self._z3.Z3_params_inc_ref(self._context, params)
        settings = {"timeout": self._timeout or 4294967295, "random_seed": self._seed}
        for name, value in settings.items():
            symbol = ctypes.c_void_p(self._symbol(name))
            self._z3.Z3_params_set_uint(self._context, params, symbol, ctypes.c_uint(value))
        self._z3.Z3_solver_set_params(self._context, self._solver, params)
        self._z3.Z3_params_dec_ref(self._context, params)
        self._raise_error()

    def _raise_error(self) -> None:
        code: int = self._z3.Z3_get_error_code(self._context)
        if code:
            message: bytes = self._z3.Z3_get_error_msg(self._context, code)
            raise SolverFault(message.decode(errors="replace"))

    def _is_true(self, model: ctypes.c_void_p, literal: int) -> bool:
        found: int = self._z3.Z3_get_bool_value(
            self._context, self._value(model, self._literal(literal))
        )
        return found == 1

    def _amount(self, model: ctypes.c_void_p, number: Number) -> Fraction:
        text: bytes = self._z3.Z3_get_numeral_string(
            self._context, self._value(model, self._number(number))
        )
        if not text:
            self._raise_error()
            raise SolverFault(f"no value for {number[0]}")
        return Fraction(text.decode().replace(" ", ""))

    def _value(self, model: ctypes.c_void_p, ast: int) -> ctypes.c_void_p:
        out = ctypes.c_void_p()
        self._z3.Z3_model_eval(
            self._context,
            model,
            ctypes.c_void_p(ast),
            ctypes.c_bool(True),
            ctypes.byref(out),
        )
        return out


def _bits(places: Sequence[int]) -> int:
    """Return the number that has a bit at each of ``places``."""
    found = bytearray(max(places, default=0) // 8 + 1)
    for place in places:
        found[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(found, "little")
