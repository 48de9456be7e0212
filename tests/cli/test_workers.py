"""Workers share tasks, and every task is done, whatever becomes of them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from termcheck.cli.workers import shared_out


def squares(number: int) -> list[tuple[int, bytes]]:
    """Return what the tasks of these tests answer."""
    return [(i, b"%d" % (i * i) * (i % 7)) for i in range(number)]


def task(i: int) -> bytes:
    """Answer with a square, some of them long, some empty."""
    return b"%d" % (i * i) * (i % 7)


@pytest.mark.parametrize("jobs", [1, 2, 5])
@pytest.mark.parametrize("number", [0, 1, 9, 3_000])
def test_every_task_is_done_once(jobs: int, number: int) -> None:
    """However many processes there are, each number comes back once with its own answer."""
    assert sorted(shared_out(task, number, jobs)) == squares(number)


def test_long_answers_come_whole() -> None:
    """An answer that no pipe holds at once is one answer."""
    long = {i: bytes([i]) * 300_000 for i in range(12)}
    assert dict(shared_out(lambda i: long[i], len(long), 3)) == long


def test_what_a_worker_leaves_undone_is_done_here() -> None:
    """Workers that end, one by a fault and one without a word, cost time and nothing else."""
    here = os.getpid()

    def faulty(i: int) -> bytes:
        if os.getpid() != here and i == 3:
            raise ValueError("a fault")
        if os.getpid() != here and i == 5:
            os._exit(9)
        return task(i)

    assert sorted(shared_out(faulty, 20, 2)) == squares(20)


def test_a_fault_of_a_task_is_raised_here() -> None:
    """A fault that has nothing to do with the worker is seen."""

    def faulty(i: int) -> bytes:
        raise ValueError(f"task {i}")

    with pytest.raises(ValueError, match="task 0"):
        list(shared_out(faulty, 20, 2))


def test_no_worker_is_left_behind(tmp_path: Path) -> None:
    """Who stops listening after the first answer leaves no process that still works."""

    def noted(i: int) -> bytes:
        (tmp_path / str(os.getpid())).touch()
        return bytes([i % 256]) * 100_000

    answers = shared_out(noted, 1_000, 2)
    next(answers)
    answers.close()
    workers = [int(path.name) for path in tmp_path.iterdir()]
    assert workers
    for each in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(each, 0)
