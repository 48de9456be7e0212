"""Raw inputs: real texts with bytes and lines changed, from a seed."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random

from tests.fuzz.texts import library_text

ROOT = Path(__file__).resolve().parents[2]
PIECES = (
    *(b"{", b"}", b"[", b"]", b"(", b")", b'"', b"\\", b"#", b"@", b"..", b",", b":", b";", b"="),
    *(b"\x00", b"\xff", b"\xef\xbb\xbf", b"\r", b"\r\n", b"\n", b"\t", b"\x1b[31m", b"\x7f"),
    *("\u202e".encode(), "\u200b".encode(), "\u2028".encode(), "\u0456".encode(), "٣".encode()),
    *(b"not ", b"if ", b"only after ", b"one of {", b"readings {", b"overrides ", b"by phase "),
    *(b"99999999999999999999", b"1e9", b"0.", b"-", b"2025-02-30", b"9999-13", b"0000", b"1/0"),
    *(b"for each v in s: ", b"none", b"demands", b"a.b.c", b"```terms\n", b"```\n", b"(" * 300),
)
"""What is put in: signs and words of the language, and what texts should not hold."""


@cache
def corpus() -> tuple[bytes, ...]:
    """Return real texts of this project that are small enough to be changed often."""
    files = sorted(
        [
            *ROOT.glob("proposals/examples/**/*.terms"),
            *ROOT.glob("tests/library/spec/*.terms"),
            *ROOT.glob("docs/guide/*.md"),
        ]
    )
    texts = [file.read_bytes() for file in files]
    return tuple(text for text in texts if len(text) < 12_000)


def raw(seed: int) -> bytes:
    """Return the raw input of ``seed``: a text with up to eight changes, or mere bytes."""
    chance = Random(f"raw {seed}")
    if chance.random() < 0.05:
        return chance.randbytes(chance.randint(0, 200))
    start = chance.random()
    text = chance.choice(corpus()) if start < 0.7 else library_text(seed).encode()
    for _ in range(chance.randint(1, 8)):
        text = _changed(text, chance)
    return text


def _changed(text: bytes, chance: Random) -> bytes:
    """Return ``text`` with one change."""
    at, end = sorted(chance.randint(0, len(text)) for _ in range(2))
    short = min(end, at + chance.randint(1, 30))
    match chance.randrange(6):
        case 0:
            return text[:at] + chance.choice(PIECES) + text[at:]
        case 1:
            return text[:at] + text[short:]
        case 2:
            return text[:at] + text[at:short] * chance.randint(2, 5) + text[short:]
        case 3:
            return text[:at] + bytes([chance.randrange(256)]) + text[at + 1 :]
        case 4:
            lines = text.split(b"\n")
            one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
            lines[one], lines[other] = lines[other], lines[one]
            return b"\n".join(lines)
        case _:
            other_text = chance.choice(corpus())
            from_ = chance.randint(0, len(other_text))
            return text[:at] + other_text[from_ : from_ + 200] + text[short:]
