"""Renderers: no module writes to an output but through the function of that output."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.house import code
from tests.house.code import Module

SPECIAL = ("&lt;", "&amp;", "&quot;", "&#", "%0A", "%25", "%3A", "\\u{", "##[", "\x1b", "\\x1b")
"""What only escapes are made of."""

MAKERS = {
    "termcheck.report.escape": SPECIAL,
    "termcheck.report.page": ("\x1b",),
    "termcheck.cli.progress": ("\x1b",),
}
"""Who may write them: the escapes, the colours of a page, and the line of progress."""

FINISHED = {
    "answer_text",
    "json_text",
    "github_text",
    "diff_markdown",
    "diff_github",
    "smtlib_text",
    "dimacs_text",
    "certificate_text",
    "for_build",
}
"""Functions whose text goes to an output as it is; each makes it with an escape."""

SAFE = {"safe_line", "terminal", "counted", "complaint"}
"""What may stand in a sentence that is written to standard error."""


def printing() -> list[Module]:
    """Return the modules through which texts of a library leave the program."""
    names = ("termcheck.answer", "termcheck.api")
    return [m for m in code.modules() if m.room in ("report", "cli") or m.name in names]


def strings(module: Module) -> Iterator[ast.Constant]:
    """Yield the texts in ``module`` that are no docstrings."""
    about = {
        id(node.value)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in about:
            yield node


def calls(module: Module, *names: str) -> Iterator[tuple[str, ast.expr]]:
    """Yield place and first argument of every call of a function or method of these names."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and node.args:
            called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            called = node.func.id if isinstance(node.func, ast.Name) else called
            if called in names:
                yield f"{module.place}:{node.lineno}", node.args[0]


def test_escapes_are_made_in_one_place() -> None:
    """No other module holds the pieces that an escape is made of."""
    found = [
        f"{module.place}:{node.lineno} has {sign!r}"
        for module in printing()
        for node in strings(module)
        for sign in SPECIAL
        if sign in str(node.value) and sign not in MAKERS.get(module.name, ())
    ]
    assert found == []


def test_an_answer_is_a_page_or_made_by_an_escape() -> None:
    """What a command gives to ``Output.text`` comes from a function that escapes."""
    found = [
        place
        for module in printing()
        if module.room == "cli" and module.name != "termcheck.cli.output"
        for place, argument in calls(module, "text")
        if not _is_finished(argument) and module.name != "termcheck.cli.drafts"
    ]
    assert found == []


def _is_finished(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FINISHED
    )


def test_a_draft_is_the_only_text_that_is_not_escaped_for_a_reader() -> None:
    """It is read by the parser, and every text in it stands in the quotes of the language."""
    (draft,) = [m for m in printing() if m.name == "termcheck.report.draft_text"]
    made = [node for node in strings(draft) if '"' in str(node.value)]
    assert [f"{draft.place}:{node.lineno}" for node in made] == []


def test_a_complaint_is_escaped() -> None:
    """What goes to standard error is ours, a refusal, or went through an escape."""
    found = [
        place
        for module in printing()
        if module.name != "termcheck.cli.output"
        for place, argument in calls(module, "complain")
        if not _is_safe(argument)
    ]
    assert found == []


def _is_safe(node: ast.expr) -> bool:
    match node:
        case ast.Constant():
            return True
        case ast.Attribute(attr="text"):
            return True  # of a refusal, which is made by `complaint` alone
        case ast.Call(func=ast.Name(id="complaint")):
            return True
        case ast.JoinedStr(values=values):
            parts = [each.value for each in values if isinstance(each, ast.FormattedValue)]
            return all(map(_is_call_of_safe, parts))
        case _:
            return False


def _is_call_of_safe(node: ast.expr) -> bool:
    inner = node.value if isinstance(node, ast.Subscript) else node
    return (
        isinstance(inner, ast.Call) and isinstance(inner.func, ast.Name) and inner.func.id in SAFE
    )


def test_a_refusal_is_made_by_complaint_or_from_pages() -> None:
    """``Refusal`` is raised with finished lines, which two modules put together."""
    makers = {
        module.name
        for module in printing()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        if node.func.id == "Refusal"
    }
    assert makers <= {
        "termcheck.cli.refusal",
        "termcheck.cli.reading",
        "termcheck.cli.limit_options",
        "termcheck.cli.commands",
        "termcheck.cli.sweeps.plan",
    }
