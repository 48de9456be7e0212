"""The project's own papers say what is the case."""

from __future__ import annotations

import re
import tomllib

from tests.house import code
from tests.house.code import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
GATE = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

KINDS = ("added", "changed", "fixed", "removed", "meaning")

FOREIGN = (
    "py" + "pi.org",
    "python" + "hosted",
    "registry." + "npm",
    "deb." + "debian",
    "/opt/" + "pypi",
    "/work/" + "main",
    "/work/" + "shared",
    "work/." + "library",
    "." + "pyenv",
    "/ro" + "ot/",
)
"""Hosts of registries and paths of one machine, put together here so that this file passes."""


ALWAYS = {"LICENSE", "README.md", "pyproject.toml"}
"""What a source archive holds without being asked to."""


def test_the_source_archive_holds_all_that_the_tests_read() -> None:
    """Whatever stands at the top level ships: the tests of the house read the gate too."""
    shipped = {
        each[1:] for each in PROJECT["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    }
    made = {"build", "dist"}
    there = {path.name for path in ROOT.iterdir()} - made
    kept = {name for name in there if not name.startswith(".")} | {".ci"}
    assert kept <= shipped | ALWAYS


def commands(text: str) -> list[str]:
    """Return the set-up commands in ``text``: the lines that make the environment and go on."""
    return [line.strip() for line in text.splitlines() if "-m venv" in line]


def names(requirements: list[str]) -> set[str]:
    """Return the packages that ``requirements`` name, without versions and extras."""
    return {re.split(r"[^A-Za-z0-9-]", each)[0] for each in requirements}


def test_the_core_depends_on_four_packages() -> None:
    """What a user installs brings z3-solver, lark, pydantic and typer, and nothing else."""
    assert names(PROJECT["project"]["dependencies"]) == {"z3-solver", "lark", "pydantic", "typer"}


def test_the_readme_has_two_commands_and_the_gate_runs_them() -> None:
    """All set-up is two commands, one for the main job and one for the tests; CI runs the same."""
    assert len(commands(README)) == 2
    assert commands(README) == commands(GATE)
    main_job, tests = commands(README)
    assert main_job.endswith("termcheck check proposals/ukraine")
    assert " -m pytest" in tests


def test_the_readme_is_short_and_shows_a_conflict_early() -> None:
    """The README has fewer than 120 lines, and a conflict as it prints stands in the first 25."""
    lines = README.splitlines()
    assert len(lines) < 120
    assert any(re.search(r"cannot (all )?hold together", line) for line in lines[:25])


def test_no_file_names_a_registry_or_a_machine() -> None:
    """The project works wherever it is; no file names a host of a registry or a path of ours."""
    found = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in code.files()
        for name in FOREIGN
        if name in path.read_text(encoding="utf-8", errors="replace")
    ]
    assert found == []


def test_every_path_in_contributing_exists() -> None:
    """A recipe names only files and folders that are there."""
    paths = re.findall(r"`([a-z_.]+/[A-Za-z_./-]*|[A-Z]+\.md)`", CONTRIBUTING)
    assert paths != []
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_every_recipe_is_there() -> None:
    """There is a recipe for a type, a clause form, a question, a format and a code."""
    recipes = re.findall(r"^### How to add an? (.*)$", CONTRIBUTING, re.MULTILINE)
    assert recipes == ["type", "clause form", "question", "output format", "diagnostic code"]


def test_every_law_names_its_test() -> None:
    """The test that a row of the table of laws names exists."""
    written = {name for module in code.tests() for name, _ in code.definitions(module)}
    named = re.findall(r"\| `(test_\w+)` \|$", CONTRIBUTING, re.MULTILINE)
    assert len(named) >= 15
    assert [name for name in named if name not in written] == []


def test_changelog_fragments_keep_to_their_form() -> None:
    """A fragment's name says issue and kind, and its text is plain sentences."""
    fragments = [p for p in (ROOT / "changelog.d").iterdir() if p.name != "README.md"]
    form = re.compile(rf"[0-9]+-[a-z0-9-]+\.({'|'.join(KINDS)})\.md")
    assert [p.name for p in fragments if not form.fullmatch(p.name)] == []
    assert [p.name for p in fragments if not p.read_text(encoding="utf-8").endswith(".\n")] == []
    assert [p.name for p in fragments if p.read_text(encoding="utf-8").startswith("#")] == []


def test_decision_pages_have_their_four_parts() -> None:
    """A decision page gives context, choice, drawbacks and alternatives, and is listed."""
    folder = ROOT / "docs" / "decisions"
    listed = (folder / "README.md").read_text(encoding="utf-8")
    pages = sorted(folder.glob("0*.md"))
    numbers = [int(page.name[:4]) for page in pages]
    assert numbers == list(range(1, len(pages) + 1))
    for page in pages:
        heads = re.findall(r"^## (\w+)", page.read_text(encoding="utf-8"), re.MULTILINE)
        assert heads == ["Context", "Choice", "Drawbacks", "Alternatives"], page.name
        assert page.name in listed


def test_make_lists_every_target() -> None:
    """Every target of the Makefile says what it does, so that ``make`` can list it."""
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", text, re.MULTILINE)
    assert phony is not None
    listed = re.findall(r"^([a-z]+):.*## \w", text, re.MULTILINE)
    assert listed == phony[1].split()
