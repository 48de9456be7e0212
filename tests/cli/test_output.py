"""Where answers go: files written whole, colours only for people, escapes everywhere."""

from __future__ import annotations

import json
import os
import pty
from pathlib import Path

import pytest

from tests.cli.running import ROOT, run, run_apart

HOSTILE = "[31mred [/] [bold] ::error::now \u202eback ##[group]x \u200bzero %0A <b>"
QUOTED = HOSTILE.replace('"', "")
LIBRARY = f"""
party coast "Coast {QUOTED}"
source talks "Talks {QUOTED}" by "chair {QUOTED}" on 2030
term bay: bool now true decided by coast "::error::the bay {QUOTED}"
term sea: bool now true decided by coast "the sea {QUOTED}"
rule salt: bay only if sea note "note {QUOTED}"
proposal draft "Draft {QUOTED}" from talks {{
    open: bay from "p. 1 {QUOTED}" note "{QUOTED}"
    dry:  not sea from "::error::p. 2 {QUOTED}"
}}
position coast on 2030 from talks attested own {{ line: red line sea from "p {QUOTED}" }}
check "::error::{QUOTED}" {{
    given draft.open
    expect incompatible
}}
"""
COMMANDS = [
    "check",
    "check --format concise",
    "check --format json",
    "check --format github",
    "check --format sarif",
    "check --format junit",
    "check --format gitlab",
    "diff draft coast --format github",
    "diff draft coast --format sarif",
    "diff draft coast --format junit",
    "diff draft coast --format gitlab",
    "diff draft coast --format markdown",
    "diff draft coast --format concise",
    "check --format markdown",
    *(
        f"{asked} --format {form}"
        for form in ("concise", "markdown")
        for asked in (
            "conflicts draft",
            "gap draft coast",
            "why bay --given draft.open",
            "packages --from draft --given coast",
            "matrix draft coast",
            "coalitions coast --keep draft.open coast",
            "timeline coast",
            "show bay",
            "show draft",
        )
    ),
    "check --coverage --verbose",
    "conflicts draft",
    "conflicts draft --format concise",
    "conflicts draft --format json",
    "conflicts draft coast --by text",
    "conflicts draft.open --verbose",
    "conflicts draft.open --table coast --suppose sea",
    "why bay --given draft.open",
    "why not(sea) --given draft.open --format json",
    "show bay",
    "show draft",
    "show talks",
    "show coast",
    "show draft.open",
    "show bay --format json",
    "show ::error::\x1b[31m",
    "conflicts ::error::\x1b[31m",
    "conflicts draft --suppose ::error::\x1b[31m",
    "check ::error::\x1b[31m",
    "explain ::error::\x1b[31m",
]


@pytest.fixture(name="hostile")
def _hostile(tmp_path: Path) -> Path:
    (tmp_path / "::error::x.terms").write_text(LIBRARY, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS)
def test_nothing_that_was_read_gives_orders_to_a_terminal(hostile: Path, command: str) -> None:
    """No control, no mark of direction and no zero-width character leaves the program raw."""
    ran = run(*command.split(" "), folder=hostile)
    assert [each for each in ran.out + ran.err if not each.isprintable() and each != "\n"] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_nothing_that_was_read_gives_orders_to_a_build(hostile: Path, command: str) -> None:
    """No line begins with ``::`` or holds ``##[``, but for the commands that we write ourselves."""
    ran = run(*command.split(" "), folder=hostile)
    lines = [line.lstrip() for line in (ran.out + ran.err).splitlines()]
    ours = [] if "github" not in command else [line for line in lines if line.startswith("::")]
    obeyed = [line for line in lines if line.startswith("::") or "##[" in line]
    assert [line for line in obeyed if line not in ours] == []


def test_a_workflow_command_holds_one_finding(hostile: Path) -> None:
    """In the format for GitHub every line is a command of ours, with its values escaped."""
    out = run("check", "--format", "github", folder=hostile).out
    assert {line.split(" ")[0] for line in out.splitlines()} <= {"::error", "::warning"}
    assert "file=%3A%3Aerror%3A%3Ax.terms" in out


