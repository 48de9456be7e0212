"""Every report that stands in a golden file or on a page, with the command that printed it."""

from __future__ import annotations

import shlex

from termcheck.value import Value
from tests.answers.answers import FILES, sections
from tests.cli.golden import FOLDER, read
from tests.docs.shown import BLOCK, PAGES

READ = ("conflicts", "why", "packages", "diff", "matrix", "coalitions", "timeline")
"""The commands whose reports are read back; those of ``gap`` are in ``tests.questions``."""


class Report(Value):
    """A report that stands somewhere: the command line, what is shown, and the file's sections."""

    name: str
    words: tuple[str, ...]
    shown: str
    files: tuple[tuple[str, str], ...] = ()


def reports() -> list[Report]:
    """Return all of them."""
    return [each for each in (*_answers(), *_pages(), *_goldens()) if each.words[0] in READ]


def _answers() -> list[Report]:
    found: list[Report] = []
    for file in FILES:
        for _, command, shown in sections(file):
            words = tuple(shlex.split(command.replace("\\\n", " ")))
            if "concise" not in words:
                found.append(Report(file.stem, words, shown))
    return found


def _pages() -> list[Report]:
    return [
        Report(f"{page.stem} {place}", tuple(shlex.split(block["words"])), block["shown"])
        for page in PAGES
        for place, block in enumerate(BLOCK.finditer(page.read_text(encoding="utf-8")))
    ]


def _goldens() -> list[Report]:
    found: list[Report] = []
    for file in sorted(FOLDER.glob("*.txt")):
        files: list[tuple[str, str]] = []
        golden = read(file.read_text(encoding="utf-8"))
        for section in golden.sections:
            if not section.head.startswith("=== $"):
                files.append((section.head.removeprefix("=== "), section.body))
            elif (
                not {"json", "concise", "--help"} & {*section.words}
                and "--- stderr" not in section.body
            ):
                shown = section.body.partition("\n--- ")[0]
                name = f"{file.stem} {' '.join(section.words)}"
                found.append(Report(name, tuple(section.words), shown, tuple(files)))
    return found
