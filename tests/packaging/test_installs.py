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
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
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


def installed(what: list[str], folder: Path) -> Path:
    """Return the ``bin`` folder of a new environment in which ``what`` is installed."""
    run(sys.executable, "-m", "venv", "--without-pip", "env", cwd=folder)
    programs = folder / "env" / "bin"
    pip = (sys.executable, "-m", "pip", "--python", programs / "python")
    run(*pip, "install", "-q", "--disable-pip-version-check", *what, cwd=folder)
    run(*pip, "check", cwd=folder)
    return programs


@pytest.mark.parametrize("kind", ["wheel", "sdist", "editable"])
def test_an_installation_has_all_that_the_commands_need(
    kind: str, archives: dict[str, Path], tmp_path: Path
) -> None:
    """Each kind of installation knows its version, checks a library and prints a code's page."""
    what = ["-e", str(ROOT)] if kind == "editable" else [str(archives[kind])]
    programs = installed(what, tmp_path)
    shutil.copytree(EXAMPLE, tmp_path / "library")
    termcheck = programs / "termcheck"
    assert VERSION in run(termcheck, "--version", cwd=tmp_path).stdout
    assert "all well" in run(termcheck, "check", "library", cwd=tmp_path).stdout
    assert "TC201" in run(termcheck, "explain", "TC201", cwd=tmp_path).stdout
    run(programs / "python", "-I", "-c", SHIPPED, cwd=tmp_path)


SHIPPED = """
from json import loads
from termcheck.language.automaton import TABLES, digest, grammar_text
assert loads(open(TABLES, encoding="utf-8").read())["digest"] == digest(grammar_text())
"""
"""A program that fails unless the grammar ships with the tables that were made from it."""


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
