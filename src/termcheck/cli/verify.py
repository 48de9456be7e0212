"""``verify``: is everything true that a certificate claims?"""

from __future__ import annotations

import os

from termcheck.certify.check.library import UNSEEN
from termcheck.certify.check.verify import verify
from termcheck.certify.check.words import Refused
from termcheck.cli.library_choice import choose
from termcheck.cli.library_files import Unread, collect_files, read_file
from termcheck.cli.output import Output
from termcheck.cli.parameters import LIBRARY, OUTPUT, Common, Parameter, format_parameter
from termcheck.cli.refusal import Refusal, refusal
from termcheck.language.decode import decode
from termcheck.report.escape import safe_line
from termcheck.report.page import line, lines

FILE = Parameter("file", "word", "a certificate", metavar="FILE", required=True)
PARAMETERS = (FILE, LIBRARY, format_parameter("text", "json"), OUTPUT)


class Arguments(Common):
    """What a user may say to ``verify``."""

    file: str = ""


ARGUMENTS = Arguments


def run(arguments: Arguments) -> int:
    """Check a certificate; 0 if it is accepted, 1 if not, 2 if it cannot be read."""
    output = Output(arguments.output)
    found = read_file(arguments.file)
    if isinstance(found, Unread):
        raise refusal(f"`{arguments.file}`: {found.message}", found.help)
    text, _ = decode(arguments.file, found)
    files = _files(arguments.library) if arguments.library or '"words":' not in text else None
    try:
        claims = verify(text, files)
    except Refused as refused:
        _print(arguments, output, [], safe_line(str(refused)), seen=bool(files))
        return 1
    _print(arguments, output, claims, "", seen=bool(files))
    return 0


def _files(named: str) -> dict[str, str] | None:
    """Return the texts of the library, or nothing if there is none and none was named."""
    try:
        chosen = choose(named)
    except Refusal:
        if named:
            raise
        return None
    collected = (chosen.only,) if chosen.only else collect_files(chosen.root).files
    return {each.file: decode(each.file, each.data)[0] for each in collected} or None


def _print(
    arguments: Arguments, output: Output, claims: list[str], refused: str, *, seen: bool
) -> None:
    name = os.path.basename(arguments.file)
    if arguments.format == "json":
        from termcheck.report.records import json_text  # pydantic is slow to load
        from termcheck.report.verify_record import verify_record  # for the same reason

        output.text(json_text(verify_record(name, claims, refused, seen=seen)))
    elif refused:
        output.page((line(f"refused: {refused}"),))
    else:
        told = claims if seen else [*claims, UNSEEN]
        output.page((line(f"accepted: {name}"), *lines(told, "plain", "   ")))
