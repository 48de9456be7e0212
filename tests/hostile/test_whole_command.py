"""The whole command: payloads in every place of a library and of a command line."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.cli.running import Ran, run, run_apart
from tests.hostile.corpus import is_text, may_be_a_file, payloads
from tests.hostile.readers import Order, build_orders, markdown_page, terminal_orders

SLOTS = 24
TURNS = 2
"""Libraries that are made: in each, other payloads begin the texts."""


def slots(turn: int) -> list[str]:
    """Return texts that hold all payloads that texts may hold, a few in each."""
    texts = [each.replace("\\", "\\\\").replace('"', '\\"') for each in payloads() if is_text(each)]
    found = [texts[at::SLOTS] for at in range(SLOTS)]
    return [" ".join([*each[turn * 5 :], *each[: turn * 5]]) for each in found]


def library(turn: int) -> str:
    """Return a library with a payload wherever a text can stand."""
    (a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q, r, s, t, u, v, w, x, y) = slots(turn)
    return f"""
party coast "{a}"
party hills "{b}"
source talks "{c}" by "{d}" on 2030 file "{e}"
phase war "{f}"
phase peace "{g}" default
set bays = {{east, west}}
term bay: bool now true decided by coast "{h}"
term sea: bool now true decided by coast, hills "{i}"
term fish[bays]: 0..9 now 3 decided by coast "{j}"
term port: {{shut < open}} now shut decided by hills "{k}"
event signed decided by coast "{m}"
rule salt: bay only if sea note "{n}"
proposal draft "{o}" from talks {{
    open:  bay from "{p}" note "{q}"
    dry:   not sea from "{r}"
    maybe: should port = open from "{s}"
}}
proposal later "{t}" amends draft from talks {{ open: not bay from "{u}" }}
position coast on 2030-01-01 from talks attested own {{ line: red line sea from "{v}" }}
position coast on 2031-01-01 from talks attested own {{ line: red line sea from "{v}"
    fish: demand fish[east] > 4 note "{w}" }}
