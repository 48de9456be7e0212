"""`termcheck sweep`: what its results hold, and that neither a kill nor a crowd changes them."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from termcheck.cli.sweeps import chunk
from tests.cli.running import ROOT, run
from tests.cli.sweeping import SWEEP, answered, covers_once, logged, placed, rows, started

SIZE = 144
WORDS = ("sweep", "plan.sweep", "-L", "lib")


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    return placed(tmp_path)


@pytest.fixture(name="whole", scope="module")
def _whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return results that one process made in one go."""
    folder = placed(tmp_path_factory.mktemp("whole"))
    assert run(*WORDS, "--jobs", "1", folder=folder).status == 0
    return folder / "plan.sqlite"


def records(path: Path) -> dict[str, dict[str, object]]:
    """Return the conflicts of results by their ids, each as the record of `conflicts` has it."""
    names = ("clauses", "rules", "kept", "suppositions", "status_quo", "phases")
    asked = f"SELECT id, named, minimal, whole_only, {', '.join(names)} FROM conflicts"
    return {
        id: {
            "id": named,
            **{name: json.loads(told) for name, told in zip(names, lists, strict=True)},
            "minimal": bool(minimal),
            "whole_only": bool(whole),
        }
        for id, named, minimal, whole, *lists in rows(path, asked)
    }


def test_a_row_is_what_the_question_says_alone(whole: Path) -> None:
    """Verdict, conflict and package of a row are those that `conflicts` prints for it."""
    folder = whole.parent
    asked = 'SELECT number, day, "table", "value of length", parties, verdict, conflict, package'
    packages = dict(rows(whole, "SELECT id, package FROM packages"))
    conflicts = records(whole)
    for number, day, table, value, parties, verdict, conflict, package in rows(
        whole, f"{asked} FROM questions WHERE number % 7 = 3"
    ):
        refs = ["plan", *([] if parties == "nobody" else parties.split(", "))]
        options = [] if table == "everybody" else ["--table", table.replace(" ", "")]
        options += ["--as-of", day, "--suppose", f"length = {value}", "--format", "json"]
        record = json.loads(run("conflicts", *refs, *options, "-L", "lib", folder=folder).out)
        assert record["verdict"] == verdict, number
        found = [each for e in record["by_reading"] or [record] for each in e["conflicts"]]
        assert (conflict is None) == (not found)
        assert conflict is None or conflicts[conflict] in found
        assert (package is None) == (verdict != "compatible")
        if package is not None:
            first = (record["by_reading"] or [record])[0]
            assert json.loads(packages[package]) == first["package"]


def test_all_conflicts_of_a_question_are_those_of_conflicts(whole: Path) -> None:
    """With `ask conflicts` each question has all of them, and each counts where it stands."""
    path, folder = whole, whole.parent
    told = records(path)
    blocking: dict[int, list[dict[str, object]]] = {}
    for number, conflict in rows(path, "SELECT number, conflict FROM blocking"):
        blocking.setdefault(number, []).append(told[conflict])
    asked = 'SELECT number, day, "table", "value of length", parties FROM questions'
    most = 0
    for number, day, table, value, parties in rows(path, f"{asked} WHERE number % 9 = 4"):
        refs = ["plan", *([] if parties == "nobody" else parties.split(", "))]
        options = [] if table == "everybody" else ["--table", table.replace(" ", "")]
        options += ["--as-of", day, "--suppose", f"length = {value}", "--format", "json"]
        record = json.loads(run("conflicts", *refs, *options, "-L", "lib", folder=folder).out)
        found = [each for e in record["by_reading"] or [record] for each in e["conflicts"]]
        unlike = {each["id"]: each for each in found}
        assert sorted(blocking.get(number, ()), key=str) == sorted(unlike.values(), key=str)
        most = max(most, len(unlike))
    assert most > 1
    counted = rows(path, "SELECT id, questions FROM conflicts ORDER BY id")
    assert counted == rows(path, "SELECT conflict, count(*) FROM blocking GROUP BY 1 ORDER BY 1")
    named = rows(path, "SELECT number, conflict FROM questions WHERE conflict IS NOT NULL")
    assert set(named) <= set(rows(path, "SELECT number, conflict FROM blocking"))


