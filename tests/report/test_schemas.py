"""The published schemas: what programs that read our records build on."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from termcheck.report.schemas import PUBLISHED, schemas
from tests.cli.running import EXAMPLES, run

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "schemas"

ANSWERS = [
    ("check", "check"),
    ("verdict", "conflicts mediator port"),
    ("verdict", "conflicts mediator port --by text --table port,dockers --as-of 2031"),
    ("verdict", "conflicts mediator dockers"),
    ("verdict", "conflicts mediator --suppose not(premium[night]>=premium[late])"),
    ("verdict", "conflicts mediator --time 0"),
    ("verdict", "why jobs.kept --given mediator,port"),
    ("why", "why jobs.kept --given mediator"),
    ("why", "why wage.rise>=5% --given mediator"),
    ("gap", "gap mediator port"),
    ("gap", "gap mediator port --by text --as-of 2031"),
    ("gap", "gap mediator dockers"),
    ("gap", "gap mediator port --time 0"),
    ("packages", "packages --from dockers.demands --given mediator"),
    ("packages", "packages --from mediator,dockers.all --given port --objective pareto"),
    ("verdict", "packages --from dockers.demands --given mediator,port"),
    ("matrix", "matrix"),
    ("verdict", "matrix mediator port --time 0"),
    ("coalitions", "coalitions port dockers"),
    ("coalitions", "coalitions port dockers --keep mediator"),
    ("timeline", "timeline mediator port"),
    ("diff", "diff mediator dockers"),
    ("diff", "diff mediator port"),
    ("show", "show premium"),
    ("show", "show mediator.week"),
    ("explain", "explain"),
    ("explain", "explain TC201"),
]


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_published_schema_is_that_of_its_record(name: str) -> None:
    """What stands in ``docs/schemas`` is made from the records (TERMCHECK_UPDATE=1 writes it)."""
    path = FOLDER / f"{name}.json"
    text = json.dumps(schemas()[name], indent=2, ensure_ascii=False) + "\n"
    if os.environ.get("TERMCHECK_UPDATE"):
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


def test_every_schema_is_of_a_record() -> None:
    """No schema of a record that is gone stays behind."""
    assert sorted(path.stem for path in FOLDER.glob("*.json")) == sorted(PUBLISHED)


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_schema_is_a_schema(name: str) -> None:
    """Every published schema is valid by the metaschema."""
    Draft202012Validator.check_schema(schemas()[name])


@pytest.mark.parametrize(("name", "command"), ANSWERS, ids=[command for _, command in ANSWERS])
def test_a_record_is_valid_by_its_published_schema(name: str, command: str) -> None:
    """What a command writes as JSON fits the schema that it names."""
    words = [word.replace("%", " %") for word in command.split(" ")]
    library = [] if words[0] == "explain" else ["-L", str(EXAMPLES / "labour")]
    answer = json.loads(run(*words, *library, "--format", "json").out)
    schema = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    faults = [fault.message for fault in Draft202012Validator(schema).iter_errors(answer)]
    assert (answer["schema"], faults) == (f"termcheck.{name}/1", [])


def test_timings_are_there_only_if_asked_for() -> None:
    """Equal questions give equal bytes, so times are left out unless they are asked for."""
    words = ("check", str(EXAMPLES / "labour"), "--format", "json")
    plain, timed = json.loads(run(*words).out), json.loads(run(*words, "--timings").out)
    assert ("timings" in plain, sorted(timed["timings"])) == (
        False,
        ["ask", "parse", "read", "resolve"],
    )
