"""``explain``: the page of a message's code, or the list of all codes."""

from __future__ import annotations

from termcheck.cli.output import Output
from termcheck.cli.parameters import OUTPUT, Parameter, format_parameter
from termcheck.cli.refusal import refusal
from termcheck.language.codes import CODES
from termcheck.library.suggest import did_you_mean
from termcheck.report.page import line
from termcheck.report.pages import codes_page, page_of
from termcheck.value import Value

CODE = Parameter("code", "word", "a code such as TC201; all codes unless said", metavar="CODE")
PARAMETERS = (CODE, format_parameter("text", "json"), OUTPUT)


class Arguments(Value):
    """What a user may say to ``explain``."""

    code: str = ""
    format: str = "text"
    output: str = ""


ARGUMENTS = Arguments


def run(arguments: Arguments) -> int:
    """Print a page or the list; 0."""
    code = arguments.code.upper()
    if code and code not in CODES:
        raise refusal(f"there is no code `{arguments.code}`", did_you_mean(code, CODES))
    output = Output(arguments.output)
    if arguments.format == "json":
        from termcheck.report.explain_record import explain_record  # pydantic is slow to load
        from termcheck.report.records import json_text  # for the same reason

        output.text(json_text(explain_record(code)))
    elif code:
        output.page(tuple(line(each) for each in page_of(code).rstrip("\n").split("\n")))
    else:
        output.page(codes_page())
    return 0
