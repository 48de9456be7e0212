"""Ways out as text: what could be given up so that the rest holds together."""

from __future__ import annotations

from termcheck.library.model import Library
from termcheck.questions import verdict as v
from termcheck.questions.fixes import clauses_of
from termcheck.report.counting import counted
from termcheck.report.layout import wrapped
from termcheck.report.page import BLANK, Line, Page, Piece, line, lines
from termcheck.report.red_lines import red_lines_among
from termcheck.report.values import listed
from termcheck.solve.fixes import MOST, Fix

FIXES_SHOWN = 3
"""How many choices of one menu are written out; the rest is counted, unless it is one."""


def fixes_page(library: Library, found: v.Incompatible, when: str, columns: int) -> Page:
    """Return how many minimal fixes there are and the first of them; nothing if unknown.

    ``when`` says under which readings, if not under all.
    """
    if found.too_many_fixes:
        said = f"more minimal fixes than are listed ({MOST:,}){f' {when}' if when else ''}"
        return (BLANK, *lines(wrapped(said, columns), "strong"))
    if not found.menus:
        return ()
    menus = [_ordered(library, menu) for menu in found.menus]
    if found.fixes == 1:
        menus = [[frozenset(unit for menu in menus for unit in menu[0])]]
    head = _head(found.fixes, len(menus)) + (f" {when}" if when else "")
    page: list[Line] = [BLANK, *lines(wrapped(head, columns), "strong")]
    for number, menu in enumerate(menus, 1):
        page += _menu(library, menu, f"menu {number}" if len(menus) > 1 else "")
    return tuple(page)


def _head(fixes: int, menus: int) -> str:
    if fixes == 1:
        return "the only minimal fix"
    number = counted(fixes, "minimal fix", "minimal fixes")
    if menus == 1:
        return f"{number}, each of which reopens a deal"
    return f"{number}: one choice from each of {menus} menus reopens a deal"


def _menu(library: Library, menu: list[Fix], name: str) -> Page:
    shown = menu if len(menu) == FIXES_SHOWN + 1 else menu[:FIXES_SHOWN]
    said = [_choice(library, fix) for fix in shown]
    if len(menu) > len(shown):
        said.append(f"… {len(menu) - len(shown)} others, which `termcheck gap` lists")
    heads = [name or "  ", *("or".rjust(len(name)) for _ in said[1:])]
    return tuple(
        line("   ", Piece(head, "faint"), " ", each) for head, each in zip(heads, said, strict=True)
    )


def _ordered(library: Library, menu: tuple[Fix, ...]) -> list[Fix]:
    """Return the choices: those without red lines first, then the small ones."""
    return sorted(
        menu,
        key=lambda fix: (_gives_up_red_line(library, fix), len(fix), sorted(u.name for u in fix)),
    )


def _gives_up_red_line(library: Library, fix: Fix) -> bool:
    return any(each.strength == "red line" for unit in fix for each in clauses_of(library, unit))


def _choice(library: Library, fix: Fix) -> str:
    kinds = sorted(fix, key=lambda unit: unit.name)
    given_up = [unit.name for unit in kinds if unit.kind != "status quo"]
    changed = [unit.name for unit in kinds if unit.kind == "status quo"]
    said = [f"give up {listed(given_up)}"] if given_up else []
    said += [f"change the {listed(changed)}"] if changed else []
    return " and ".join(said) + red_lines_among(library, kinds)