def test_control_characters_are_refused_and_never_printed(tmp_path: Path) -> None:
    """A text with an escape sequence is refused by code, and no byte of it reaches an output."""
    text = 'term sea: bool "the sea \x1b[31mred\x07"\n'
    (tmp_path / "sea.terms").write_text(text, encoding="utf-8")
    for words in COMMANDS[:5]:
        ran = run(*words.split(), folder=tmp_path)
        assert "TC111" in ran.out
        assert not {"\x1b", "\x07"} & {*ran.out, *ran.err}


def test_markup_is_printed_as_it_stands(hostile: Path) -> None:
    """Square brackets are no markup to us."""
    words = run("conflicts", "draft", folder=hostile).out.split()
    assert {"[/]", "[bold]"} <= set(words)


def test_json_keeps_the_text_as_it_was_written(hostile: Path) -> None:
    """JSON escapes for itself: what is read back is what stood in the library."""
    told = json.loads(run("show", "sea", "--format", "json", folder=hostile).out)
    assert told["found"][0]["description"] == f"the sea {QUOTED}"


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    """``--output`` writes the answer and leaves nothing else behind."""
    target = tmp_path / "codes.txt"
    target.write_text("before", encoding="utf-8")
    ran = run("explain", "--output", str(target))
    assert (ran.status, ran.out, os.listdir(tmp_path)) == (0, "", ["codes.txt"])
    assert target.read_text(encoding="utf-8") == run("explain").out


def test_a_file_that_cannot_be_written_is_left_alone(tmp_path: Path) -> None:
    """Where the answer cannot be written the reason is said, and nothing is left behind."""
    (tmp_path / "folder").mkdir()
    ran = run("explain", "-o", str(tmp_path / "none" / "x"), folder=tmp_path)
    taken = run("explain", "-o", str(tmp_path / "folder"), folder=tmp_path)
    assert (ran.status, taken.status, os.listdir(tmp_path)) == (2, 2, ["folder"])


def test_a_link_is_written_through(tmp_path: Path) -> None:
    """Writing to a link changes what it leads to and keeps the link."""
    (tmp_path / "real").write_text("", encoding="utf-8")
    (tmp_path / "link").symlink_to("real")
    run("explain", "TC201", "-o", str(tmp_path / "link"))
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text(encoding="utf-8").startswith("# TC201")


def test_a_device_is_written_to_and_not_replaced() -> None:
    """Writing to ``/dev/null`` leaves the device what it is."""
    assert run("explain", "-o", "/dev/null").status == 0
    assert Path("/dev/null").is_char_device()


def test_an_output_that_knows_few_letters_gets_escapes() -> None:
    """Where standard output is ASCII, other letters are escaped and nothing fails."""
    words = ["conflicts", "mediator", "port", "-L", "proposals/examples/labour"]
    ran = run_apart(words, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (ran.returncode, "\\u2014" in ran.stdout, ran.stderr) == (1, True, "")


def on_terminal(*words: str, **environment: str) -> str:
    """Return what a command line prints on a terminal of its own."""
    pid, screen = pty.fork()
    if pid == 0:
        import sys

        own = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "TERM": "xterm", **environment}
        os.chdir(ROOT)
        os.execve(sys.executable, [sys.executable, "-m", "termcheck", *words], own)
    found = b""
    try:
        while chunk := os.read(screen, 65536):
            found += chunk
    except OSError:
        pass
    os.waitpid(pid, 0)
    return found.decode()


def test_colour_is_for_terminals_alone() -> None:
    """A terminal gets colours, ``NO_COLOR`` and ``TERM=dumb`` take them away."""
    words = ("conflicts", "mediator", "port", "-L", "proposals/examples/labour")
    seen = [
        "\x1b[" in on_terminal(*words),
        "\x1b[" in on_terminal(*words, NO_COLOR="1"),
        "\x1b[" in on_terminal(*words, TERM="dumb"),
        "\x1b[" in run_apart(words).stdout,
    ]
    assert seen == [True, False, False, False]


def test_colours_change_no_word() -> None:
    """Without its colours a terminal shows what a file gets, in its own width."""
    import re

    words = ("conflicts", "mediator", "port", "-L", "proposals/examples/labour")
    coloured = on_terminal(*words, COLUMNS="100").replace("\r\n", "\n")
    plain = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert plain.split() == run_apart(words).stdout.split()
