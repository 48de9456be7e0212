"""What it costs to certify an answer, beside finding it.

    python -m bench.certificates [CLAUSES...]

asks ``conflicts`` of generated libraries that hide conflicts, once without and
once with certificates, in one process, and prints processor time and the share
that certifying adds. Reading the library is told apart, because both do it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import process_time

from termcheck.cli.reading import load_sound
from termcheck.library.model import Question, Reference
from termcheck.questions.certified import Certifier
from termcheck.questions.consistency import verdict
from termcheck.questions.inquiry import Inquiry
from termcheck.questions.verdict import Incompatible, Undecided, Verdict

SIZES = (100, 1_000, 5_000)
_CONFLICTS = 8


def library(clauses: int, seed: int = 0) -> str:
    """Return a library whose proposal ``p`` has so many clauses and a few conflicts."""
    random = Random(seed)
    terms = clauses + 2 * _CONFLICTS
    lines = ['source d "Draft" on 2025-01-01']
    lines += [f'term b{n}: bool "Question {n}"' for n in range(terms)]
    lines += [f'term n{n}: 0..1_000 "Amount {n}"' for n in range(terms)]
    said: list[str] = []
    for at in range(_CONFLICTS):
        said += [
            f"n{2 * at} + n{2 * at + 1} >= 1_200 if b{at}",
            f"n{2 * at} <= {500 + at}",
            f"n{2 * at + 1} <= {600 + at}",
            f"b{at}",
        ]
    while len(said) < clauses:
        one, other = (random.randrange(2 * _CONFLICTS, terms) for _ in range(2))
        kind = random.randrange(3)
        if kind == 0:
            said.append(f"b{one} or not b{other}")
        elif kind == 1:
            said.append(f"n{one} <= {random.randint(600, 900)}")
        else:
            said.append(f"n{one} + n{other} <= {random.randint(1300, 1900)} if b{one}")
    random.shuffle(said)
    rows = [f'    c{at}: {text} from "Article {at}"' for at, text in enumerate(said)]
    return "\n".join([*lines, 'proposal p "A plan" from d {', *rows, "}", ""])


def measured(clauses: int) -> tuple[float, float, float, int]:
    """Return seconds of reading, answering and certifying, and how many conflicts there were."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "a.terms").write_text(library(clauses), encoding="utf-8")
        start = process_time()
        made = load_sound(folder).library
        read = process_time()
        inquiry = Inquiry(made)
        found = verdict(inquiry, Question(given=(Reference("p"),)))
        answered = process_time()
        assert isinstance(found, Verdict)
        checked, _ = Certifier(inquiry).verdict(found)
        certified = process_time()
    (outcome,) = checked.outcomes
    assert not isinstance(outcome.outcome, Undecided), outcome
    assert isinstance(outcome.outcome, Incompatible)
    number = len(outcome.outcome.conflicts)
    return read - start, answered - read, certified - answered, number


def main() -> None:
    """Measure each size and print a row."""
    sizes = [int(each) for each in sys.argv[1:]] or SIZES
    measured(20)
    print(f"{'clauses':>8}{'conflicts':>10}{'read':>8}{'answer':>8}{'certify':>8}{'ratio':>7}")
    for size in sizes:
        read, answer, certify, number = measured(size)
        ratio = (read + answer + certify) / (read + answer)
        print(f"{size:8}{number:10}{read:8.2f}{answer:8.2f}{certify:8.3f}{ratio:7.2f}")


if __name__ == "__main__":
    main()
