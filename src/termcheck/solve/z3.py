"""The door to Z3: text in, verdicts out.

The one module that talks to ``libz3``, the library inside the package
``z3-solver``. It calls the C interface directly, because importing the Python
wrapper takes four times as long as loading the library, and because building
terms one by one through it takes seven times as long as reading text.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from importlib.machinery import PathFinder
from os.path import join
from typing import Any, Literal

Outcome = Literal["sat", "unsat", "unknown"]

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


class SolverFault(Exception):
    """Z3 refused what it was given, or could not be loaded."""


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


class Z3:
    """One solver in a context of its own.

    Boolean constants are numbered from 1, and a literal is such a number,
    negative if denied. ``finite`` chooses the finite-domain solver, which
    reads DIMACS; the general one reads SMT-LIB, in which the boolean constant
    7 is called ``b7``.
    """

    def __init__(self, *, finite: bool, seed: int = 0) -> None:
        self._z3 = _library()
        self._finite = finite
        config = ctypes.c_void_p(self._z3.Z3_mk_config())
        self._context = ctypes.c_void_p(self._z3.Z3_mk_context(config))
        self._z3.Z3_del_config(config)
        self._z3.Z3_set_error_handler(self._context, _remember_only)
        if finite:
            logic = ctypes.c_void_p(self._symbol("QF_FD"))
            solver = self._z3.Z3_mk_solver_for_logic(self._context, logic)
        else:
            solver = self._z3.Z3_mk_simple_solver(self._context)
        self._solver = ctypes.c_void_p(solver)
        self._z3.Z3_solver_inc_ref(self._context, self._solver)
        self._bool_sort = ctypes.c_void_p(self._z3.Z3_mk_bool_sort(self._context))
        self._literals: dict[int, int] = {}
        self._numbers: dict[str, int] = {}
        self._seed = seed
        self._timeout: int | None = None
        if seed:
            self._set_parameters()

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

    def push(self) -> None:
        """Open a scope; what is asserted in it ends with ``pop``."""
        self._z3.Z3_solver_push(self._context, self._solver)

    def pop(self) -> None:
        """Close the scope that was opened last."""
        self._z3.Z3_solver_pop(self._context, self._solver, 1)

    def insist(self, literal: int) -> None:
        """Assert one literal in the current scope."""
        self._z3.Z3_solver_assert(
            self._context, self._solver, ctypes.c_void_p(self._literal(literal))
        )

    # --- asking --------------------------------------------------------------

    def check(self, assumptions: Sequence[int], timeout_ms: int | None = None) -> Outcome:
        """Say whether all assertions and ``assumptions`` can hold together."""
        if timeout_ms != self._timeout:
            self._timeout = timeout_ms
            self._set_parameters()
        array = (ctypes.c_void_p * len(assumptions))(*map(self._literal, assumptions))
        result: int = self._z3.Z3_solver_check_assumptions(
            self._context, self._solver, ctypes.c_uint(len(assumptions)), array
        )
        return "sat" if result == 1 else "unsat" if result == -1 else "unknown"

    def interrupt(self) -> None:
        """End the check that is running, from another thread; it says ``unknown``."""
        self._z3.Z3_interrupt(self._context)

    def reason_unknown(self) -> str:
        """Return Z3's own words on why it gave no answer."""
        reason: bytes = self._z3.Z3_solver_get_reason_unknown(self._context, self._solver)
        return reason.decode(errors="replace")

    def core(self, assumptions: Sequence[int]) -> tuple[int, ...]:
        """Return those of ``assumptions`` that the last refutation used."""
        vector = ctypes.c_void_p(self._z3.Z3_solver_get_unsat_core(self._context, self._solver))
        self._z3.Z3_ast_vector_inc_ref(self._context, vector)
        size: int = self._z3.Z3_ast_vector_size(self._context, vector)
        used = {self._z3.Z3_ast_vector_get(self._context, vector, i) for i in range(size)}
        self._z3.Z3_ast_vector_dec_ref(self._context, vector)
        return tuple(literal for literal in assumptions if self._literal(literal) in used)

    def model(self) -> Model:
        """Return the model that the last successful check found."""
        return Model(self, self._z3.Z3_solver_get_model(self._context, self._solver))

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

    def _number(self, name: str, whole: bool) -> int:
        found = self._numbers.get(name)
        if found is None:
            make = self._z3.Z3_mk_int_sort if whole else self._z3.Z3_mk_real_sort
            sort = ctypes.c_void_p(make(self._context))
            symbol = ctypes.c_void_p(self._symbol(name))
            found = int(self._z3.Z3_mk_const(self._context, symbol, sort))
            self._numbers[name] = found
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

    # --- models --------------------------------------------------------------

    def hold_model(self, model: int) -> None:
        """Keep a model alive."""
        self._z3.Z3_model_inc_ref(self._context, ctypes.c_void_p(model))

    def drop_model(self, model: int) -> None:
        """Let a model go, unless the context went before it."""
        if self._context.value is not None:
            self._z3.Z3_model_dec_ref(self._context, ctypes.c_void_p(model))

    def truth_in(self, model: int, literal: int) -> bool:
        """Say whether ``literal`` holds in a model."""
        found: int = self._z3.Z3_get_bool_value(
            self._context, self._value(model, self._literal(literal))
        )
        return found == 1

    def number_in(self, model: int, name: str, whole: bool) -> Fraction:
        """Return the value of a numeric constant in a model."""
        text: bytes = self._z3.Z3_get_numeral_string(
            self._context, self._value(model, self._number(name, whole))
        )
        return Fraction(text.decode().replace(" ", ""))

    def _value(self, model: int, ast: int) -> ctypes.c_void_p:
        out = ctypes.c_void_p()
        self._z3.Z3_model_eval(
            self._context,
            ctypes.c_void_p(model),
            ctypes.c_void_p(ast),
            ctypes.c_bool(True),
            ctypes.byref(out),
        )
        return out


class Model:
    """Values of constants, read when they are asked for."""

    def __init__(self, solver: Z3, model: int) -> None:
        self._solver = solver
        self._model = model
        solver.hold_model(model)

    def __del__(self) -> None:
        self._solver.drop_model(self._model)

    def true(self, literal: int) -> bool:
        """Say whether ``literal`` holds."""
        return self._solver.truth_in(self._model, literal)

    def number(self, name: str, whole: bool) -> Fraction:
        """Return the value of a numeric constant."""
        return self._solver.number_in(self._model, name, whole)
