"""Wheel, source archive and editable install: each works in a clean environment.

Everything is built and installed for real, as a user would; pip's cache is
used, so that dependencies are fetched once.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "proposals" / "examples" / "labour"
KINDS = [
    pytest.param(kind, marks=pytest.mark.xdist_group(kind))
    for kind in ("wheel", "sdist", "editable")
]
"""Kinds of installation; the tests of one kind share a worker, and so an environment."""

LEFT_OUT = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "PYTEST_ADDOPTS"}

pytestmark = pytest.mark.packaging


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command apart from this environment; it must succeed."""
    environment = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{command} ended with {done.returncode}\n{done.stderr}"
    return done


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the wheel and the source archive, built from this project."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-d", folder, cwd=ROOT)
    return {"wheel": next(folder.glob("*.whl")), "sdist": next(folder.glob("*.tar.gz"))}


@pytest.fixture(scope="module", params=KINDS)
def installed(
    request: pytest.FixtureRequest,
    archives: dict[str, Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """Return the ``bin`` folder of a new environment with termcheck in it, of each kind."""
    kind = str(request.param)
    folder = tmp_path_factory.mktemp(kind)
    run(sys.executable, "-m", "venv", "--without-pip", "env", cwd=folder)
    programs = folder / "env" / "bin"
    what = ["-e", str(ROOT)] if kind == "editable" else [str(archives[kind])]
    pip = [sys.executable, "-m", "pip", "--python", str(programs / "python")]
    run(*pip, "install", "-q", "--disable-pip-version-check", *what, cwd=folder)
    return programs


def test_the_version_is_the_project_s(installed: Path, tmp_path: Path) -> None:
    """``termcheck --version`` says the version that the project declares."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert version in run(installed / "termcheck", "--version", cwd=tmp_path).stdout


def test_a_check_runs(installed: Path, tmp_path: Path) -> None:
    """A library is checked, away from the project, with what the install brought."""
    shutil.copytree(EXAMPLE, tmp_path / "library")
    assert "3" in run(installed / "termcheck", "check", "library", cwd=tmp_path).stdout


def test_pages_of_codes_are_found(installed: Path, tmp_path: Path) -> None:
    """``explain`` prints the page of a code, which ships beside the code."""
    assert "TC201" in run(installed / "termcheck", "explain", "TC201", cwd=tmp_path).stdout


def test_the_grammar_is_found_and_fits_its_tables(installed: Path, tmp_path: Path) -> None:
    """The grammar ships, and the tables that ship were made from it."""
    program = (
        "import json\n"
        "from termcheck.language.automaton import TABLES, digest, grammar_text\n"
        "assert json.load(open(TABLES, encoding='utf-8'))['digest'] == digest(grammar_text())\n"
    )
    run(installed / "python", "-I", "-X", "dev", "-c", program, cwd=tmp_path)


def test_nothing_else_is_installed(installed: Path, tmp_path: Path) -> None:
    """What is installed fits together, and no tool for tests is among it."""
    pip = (sys.executable, "-m", "pip", "--python", installed / "python")
    run(*pip, "check", cwd=tmp_path)
    names = run(*pip, "list", "--format=freeze", cwd=tmp_path).stdout
    assert "z3-solver==" in names
    assert "pytest" not in names


def test_the_wheel_holds_each_file_once(archives: dict[str, Path]) -> None:
    """Grammar, tables and pages are in the wheel, nothing twice, and nothing of the tests."""
    names = zipfile.ZipFile(archives["wheel"]).namelist()
    assert len(names) == len(set(names))
    assert "termcheck/grammar/termcheck.lark" in names
    assert "termcheck/language/tables.json" in names
    assert "termcheck/pages/TC201.md" in names
    assert {name.split("/")[0].split("-")[0] for name in names} == {"termcheck"}


def test_the_source_archive_holds_the_project(archives: dict[str, Path]) -> None:
    """Who unpacks the source archive has code, tests, documents and the libraries."""
    with tarfile.open(archives["sdist"]) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    wanted = {
        "LICENSE",
        "README.md",
        "docs/index.md",
        "grammar/termcheck.lark",
        "proposals/examples/labour/labour.terms",
        "pyproject.toml",
        "src/termcheck/value.py",
        "tests/packaging/test_installs.py",
    }
    assert wanted - names == set()