def test_forms_of_a_conflict_are_told_together(whole: Path) -> None:
    """The record counts each question once for a conflict, in whatever forms it stands there."""
    questions: dict[str, set[int]] = {}
    forms: dict[str, set[str]] = {}
    asked = "SELECT number, id, named FROM blocking JOIN conflicts ON id = conflict"
    for number, id, named in rows(whole, asked):
        questions.setdefault(named, set()).add(number)
        forms.setdefault(named, set()).add(id)
    record = json.loads(run(*WORDS, "--format", "json", folder=whole.parent).out)
    told = {e["conflict"]["id"]: (e["questions"], e["forms"]) for e in record["conflicts"]}
    assert told == {named: (len(questions[named]), len(forms[named])) for named in forms}
    assert max(number for _, number in told.values()) > 1
    counts = [each["questions"] for each in record["conflicts"]]
    assert counts == sorted(counts, reverse=True)
    assert record["all_conflicts"]


def test_a_conflict_is_told_as_it_stands_on_the_day(whole: Path) -> None:
    """`b` says one thing in February and another since March: no row blames the other one."""
    asked = "SELECT day, keys, clauses FROM questions JOIN conflicts ON id = conflict"
    told = {
        (day, key)
        for day, keys, _ in rows(whole, asked)
        for key in json.loads(keys)
        if key.startswith("b.")
    }
    assert told == {("2025-02-01", "b.long@2025-02-01"), ("2025-03-01", "b.long@2025-03-01")}


def test_a_row_says_how_the_formula_stands(whole: Path) -> None:
    """Where a deal is possible the answer is that of `why`, elsewhere there is none."""
    asked = 'SELECT day, "value of length", parties, verdict, answer FROM questions'
    for day, value, parties, verdict, answer in rows(
        whole, f"{asked} WHERE \"table\" = 'everybody' AND number % 5 = 0"
    ):
        given = ",".join(["plan", *([] if parties == "nobody" else parties.split(", "))])
        options = ["--as-of", day, "--suppose", f"length = {value}", "--format", "json"]
        ran = run(
            "why", "gate = ajar", "--given", given, *options, "-L", "lib", folder=whole.parent
        )
        record = json.loads(ran.out)
        assert (verdict == "compatible") == (record["schema"] == "termcheck.why/1")
        assert answer == record.get("answer")


def test_conflicts_are_counted_and_told_once(folder: Path) -> None:
    """Each conflict stands once, with the questions that name it and the first of them."""
    whole = placed(folder, SWEEP.replace("    ask conflicts\n", "")) / "plan.sqlite"
    assert run(*WORDS, "--jobs", "1", folder=folder).status == 0
    assert rows(whole, "SELECT * FROM blocking") == []
    counted = rows(whole, "SELECT id, questions, first FROM conflicts ORDER BY id")
    grouped = (
        "SELECT conflict, count(*), min(number) FROM questions"
        " WHERE conflict IS NOT NULL GROUP BY conflict ORDER BY conflict"
    )
    assert counted == rows(whole, grouped)
    assert len(counted) > 2


@pytest.mark.parametrize("jobs", ["2", "3"])
def test_how_many_answer_changes_no_byte(folder: Path, whole: Path, jobs: str) -> None:
    """Results and answer are the same with one process and with several."""
    ran = run(*WORDS, "--jobs", jobs, folder=folder)
    assert (folder / "plan.sqlite").read_bytes() == whole.read_bytes()
    again = run(*WORDS, folder=whole.parent)
    assert (ran.status, ran.out) == (again.status, again.out)


