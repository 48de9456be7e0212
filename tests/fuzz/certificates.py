"""Certificates that were changed: trees with parts of them changed, or their bytes.

Each input stands alone, with the words that it cites. The checker accepts it or
refuses it, in a time that its size bounds, and raises nothing else.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

from termcheck.certify.check.verify import digest, verify
from termcheck.certify.check.words import Refused
from tests.cli.running import EXAMPLES, run

SECONDS = 5.0
"""How long an input may take, and as long again for each million of its letters."""

TIMES = """source d "Draft" on 2025
term levy: decimal 0..10 %
term n: 0..100
term m: 0..100
event talks
event treaty
set towns = {mill, port, fort}
term open[towns]: bool
rule some_open: count(t in towns: open[t]) >= 2
proposal p "Plan" from d {
    soon: treaty 1 month after talks
    late: talks and treaty at least 32 days after talks
    odd: 2 * n - 2 * m = 1
    half: round(levy / 3) >= 3 %
    shut: for each t in towns: not open[t] if levy >= 5 %
    plain: n = 3 if open[mill]
    other: n = 4 if open[port] overrides plain
}
"""

HOSTILE: tuple[Any, ...] = (
    *(None, True, "", [], {}, -1, 0, 10**30, 10**400, 2**63, "9" * 5_000, "1e999999999", "1/0"),
    *("9999-12-31", "0001-01-01", "-1/3", "٣", "\u202e", "\ud800", "status quo of n", "supposed: "),
    *("supposed: " + "(" * 5_000, "supposed: " + "not " * 5_000 + "talks", "denied: n = 1 / 0"),
    *("supposed: n = 1" + " * 999999999999" * 300, "supposed: day(talks) + 99999 months = day(x)"),
    {"like": 0, "terms": {}, "events": {}},
    {"like": 10**9, "terms": {}, "events": {}},
    ["m", 0, 1, 3_000_000],
    ["p", [], list(range(2_000))],
    ["s", [], [[[["r", 0], 1]]]],
    ["a", [[0, "1/" + "9" * 60]], "9" * 60, True],
)
"""What is put in the place of a part."""

PIECES = (
    *(b"NaN", b"Infinity", b"-0", b"1e9", b"1.5", b"\x00", b"\xff", b'"like": 0, ', b"[" * 3_000),
    *(
        b'{"a": ' * 3_000,
        b'"claim": "all", ',
        b"9" * 6_000,
        b"\\ud800",
        b"\\u0000",
        b",",
        b"]",
        b"}",
    ),
)


@cache
def certificates() -> tuple[dict[str, Any], ...]:
    """Return real certificates, with the words that they cite."""
    labour = ("certify", "mediator", "port", "-L", str(EXAMPLES / "labour"), "--words")
    with TemporaryDirectory() as folder:
        (Path(folder) / "a.terms").write_text(TIMES, encoding="utf-8")
        times = ("certify", "p", "-L", folder, "--words")
        return tuple(json.loads(run(*asked).out) for asked in (labour, times))


def input_of(form: str, seed: int) -> bytes:
    """Return the input of ``seed``."""
    chance = Random(f"certificate {form} {seed}")
    record = json.loads(json.dumps(chance.choice(certificates())))
    if form == "structured":
        for _ in range(chance.randint(1, 4)):
            _change(record, chance)
        if chance.random() < 0.8:
            _sign(record)
        return json.dumps(record).encode()
    data = json.dumps(record).encode()
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(data) + 1)
        end = at + chance.choice((0, 0, 1, 20))
        put = chance.choice((b"", bytes([chance.randrange(256)]), chance.choice(PIECES)))
        data = data[:at] + put + data[end:]
    return data


def _sign(record: Any) -> None:
    """Let the digests fit the changed words, so that the checker reads on."""
    cases = record.get("cases")
    for case in cases if isinstance(cases, list) else ():
        if isinstance(case, dict) and isinstance(case.get("words"), dict):
            case["digest"] = digest(case["words"])


def _change(record: Any, chance: Random) -> None:
    """Change one part of a tree in its place."""
    places: list[Any] = [record]
    for each in places:
        inner = each.values() if isinstance(each, dict) else each
        places += [part for part in inner if isinstance(part, dict | list) and part]
    chosen = chance.choice(places)
    keys = sorted(chosen) if isinstance(chosen, dict) else range(len(chosen))
    key = chance.choice(keys)
    way = chance.randrange(5)
    if way == 0:
        del chosen[key]
    elif way == 1:
        chosen[key] = chance.choice(HOSTILE)
    elif way == 2:
        chosen[key] = json.loads(json.dumps(chance.choice(places)))
    elif way == 3 and isinstance(chosen, list):
        chosen[key:key] = [chosen[key]] * chance.choice((1, 2, 50))
    elif isinstance(chosen[key], int) and not isinstance(chosen[key], bool):
        chosen[key] += chance.choice((-1, 1, 10**6, -(10**6)))
    elif isinstance(chosen[key], str):
        text, at = chosen[key], chance.randint(0, len(chosen[key]))
        put = chance.choice(("(", ")", "not ", " = ", "9", '"', "\n", " and truce", "[", "@", "é"))
        chosen[key] = text[:at] + put + text[at:]


def checked(data: bytes, sound: bool) -> None:
    """A certificate is accepted or refused with a reason, within bounded time."""
    del sound
    start, text = process_time(), data.decode("utf-8", "replace")
    for files in (None, {"a.terms": TIMES}):
        try:
            assert verify(text, files)
        except Refused:
            continue
    assert process_time() - start < SECONDS * (1 + len(data) / 1_000_000)