position hills on 2030 from talks attested own {{ want: demand not sea from "{x}" }}
check "{y}" {{
    given draft.open
    expect incompatible
}}
check "{y} {a}" {{
    given draft, later
    expect compatible
}}
"""


COMMANDS = [
    "check",
    "check --format concise",
    "check --format json",
    "check --format github",
    "check --coverage --verbose",
    "conflicts draft",
    "conflicts draft --format concise",
    "conflicts draft --format json",
    "conflicts draft coast --by text",
    "conflicts later coast --verbose",
    "conflicts draft.open --table coast --suppose sea",
    "gap draft coast",
    "gap draft coast hills --verbose",
    "gap draft coast --format concise",
    "gap draft coast --format json",
    "packages --from later.all --given coast",
    "packages --from later.all,hills.demands --given coast --verbose",
    "packages --from later.all --given coast --format concise",
    "packages --from later.all --given coast --format json",
    "matrix draft later coast hills",
    "matrix draft later coast hills --verbose",
    "matrix draft later coast hills --format json",
    "coalitions coast hills",
    "coalitions coast hills --format json",
    "timeline coast later",
    "timeline coast later --format json",
    "diff draft later",
    "diff draft later --format json",
    "diff draft later --format markdown",
    "diff draft later --format github",
    "why bay --given draft.open",
    "why --not sea --given coast",
    "why not(sea) --given draft.open --format json",
    "why bay --given draft.open --format concise",
    *(f"show {name}" for name in "bay sea fish port signed salt draft later coast talks".split()),
    "export draft.open coast --smtlib",
    "show war",
    "show bays",
    "show draft.open",
    "show bay --format json",
]


@pytest.fixture(name="hostile", scope="module", params=range(TURNS))
def _hostile(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "::error::x ##[group].terms").write_text(library(request.param), encoding="utf-8")
    return folder


@pytest.mark.parametrize("command", COMMANDS)
def test_every_answer_is_inert(hostile: Path, command: str) -> None:
    """No answer steers a terminal or a build, breaks a record, or ends in a traceback."""
    ran = run(*command.split(), folder=hostile)
    assert ran.status in (0, 1)
    assert_inert(ran, is_github="github" in command)
    if "json" in command:
        assert json.loads(ran.out)
    if "markdown" in command:
        live = {"link_open", "blockquote_open", "em_open", "s_open", "image", "html_inline"}
        assert not markdown_page(ran.out).kinds & live


def assert_inert(ran: Ran, *, is_github: bool = False) -> None:
    """Check both streams of a command with the readers of a terminal and of a build."""
    told = ran.out + ran.err
    assert "Traceback" not in told
    assert terminal_orders(told) == []
    obeyed = build_orders(told)
    ours = [each for each in obeyed if isinstance(each, Order)]
    kinds = {each.kind for each in ours}
    names = {name for each in ours for name in each.properties}
    places = {"file", "line", "endLine", "col", "endColumn", "title"}
    assert (len(obeyed) == len(ours), names - places) == (True, set())
    assert kinds <= ({"error", "warning", "notice"} if is_github else set())


def test_a_record_gives_the_texts_back(hostile: Path) -> None:
    """What a machine reads of a term is the text as it stands in the library."""
    file = next(hostile.iterdir()).read_text(encoding="utf-8")
    told = json.loads(run("show", "bay", "--format", "json", folder=hostile).out)
    written = told["found"][0]["description"].replace("\\", "\\\\").replace('"', '\\"')
    assert f'decided by coast "{written}"' in file


def test_a_draft_can_be_read_again(hostile: Path) -> None:
    """A package that is written as a proposal is part of a sound library, payloads and all."""
    words = "packages --from later.all --given coast --write drafted.terms".split()
    ran = run(*words, folder=hostile)
    try:
        assert ran.status == 0
        assert_inert(ran)
        again = run("conflicts", "drafted", "coast", folder=hostile)
        assert (again.status, again.err) == (0, "")
    finally:
        (hostile / "drafted.terms").unlink(missing_ok=True)


@pytest.mark.parametrize("style", ["text", "concise", "json", "github"])
def test_names_of_files_are_inert(tmp_path: Path, style: str) -> None:
    """Files whose names are payloads are named in every format, and steer nothing."""
    for payload in filter(may_be_a_file, payloads()):
        (tmp_path / f"{payload}.terms").write_text("rule r: nowhere\n", encoding="utf-8")
    ran = run("check", "--format", style, folder=tmp_path)
    assert ran.status == 1
    assert_inert(ran, is_github=style == "github")
    if style == "json":
        told = {each["file"] for each in json.loads(ran.out)["diagnostics"]}
        assert told == {f"{each}.terms" for each in payloads() if may_be_a_file(each)}


SOUND = 'term bay: bool "the bay"\nparty coast "C"\nproposal draft "D" { a: bay }\n'


def can_be_said(payload: str) -> bool:
    """Whether ``payload`` can be a word of a command line that is no option."""
    try:
        os.fsencode(payload)
    except UnicodeEncodeError:
        return False
    return payload != "" and not payload.startswith("-") and "\0" not in payload


SPOKEN = [*filter(can_be_said, payloads())]


@pytest.fixture(name="sound")
def _sound(tmp_path: Path) -> Path:
    (tmp_path / "a.terms").write_text(SOUND, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "command",
    [
        ["conflicts", "draft", "REFS"],
        ["conflicts", "draft", *["--suppose", "EACH"]],
        ["conflicts", "draft", *["--table", "EACH"]],
        ["conflicts", "draft", *["--under", "EACH"]],
        ["gap", "draft", *["--keep", "EACH"]],
        ["packages", *["--from", "EACH"]],
        ["matrix", "REFS"],
        ["timeline", "REFS"],
    ],
    ids=" ".join,
)
def test_what_stands_on_a_command_line_is_inert(sound: Path, command: list[str]) -> None:
    """References and formulas that are payloads are refused, all at once, and steer nothing."""
    words: list[str] = []
    for word in command:
        if word == "EACH":
            option = words.pop()
            words += [part for each in SPOKEN for part in (option, each)]
        else:
            words += SPOKEN if word == "REFS" else [word]
    ran = run(*words, folder=sound)
    assert (ran.status, ran.out) == (2, "")
    assert_inert(ran)


SINGLE = (
    "sweep",
    "show",
    "explain",
    "why",
    "check",
    "conflicts draft --as-of",
    "diff draft",
    "explain -o",
)


@pytest.mark.parametrize("command", SINGLE)
def test_a_single_word_is_inert(sound: Path, command: str) -> None:
    """A name, code, formula, folder, day or file that is a payload is refused or answered."""
    for payload in SPOKEN[::7]:
        where = f"no folder/{payload}" if command == "explain -o" else payload
        ran = run(*command.split(), where, folder=sound)
        assert ran.status in (0, 1, 2)
        assert_inert(ran)


def test_an_environment_of_payloads_changes_nothing(sound: Path) -> None:
    """What the environment says of the terminal and the language steers nothing."""
    hostile = "\x1b[31m::error::x"
    names = ("TERM", "COLUMNS", "LINES", "LANG", "LC_ALL", "USER", "EDITOR", "PAGER")
    ran = run_apart(["conflicts", "draft"], folder=sound, **dict.fromkeys(names, hostile))
    assert (ran.returncode, ran.stdout) == (0, run("conflicts", "draft", folder=sound).out)


def test_a_folder_whose_name_is_no_text_is_told_in_every_format(tmp_path: Path) -> None:
    """Bytes that are no UTF-8 in the name of a library break no format."""
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/bad\xff\x1b[31m"))
    folder.mkdir()
    (folder / "a.terms").write_text(SOUND + "rule r: bay\nrule s: not bay\n", encoding="utf-8")
    for style in ("text", "concise", "json", "github"):
        ran = run("check", folder.name, "--format", style, folder=tmp_path)
        assert ran.status == 1
        assert_inert(ran, is_github=style == "github")