def test_a_limit_answers_the_first_and_the_rest_follows(folder: Path, whole: Path) -> None:
    """With `--limit` the first questions are answered; without it later the others are."""
    first = run(*WORDS, "--limit", "10", "--format", "json", folder=folder)
    record = json.loads(first.out)
    assert (first.status, record["questions"], record["answered"]) == (0, SIZE, 10)
    assert not record["complete"]
    assert answered(folder / "plan.sqlite") == 10
    assert run(*WORDS, folder=folder).status == 0
    assert (folder / "plan.sqlite").read_bytes() == whole.read_bytes()
    assert covers_once(logged(folder / "plan.sqlite"), SIZE)


def test_the_number_of_questions_is_told_before_they_are_asked(folder: Path) -> None:
    """Even if there is no time to answer any of them; then the status is that of a limit."""
    ran = run(*WORDS, "--time", "0", folder=folder)
    product = "3 (day) x 3 (table) x 4 (value of length) x 4 (parties)"
    assert ran.err == f"{SIZE} questions: {product}\n"
    assert (ran.status, answered(folder / "plan.sqlite")) == (3, 0)
    said = ["the plan", "nothing is answered yet", f"{SIZE} questions of {SIZE} not answered"]
    assert ran.out.splitlines()[:3] == said
    assert "0 of 0" not in ran.out


THOUSANDS = "\n".join(f"each value of {name} {{ 1..1000 }}" for name in ("x", "y", "z"))


def test_a_thousand_million_questions_are_refused_with_their_number(folder: Path) -> None:
    """Nobody waits for them by mistake; `--limit` answers as many of them as are wanted."""
    terms = 'term x: 1..1000 "x"\nterm y: 1..1000 "y"\nterm z: 1..1000 "z"\n'
    (folder / "lib" / "more.terms").write_text(terms, encoding="utf-8")
    (folder / "many.sweep").write_text(f'sweep "many" {{\n{THOUSANDS}\n}}', encoding="utf-8")
    words = ("sweep", "many.sweep", "-L", "lib")
    ran = run(*words, folder=folder)
    assert (ran.status, ran.out) == (2, "")
    assert "has 1000000000 questions, and at most 1000000 are asked" in ran.err
    assert "`--limit N` answers the first N of them" in ran.err
    assert not (folder / "many.sqlite").exists()
    some = json.loads(run(*words, "--limit", "3", "--format", "json", folder=folder).out)
    assert (some["questions"], some["answered"]) == (1_000_000_000, 3)


def test_what_changed_since_is_noticed(folder: Path) -> None:
    """Results of another library or another sweep are refused, and begun anew with `--fresh`."""
    assert run(*WORDS, "--limit", "5", folder=folder).status == 0
    before = (folder / "plan.sqlite").read_bytes()
    spec = folder / "plan.sweep"
    spec.write_text(spec.read_text(encoding="utf-8") + "# later\n", encoding="utf-8")
    changed = run(*WORDS, folder=folder)
    assert (changed.status, changed.out) == (2, "")
    assert "holds the results of another sweep, or of this one before it was" in changed.err
    spec.write_text(spec.read_text(encoding="utf-8").replace("# later\n", ""), encoding="utf-8")
    (folder / "lib" / "more.terms").write_text('party c "C"\n', encoding="utf-8")
    other = run(*WORDS, folder=folder)
    assert (other.status, other.out) == (2, "")
    assert "holds the results of another library, or of this one before it was" in other.err
    assert "`--fresh`" in other.err
    assert (folder / "plan.sqlite").read_bytes() == before
    assert run(*WORDS, "--fresh", folder=folder).status == 0
    assert answered(folder / "plan.sqlite") == SIZE


