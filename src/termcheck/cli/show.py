"""``show``: a name with all that refers to it."""

from __future__ import annotations

from termcheck.cli.output import Output, complain
from termcheck.cli.parameters import (
    LIBRARY,
    OUTPUT,
    TIMINGS,
    VERBOSE,
    Common,
    Parameter,
    format_parameter,
)
from termcheck.cli.reading import load
from termcheck.cli.refusal import refusal
from termcheck.library.suggest import did_you_mean
from termcheck.report.counting import counted
from termcheck.report.lookup import all_names, look_up
from termcheck.report.show_text import show_page
from termcheck.report.timings import timings_page

NAME = Parameter(
    "name",
    "word",
    "a term, event, clause, proposal, party, source, rule, phase, set",
    metavar="NAME",
    required=True,
)
PARAMETERS = (
    NAME,
    LIBRARY,
    format_parameter("text", "concise", "json", "markdown"),
    OUTPUT,
    VERBOSE,
    TIMINGS,
)


class Arguments(Common):
    """What a user may say to ``show``."""

    name: str = ""


ARGUMENTS = Arguments


def run(arguments: Arguments) -> int:
    """Show what is known of a name, also in a library with errors; 0."""
    output = Output(arguments.output, arguments.format)
    loaded = load(arguments.library)
    library = loaded.library
    found = look_up(library, arguments.name)
    if not found:
        help = did_you_mean(arguments.name, all_names(library))
        raise refusal(f"nothing is called `{arguments.name}`", help)
    errors = sum(each.severity == "error" for each in loaded.diagnostics)
    if errors:
        complain(f"termcheck: the library has {counted(errors, 'error')}: this may not be all\n")
    if arguments.format == "json":
        from termcheck.report.records import json_text  # pydantic is slow to load
        from termcheck.report.show_record import show_record  # for the same reason

        output.text(json_text(show_record(library, arguments.name, found)))
    elif arguments.format == "concise":
        from termcheck.report.concise_many import concise_show  # one answer in many needs it

        output.page(concise_show(found))
    else:
        page = show_page(library, found, output.columns)
        output.page((*page, *timings_page(loaded.seconds if arguments.timings else None)))
    return 0
