"""The short form and Markdown of every answer, by hand on the library of a strike."""

from __future__ import annotations

import shlex

import pytest

from tests.cli.running import ROOT, run

LABOUR = ("-L", "proposals/examples/labour")
ASKED = (
    "conflicts mediator port",
    "gap mediator port",
    "gap mediator dockers",
    "why jobs.kept --given mediator",
    "packages --from mediator,dockers.demands,port.demands",
    "matrix mediator dockers.demands port",
    "coalitions dockers port",
    "timeline dockers port --suppose strike.ends",
    "check",
    "show premium",
)


def told(asked: str, form: str) -> str:
    """Return what a command prints in a format."""
    return run(*shlex.split(asked), *LABOUR, "--format", form, folder=ROOT).out


@pytest.mark.parametrize("asked", ASKED)
def test_markdown_is_the_text_under_its_first_line(asked: str) -> None:
    """The first line is a heading; the others stand as they are in a block of code."""
    first, rest = told(asked, "text").split("\n", 1)
    head, _, block = told(asked, "markdown").partition("\n")
    assert head.startswith("### termcheck: ")
    assert head.removeprefix("### termcheck: ").replace("&#58;", ":").split("&")[0] in first
    body = rest.strip("\n")
    assert block == (f"\n````text\n{body}\n````\n" if body else "")


SHORT = (
    (
        "matrix mediator dockers.demands port",
        "1 of 3 pairs cannot hold together",
        "clash: mediator, port: mediator.wages, mediator.late, port.ceiling by night_law",
    ),
    ("coalitions dockers port", "all of them can agree", "agree: dockers, port"),
    (
        "timeline dockers port --suppose strike.ends",
        "2031-03-20: a deal is possible",
        "2031-03-25: no deal: 1 conflict; closed by port.calm",
        "2031-04-10: a deal is possible; opened by port.calm",
    ),
    (
        "show premium",
        "term premium: extra pay for hours of that shift",
        "read by: night_law",
        "read by: mediator.late",
        "read by: port.ceiling",
        "in definitions: cost",
    ),
    (
        "diff mediator dockers",
        "dockers is different: it allows more here and less there",
        "base alone: mediator, port: mediator.wages, mediator.late, port.ceiling by night_law",
    ),
)


@pytest.mark.parametrize("lines", SHORT, ids=[each[0] for each in SHORT])
def test_an_answer_in_short_has_a_line_for_each_thing(lines: tuple[str, ...]) -> None:
    """What was found, each thing in a line of its own, and nothing else."""
    asked, *wanted = lines
    assert told(asked, "concise").splitlines() == wanted