def test_answers_are_not_thrown_away_for_nobody(folder: Path) -> None:
    """A cluster that cannot be is noticed before `--fresh` empties the results."""
    assert run(*WORDS, "--limit", "5", folder=folder).status == 0
    assert run(*WORDS, "--fresh", "--cluster", "here", folder=folder).status == 2
    assert answered(folder / "plan.sqlite") == 5


def test_a_question_is_told_as_other_commands_take_it(folder: Path) -> None:
    """What `--question` prints, typed in, has the answers of the row; nothing is asked."""
    ran = run(*WORDS, "--question", "101", folder=folder)
    assert not (folder / "plan.sqlite").exists()
    head, _, *lines = ran.out.splitlines()
    where = "day 2025-03-01; table everybody; length = 200 km; parties a"
    assert (ran.status, head) == (0, f"question 101: {where}")
    commands = [shlex.split(each) for each in lines]
    assert [each[:2] for each in commands] == [
        ["termcheck", word] for word in ("conflicts", "certify", "why")
    ]
    assert run(*WORDS, folder=folder).status == 0
    asked = "SELECT verdict, answer FROM questions WHERE number = 101"
    verdict, answer = rows(folder / "plan.sqlite", asked)[0]
    found = [run(*each[1:], "--format", "json", folder=folder) for each in commands]
    conflicts, certificate, why = (json.loads(each.out) for each in found)
    assert (conflicts["verdict"], certificate["verdict"]) == (verdict, verdict)
    assert (why.get("answer") or None, why.get("verdict", verdict)) == (answer, verdict)


@pytest.mark.parametrize("words", [(), ("--fresh",)])
@pytest.mark.parametrize("kind", ["text", "base"])
def test_a_file_of_somebody_else_is_never_touched(
    folder: Path, words: tuple[str, ...], kind: str
) -> None:
    """What is no results of ours is refused, even if a sweep is to begin anew."""
    path = folder / "mine.sqlite"
    if kind == "text":
        path.write_text("my diary", encoding="utf-8")
    else:
        base = sqlite3.connect(path)
        base.execute("CREATE TABLE sweep (name, value)")
        base.close()
    before = path.read_bytes()
    ran = run(*WORDS, "--results", "mine.sqlite", *words, folder=folder)
    assert (ran.status, ran.out, path.read_bytes()) == (2, "", before)
    assert "holds something else than the results of a sweep" in ran.err


def test_results_that_hold_nothing_yet_are_begun(folder: Path, whole: Path) -> None:
    """A process that is killed at once may leave an empty file, which is no hindrance."""
    (folder / "plan.sqlite").touch()
    assert run(*WORDS, folder=folder).status == 0
    assert (folder / "plan.sqlite").read_bytes() == whole.read_bytes()


def test_results_that_are_torn_are_refused(folder: Path) -> None:
    """A file of ours that is cut in the middle gives a sentence, not a crash."""
    assert run(*WORDS, folder=folder).status == 0
    path = folder / "plan.sqlite"
    path.write_bytes(path.read_bytes()[:5000])
    ran = run(*WORDS, folder=folder)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.count("termcheck: ") == 1


def test_a_process_that_forgets_gives_the_same_answers(
    folder: Path, whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Memory that is thrown away between chunks changes no byte."""
    monkeypatch.setattr(chunk, "MOST_REMEMBERED", 1)
    monkeypatch.setattr(chunk, "CHUNK_SECONDS", 0.01)
    assert run(*WORDS, "--jobs", "1", folder=folder).status == 0
    assert (folder / "plan.sqlite").read_bytes() == whole.read_bytes()
    assert len(logged(folder / "plan.sqlite")) > 1


HOLDER = """
import fcntl, sys
lock = open("plan.sqlite.lock", "w")
fcntl.lockf(lock, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.read()
"""
"""Holds the results as a sweep does, until its input ends."""


def test_two_sweeps_never_write_one_file(folder: Path) -> None:
    """While one process has the results, another is refused."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER], cwd=folder, stdout=subprocess.PIPE, stdin=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        ran = run(*WORDS, folder=folder)
        holder.communicate(b"")
    assert (ran.status, ran.out) == (2, "")
    assert "another sweep is writing `plan.sqlite`" in ran.err
    assert run(*WORDS, "--limit", "3", folder=folder).status == 0


BAD = [
    ("--jobs 0", "`--jobs` cannot be `0`"),
    ("--jobs many", "`--jobs` cannot be `many`"),
    ("--limit 0", "`--limit` cannot be `0`"),
    ("--cluster here", "`--cluster` cannot be `here`"),
    ("--results no/where.sqlite", "there is no folder"),
    ("--results lib", "`lib` is a folder"),
    ("--results ''", "`--results` is empty"),
    ("--question 144", "they end with 143"),
    ("--question -1", "`--question` cannot be `-1`"),
]


@pytest.mark.parametrize(("words", "said"), BAD, ids=[words for words, _ in BAD])
def test_wrong_options_are_refused(folder: Path, words: str, said: str) -> None:
    """A wrong option has status 2 and a sentence, and nothing is asked."""
    ran = run(*WORDS, *words.replace("''", "").split(" "), folder=folder)
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err


def test_a_wrong_sweep_is_shown_with_its_place(folder: Path) -> None:
    """File, line, the spot and a suggestion, on standard error, with status 2."""
    (folder / "plan.sweep").write_text('sweep "x" {\n    given pln\n}\n', encoding="utf-8")
    ran = run(*WORDS, folder=folder)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.splitlines() == [
        "error TC280: there is no proposal or party `pln`",
        " --> plan.sweep:2:11",
        "2 |     given pln",
        "  |           ^^^",
        "  = help: did you mean `plan`?",
    ]


def test_a_sweep_that_is_not_there_is_refused(folder: Path) -> None:
    """No file, a folder, or bytes that are no text: status 2 and why."""
    (folder / "bytes.sweep").write_bytes(b"\xff\xfe\x00")
    for name, said in (
        ("nowhere.sweep", "cannot be read"),
        ("lib", "no plain file"),
        ("bytes.sweep", "not UTF-8"),
    ):
        ran = run("sweep", name, "-L", "lib", folder=folder)
        assert (ran.status, ran.out) == (2, "")
        assert said in ran.err


# --- kills ----------------------------------------------------------------------------


def wait_for(path: Path, least: int) -> None:
    """Wait until so many questions are answered."""
    end = time.monotonic() + 20
    while answered(path) < least and time.monotonic() < end:
        time.sleep(0.01)
    assert answered(path) >= least


@pytest.mark.parametrize("least", [1, 40, 100])
def test_a_killed_sweep_goes_on_where_it_was(folder: Path, whole: Path, least: int) -> None:
    """After SIGKILL nothing that was answered is asked again, and nothing is lost."""
    path = folder / "plan.sqlite"
    with started([*WORDS, "--jobs", "2"], folder) as process:
        wait_for(path, least)
        process.send_signal(signal.SIGKILL)
        process.wait()
    before = answered(path)
    if before < SIZE:
        chunks = rows(path, "SELECT first, next FROM chunks")
        assert sum(after - first for first, after in chunks) == before
    assert run(*WORDS, folder=folder).status == 0
    assert path.read_bytes() == whole.read_bytes()
    assert covers_once(logged(path), SIZE)


def test_an_interrupted_sweep_says_what_it_has(folder: Path, whole: Path) -> None:
    """Ctrl-C ends it with status 130 and what is answered by then; later it goes on."""
    path = folder / "plan.sqlite"
    with started([*WORDS, "--jobs", "1"], folder, 0.001) as process:
        wait_for(path, 1)
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate()
    assert process.returncode == 130
    assert "a deal is possible in" in out
    assert run(*WORDS, folder=folder).status == 0
    assert path.read_bytes() == whole.read_bytes()
    assert covers_once(logged(path), SIZE)


def children(parent: int) -> list[int]:
    """Return the processes that ``parent`` has started."""
    found: list[int] = []
    for each in Path("/proc").iterdir():
        if each.name.isdigit():
            try:
                fields = (each / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[1]) == parent:
                found.append(int(each.name))
    return found


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are found in /proc")
def test_a_worker_that_dies_is_replaced(folder: Path, whole: Path) -> None:
    """What a killed worker had in hand is answered by another; no byte differs."""
    path = folder / "plan.sqlite"
    with started([*WORDS, "--jobs", "2"], folder) as process:
        wait_for(path, 1)
        for each in children(process.pid)[:1]:
            os.kill(each, signal.SIGKILL)
        process.communicate()
    assert process.returncode == 0
    assert path.read_bytes() == whole.read_bytes()
    assert covers_once(logged(path), SIZE)


def test_no_worker_outlives_a_killed_sweep(folder: Path) -> None:
    """Soon after the program is killed its processes are gone."""
    if not sys.platform.startswith("linux"):
        pytest.skip("processes are found in /proc")
    with started([*WORDS, "--jobs", "2"], folder) as process:
        wait_for(folder / "plan.sqlite", 1)
        workers = children(process.pid)
        process.send_signal(signal.SIGKILL)
        process.wait()
    end = time.monotonic() + 20
    while any(Path(f"/proc/{each}").exists() for each in workers) and time.monotonic() < end:
        time.sleep(0.05)
    assert [each for each in workers if Path(f"/proc/{each}").exists()] == []


def test_a_kill_while_the_end_is_written_loses_nothing(folder: Path, whole: Path) -> None:
    """What is left of a file that was to replace the results is no hindrance."""
    path = folder / "plan.sqlite"
    shutil.copy(whole, path)
    (folder / "plan.sqlite.part").write_bytes(b"half a file")
    assert run(*WORDS, "--fresh", folder=folder).status == 0
    assert path.read_bytes() == whole.read_bytes()


# --- the Ukraine library ----------------------------------------------------------------

SWEEPS = Path(__file__).parent / "sweeps"


def test_a_sweep_of_the_ukraine_library_reads_as_it_was_read(tmp_path: Path) -> None:
    """Three plans and two capitals: the page that people have looked at (TERMCHECK_UPDATE=1)."""
    shutil.copy(SWEEPS / "ukraine.sweep", tmp_path)
    library = os.path.relpath(ROOT / "proposals" / "ukraine", tmp_path)
    words = ("sweep", "ukraine.sweep", "-L", library)
    text = (
        run(*words, folder=tmp_path).out + run(*words, "--format", "concise", folder=tmp_path).out
    )
    path = SWEEPS / "ukraine.txt"
    if os.environ.get("TERMCHECK_UPDATE"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_every_row_of_it_is_what_conflicts_says(tmp_path: Path) -> None:
    """Each of its 18 questions, asked alone, has the verdict and the conflict that it tells."""
    shutil.copy(SWEEPS / "ukraine.sweep", tmp_path)
    library = os.path.relpath(ROOT / "proposals" / "ukraine", tmp_path)
    assert run("sweep", "ukraine.sweep", "-L", library, folder=tmp_path).status == 0
    asked = (
        'SELECT day, "given", parties, verdict, named FROM questions'
        " LEFT JOIN conflicts ON id = conflict"
    )
    found = rows(tmp_path / "ukraine.sqlite", asked)
    assert len(found) == 18
    for day, given, parties, verdict, conflict in found:
        refs = (given, *parties.split(", "), "--as-of", day, "--no-certify")
        ran = run("conflicts", *refs, "-L", library, "--format", "json", folder=tmp_path)
        record = json.loads(ran.out)
        ids = {each["id"] for e in record["by_reading"] or [record] for each in e["conflicts"]}
        assert (record["verdict"], conflict is None or conflict in ids) == (verdict, True)
