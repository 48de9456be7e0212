"""Hostile libraries: each beside the codes and the status that a check of it must give.

A text is made when it is needed, because some are large. Codes of mere
remarks (``TC301`` and beyond that are warnings) are left out of the tables.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

MIB = 2**20
MANY = 30_000
"""How often a sign is repeated; reading takes time in proportion, which other tests state."""
NINES = "9" * 40


@dataclass(frozen=True)
class Case:
    """What stands on standard input of ``check``, the error codes and the status it gives.

    ``aside`` is what it says on standard error.
    """

    name: str
    make: Callable[[], str | bytes]
    codes: tuple[str, ...] = ()
    status: int = 1
    aside: str = ""


Row = tuple[str, str, str]


def rows(table: Sequence[Row], around: str = "%s") -> list[Case]:
    """Return cases of short texts; each has one code, or none and the status 0."""
    return [
        Case(name, partial(around.replace, "%s", text), (code,) if code else (), int(bool(code)))
        for name, text, code in table
    ]


def clause(text: str) -> str:
    """Return a library with a rule that says ``text``, beside a little vocabulary."""
    return f"{BASE}rule hostile: {text}\n"


BASE = """party north "North"
unit km
set s = {one, two}
term a: bool
term b: bool
term wide: 0..300 km or none
term depth: 0..300 km
term share: decimal 0..100 %
term colour: {red, green}
event talks
event vote
define ok = a or b
"""

DEEP = [
    Case("thousands of nested brackets", lambda: clause("(" * MANY + "a" + ")" * MANY), ("TC120",)),
    Case("thousands of `not`", lambda: clause("not " * MANY + "a"), ("TC120",)),
    Case("a file of round brackets", lambda: "(" * MANY, ("TC101",)),
    Case("a file of square brackets", lambda: clause("a" + "[" * MANY), ("TC101",)),
    Case("a file of braces", lambda: "{" * MANY, ("TC101",)),
    Case("a file of closing brackets", lambda: ")" * MANY, ("TC109",)),
    Case("a file of closing braces", lambda: "}\n" * 10_000, ("TC109",)),
    Case("a file of commas", lambda: "," * MANY, ("TC101",)),
    Case("a file of quotes", lambda: '"' * MANY, ("TC101",)),
    Case("a file of backslashes", lambda: "\\" * MANY, ("TC115",)),
    Case("a file of exclamation marks", lambda: clause("!" * MANY), ("TC115",)),
    Case("a file of line ends", lambda: "\n" * 2 * MIB, (), 0),
    Case("a file of blanks", lambda: " " * 2 * MIB, (), 0),
    Case("a file of comments", lambda: "#\n" * MANY, (), 0),
    Case("one comment", lambda: "#" * 2 * MIB, (), 0),
    Case("a file of semicolons", lambda: ";" * MANY, (), 0),
    Case("thousands of `and`", lambda: clause("a" + " and b" * MANY), (), 0),
    Case("thousands of plus signs", lambda: clause("1" + "+1" * MANY + "=1"), ("TC120",)),
    Case("fifty thousand minus signs", lambda: clause("-" * 50_000 + "1 = 1"), ("TC120",)),
    Case("ten thousand blocks", lambda: "proposal p {\n" * 10_000, ("TC108", "TC130", "TC202")),
    Case("nested alternatives", lambda: 'proposal p "P" { c: ' + "one of { a: " * 10_000, ("TC108", "TC120")),
    Case("nested loops", lambda: clause("for each x in s: " * 5_000 + "a"), ("TC120",)),
    Case("a thousand chained definitions", lambda: "term t: bool\ndefine d0 = t\n" + "".join(f"define d{n} = d{n - 1}\n" for n in range(1, 1000)) + "rule r: d999\n", ("TC243",)),
    Case("doubling definitions", lambda: "term t: bool\ndefine d0 = t\n" + "".join(f"define d{n} = d{n - 1} and d{n - 1}\n" for n in range(1, 90)) + "rule r: d80\n", ("TC242",)),
    Case("a faulty line a hundred thousand times", lambda: "x\n" * 100_000, ("TC101", "TC130")),
    Case("thousands of wrong names", lambda: "".join(f"rule r{n}: no{n}\n" for n in range(3_000)), ("TC201",)),
    Case("one declaration ten thousand times", lambda: "term t: bool\n" * 10_000, ("TC202",)),
    Case("thousands of names that are nearly right", lambda: "".join(f"term abcdefghij{n}: bool\n" for n in range(900)) + "".join(f"rule r{n}: abcdefghji{n}x\n" for n in range(900)), ("TC201",)),
    Case("a name of a million letters", lambda: f"party {'a' * MIB}\n", ("TC121",)),
    Case("a path of a hundred thousand names", lambda: clause("a" + ".b" * 100_000), ("TC121",)),
    Case("a text of two million letters", lambda: f'party a "{"x" * (2 * MIB - 99)}"\n', (), 0),
    Case("a text of a million escapes", lambda: 'party a "' + '\\"' * 900_000 + '"\n', (), 0),
]  # fmt: skip

LARGE = [
    Case("a set of 10,001", lambda: f"set s = {{{', '.join(f'm{n}' for n in range(10_001))}}}\n", ("TC240",)),
    Case("a type of 1,001 values", lambda: f"term t: {{{', '.join(f'm{n}' for n in range(1_001))}}}\n", ("TC240",)),
    Case("a type of 1,000 values", lambda: f"term t: {{{' < '.join(f'm{n}' for n in range(1_000))}}}\nrule r: t >= m500\n", (), 0),
    Case("two types of 900 values", lambda: "".join(f"term {t}: {{{', '.join(f'm{n}' for n in range(900))}}}\n" for t in "tu") + "rule r: t = u\n", (), 0),
    Case("a family of a million", lambda: "set d = {a, b, c, d, e, f, g, h, i, j}\nterm t[d, d, d, d, d, d]: bool\n", ("TC241",)),
    Case("many large families", lambda: "set d = {a, b, c, d, e, f, g, h, i, j}\n" + "".join(f"term t{n}[d, d, d, d, d]: bool\n" for n in range(12)), ("TC239",)),
    Case("many large sets", lambda: f"set s = {{{', '.join(f'm{n}' for n in range(9_999))}}}\n" + "".join(f"set s{n} = s\n" for n in range(5_000)), ("TC239",)),
    Case("three thousand phases", lambda: "".join(f'phase p{n} "p"{" default" * (not n)}\n' for n in range(3000)) + "term t: bool by phase\nrule r: t\n", ("TC239",)),
    Case("a clause over all triples", lambda: f"set s = {{{', '.join(f'm{n}' for n in range(100))}}}\nterm t[s]: bool\nrule r: for each x in s: for each y in s: for each z in s: t[x] or t[y] or t[z]\n", ("TC242",)),
    Case("a count of half of three thousand", lambda: "".join(f"term t{n}: bool\n" for n in range(3000)) + f"rule r: at least 1500 of ({', '.join(f't{n}' for n in range(3000))})\n", ("TC242",)),
    Case("a count of more than there are", lambda: clause("at least 999 of (a, b)"), ("TC350",)),
    Case("amendments in a circle", lambda: 'term t: bool\nproposal a "A" amends b { c: t }\nproposal b "B" amends a { c: t }\n', ("TC267",)),
    Case("units in a circle", lambda: "unit a = 2 b\nunit b = 2 a\n", ("TC271",)),
    Case("sets in a circle", lambda: "set a = b except {x}\nset b = a except {y}\n", ("TC271",)),
    Case("definitions in a circle", lambda: "define a = not b\ndefine b = not a\n", ("TC270",)),
    Case("five hundred overrides in a circle", lambda: 'term t: bool\nproposal p "P" {' + "\n".join(f"c{n}: t overrides c{(n + 1) % 500}" for n in range(500)) + "}\n", ("TC260",)),
    Case("a trillion combinations of readings", lambda: 'term t: bool\nproposal p "P" {' + "\n".join(f"c{n}: readings {{ a: t; b: not t }}" for n in range(40)) + "}\n", (), 0),
    Case("a sum of ten thousand", lambda: f"set s = {{{', '.join(f'm{n}' for n in range(9_999))}}}\nterm t[s]: 0..9\nrule r: sum(x in s: t[x]) <= 50\n", (), 0),
    Case("three hundred positions", lambda: 'term t: bool\nparty p "P"\n' + "".join(f"position p on {1900 + n // 336}-{n // 28 % 12 + 1:02}-{n % 28 + 1:02} attested own {{ r: red line t }}\n" for n in range(300)), (), 0, "not certified: 200 of 300 verdicts\n"),
]  # fmt: skip

NUMBERS = rows(
    [
        ("five thousand digits", "depth = " + "9" * 5000, "TC117"),
        ("a million digits", "depth = " + "9" * 1_000_000, "TC117"),
        ("forty-one digits", "depth = " + "9" * 41, "TC117"),
        ("five thousand decimals", "depth = 0." + "1" * 5000, "TC117"),
        ("an exponent", "depth = 1e999999999", "TC117"),
        ("a negative exponent", "depth = 1e-999999999", "TC117"),
        ("hexadecimal digits", "depth = 0xff", "TC116"),
        ("two underscores", "depth = 1__000", "TC117"),
        ("two points", "depth = 1.5.5", "TC115"),
        ("a point without digits", "depth = 1. km", "TC115"),
        ("infinity", "depth = inf", "TC201"),
        ("not a number", "depth = nan", "TC201"),
        ("a division by zero", "depth / 0 >= 1 km", "TC232"),
        ("a division by a difference of zero", "depth / (1 - 1) >= 1 km", "TC232"),
        ("a division by a term", "depth / depth = 1", "TC231"),
        ("a product that is too long", f"depth * {NINES} * {NINES} > 1 km", "TC117"),
        ("a sum that is too long", f"depth + {NINES} km + {NINES} km > 1 km", "TC117"),
        ("a quotient that is too long", f"depth / {NINES} / {NINES} > 1 km", "TC117"),
        ("a number of another unit", "depth = 5 km + 3 days", "TC230"),
        ("30 February", "talks by 2025-02-30", "TC118"),
        ("29 February of a common year", "talks by 2025-02-29", "TC118"),
        ("29 February of 1900", "talks by 1900-02-29", "TC118"),
        ("month 0", "talks by 2025-00", "TC118"),
        ("month 13", "talks by 2025-13-01", "TC118"),
        ("day 32", "talks by 2025-01-32", "TC118"),
        ("year 0", "talks by 0000-01-01", "TC118"),
        ("year 10000", "talks by 10000-01-01", "TC118"),
        ("year 9999", "talks by 9999-12-31", "TC238"),
        ("year 1", "talks by 0001-01-01", "TC238"),
        ("a length of 999,999,999 years", "talks at least 999999999 years after vote", "TC238"),
        ("a length of forty digits", f"talks at least {NINES} days after vote", "TC238"),
        ("half a day", "talks at least 0.5 days after vote", "TC117"),
        ("a count of forty digits", f"at least {NINES} of (a, b)", "TC350"),
        ("a range turned round", "depth in 5 km..3 km", "TC234"),
    ],
    clause("%s"),
)
"""What stands in a rule beside a sound vocabulary."""

TYPES = rows(
    [
        ("a range of a quintillion", "term t: 0..1_000_000_000_000_000_000\n", "TC236"),
        ("a range of forty digits", f"term t: -{NINES}..{NINES}\n", "TC236"),
        ("a range by scale words", "term t: 0..999_999_999 billion\n", "TC236"),
        ("a range turned round", "term t: 5..3\n", "TC234"),
        ("a range of halves", "term t: 0.5..3\n", "TC235"),
        ("a range of nothing but one", "term t: 3..3\n", ""),
        ("a type without values", "term t: {}\n", "TC101"),
        ("a value twice", "term t: {x, x}\n", "TC249"),
        ("a set without members", "set s = {}\n", "TC101"),
        ("a member twice", "set s = {x, x}\n", "TC249"),
        ("a unit of nothing", "unit m\nunit n = 0 m\n", "TC244"),
        ("a unit below nothing", "unit m\nunit n = -3 m\n", "TC244"),
        ("a unit of itself", "unit m = 2 m\n", "TC271"),
        ("units that grow", "unit a\nunit b = 9" + "0" * 38 + " a\nunit c = 9" + "0" * 38 + " b\n", "TC117"),
        ("units that shrink", "unit a\nunit b = 0." + "0" * 37 + "1 a\nunit c = 0." + "0" * 37 + "1 b\n", "TC117"),
        ("a constant that is too long", f"constant c = {NINES}0\n", "TC117"),
        ("a definition that squares itself away", f"define d = {NINES}\ndefine e = d * d\n", "TC117"),
        ("a status quo out of range", "term t: 0..5 now 9\n", "TC233"),
        ("a status quo that nothing declares", "term t: 0..5 now red\n", "TC201"),
    ]
)  # fmt: skip

TEXTS = [
    Case("a byte order mark", lambda: b"\xef\xbb\xbfparty a\n", (), 0),
    Case("two byte order marks", lambda: b"\xef\xbb\xbf\xef\xbb\xbfparty a\n", ("TC112",)),
    Case("line ends of Windows", lambda: b"party a\r\nparty b\r\n", (), 0),
    Case("line ends of old", lambda: b"party a\rparty b\r", ("TC111",)),
    Case("a file of lone carriage returns", lambda: b"\r" * MANY, ("TC111",)),
    Case("a file of NUL", lambda: b"\0" * MANY, ("TC111",)),
    Case("a file of controls", lambda: b"\x01" * MANY, ("TC111",)),
    Case("UTF-16, little end first", lambda: "party a\n".encode("utf-16"), ("TC189",), 2),
    Case("UTF-16 without a mark", lambda: "party a\n".encode("utf-16-le"), ("TC101", "TC111")),
    Case("UTF-32", lambda: "party a\n".encode("utf-32"), ("TC189",), 2),
    Case("Latin 1", lambda: b'party a "caf\xe9"\n', ("TC189",), 2),
    Case("half a letter at the end", lambda: b'party a "x"\n#\xe2\x82', ("TC189",), 2),
    Case("an overlong slash", lambda: b"#\xc0\xaf\n", ("TC189",), 2),
    Case("half a surrogate pair", lambda: b"#\xed\xa0\x80\n", ("TC189",), 2),
    Case("a letter beyond Unicode", lambda: b"#\xf4\x90\x80\x80\n", ("TC189",), 2),
    Case("random bytes", lambda: bytes(n * 7919 % 251 for n in range(100_000)), ("TC189",), 2),
    Case("a compiled program", lambda: b"\x7fELF\x02\x01\x01" + b"\0" * 1000, ("TC111",)),
    Case("an archive", lambda: b"PK\x03\x04\x14\0\0\0", ("TC101", "TC111")),
    Case("an empty file", lambda: b"", (), 0),
    Case("a file without a last line end", lambda: b'party a "A"', (), 0),
    Case("a file of zero-width spaces", lambda: "\u200b" * MANY, ("TC112",)),
    Case("a file of curly quotes", lambda: "\u201c" * 20_000, ("TC115",)),
    Case("a file of full-width digits", lambda: "\uff11" * MANY, ("TC114",)),
    Case("a file of Cyrillic letters", lambda: "\u0430" * MANY, ("TC113",)),
    Case("a file of combining marks", lambda: "a" + "\u0301" * 20_000, ("TC101",)),
    Case("bidi controls in a text", lambda: 'party a "\u202ex\u2066y"\n', (), 0),
    Case("zero-width characters in a text", lambda: 'party a "x\u200by\u200dz"\n', (), 0),
    Case("a bidi control in a comment", lambda: "# \u202ex\nparty a\n", (), 0),
    Case("a prose of bidi controls", lambda: "\u202e" * 1000, ("TC112",)),
]  # fmt: skip

LETTERS = rows(
    [
        ("a NUL", "a\x00", "TC111"),
        ("a lone carriage return", "a\rand b", "TC111"),
        ("a line separator", "a\u2028", "TC111"),
        ("a paragraph separator", "a\u2029", "TC111"),
        ("a next line", "a\x85", "TC111"),
        ("a form feed", "a\x0c", "TC111"),
        ("an escape sequence", "a\x1b[31m", "TC111"),
        ("a control of eight bits", "a\x9b31m", "TC111"),
        ("a delete", "a\x7f", "TC111"),
        ("a character that is none", "a\ufffe", "TC111"),
        ("a bidi override", "a and \u202eb", "TC112"),
        ("a bidi isolate", "a and \u2066b", "TC112"),
        ("a mark of direction", "a and \u200fb", "TC112"),
        ("an Arabic mark of direction", "a and \u061cb", "TC112"),
        ("a zero-width space", "a and \u200bb", "TC112"),
        ("a zero-width joiner", "a\u200d", "TC112"),
        ("a word joiner", "a\u2060", "TC112"),
        ("a byte order mark amid the text", "\ufeffa", "TC112"),
        ("a soft hyphen", "a\xad", "TC112"),
        ("a Hangul filler", "a and \u115fb", "TC113"),
        ("a Cyrillic letter", "\u0430", "TC113"),
        ("a Greek letter", "\u03b1", "TC113"),
        ("a full-width letter", "\uff41", "TC113"),
        ("a mathematical letter", "\U0001d41a", "TC113"),
        ("an accent of its own", "a\u0301", "TC115"),
        ("a Cyrillic letter in a word of the language", "a \u0430nd b", "TC113"),
        ("full-width digits", "depth <= \uff13 km", "TC114"),
        ("Arabic digits", "depth <= \u0663 km", "TC114"),
        ("mathematical digits", "depth <= \U0001d7d1 km", "TC114"),
        ("a raised digit", "depth <= \u00b3 km", "TC113"),
        ("a full-width bracket", "\uff08a)", "TC115"),
        ("a full-width equals sign", "depth \uff1d 3 km", "TC115"),
        ("a no-break space", "a\xa0and b", "TC115"),
        ("an ideographic space", "a\u3000and b", "TC115"),
        ("an emoji", "a \U0001f91d b", "TC115"),
        ("curly quotes", "a note \u201cx\u201d", "TC115"),
    ],
    clause("%s"),
)
"""Characters in a rule, outside of texts."""

LOGIC = [
    Case("a party without red lines", lambda: 'party p "P"\nterm t: bool\nposition p attested own { d: demand t }\n', (), 0),
    Case("an empty position", lambda: 'party p "P"\nposition p attested own { }\n', (), 0),
    Case("an empty proposal", lambda: 'proposal p "P" { }\n', (), 0),
    Case("an empty check", lambda: 'check "c" { }\n', (), 0),
    Case("a party that contradicts itself", lambda: 'party p "P"\nterm t: bool\nposition p on 2030 attested own { x: red line t; y: red line not t }\n', ("TC352",)),
    Case("a text that contradicts itself", lambda: 'term t: bool\nproposal p "P" { x: t; y: not t }\n', ("TC351",)),
    Case("rules that contradict each other", lambda: "term t: bool\nrule x: t\nrule y: not t\n", ("TC350",)),
    Case("a check that is always true", lambda: 'term t: bool\nproposal p "P" { x: t or not t }\ncheck "c" { given p; expect compatible }\n', (), 0),
    Case("a check that supposes what cannot be", lambda: 'term t: bool\nrule r: t\nproposal p "P" { x: t }\ncheck "c" { given p; suppose not t; expect compatible }\n', ("TC508",)),
    Case("a check of nothing", lambda: 'term t: bool\ncheck "c" { expect compatible }\n', (), 0),
    Case("a clause that is never true", lambda: 'term t: bool\nproposal p "P" { x: t and not t }\n', ("TC351",)),
    Case("a false rule", lambda: "rule r: false\n", ("TC350",)),
    Case("a red line that is false", lambda: 'party p "P"\nposition p on 2030 attested own { x: red line false }\n', ("TC352",)),
    Case("an acceptance of what is excluded", lambda: 'party p "P"\nterm t: bool\nposition p on 2030 attested own { x: red line t; y: accepts not t }\n', ("TC353",)),
    Case("pigeons in holes", lambda: pigeons(12), ("TC351", "TC501")),
    Case("two to the thirtieth conflicts, for a moment", lambda: pairs(30), ("TC351",), 1, "not certified: that these conflicts are all\n"),
]  # fmt: skip


def pigeons(number: int) -> str:
    """Return a library that asks for room for so many pigeons in one hole less."""
    names = [f"p{n}" for n in range(number)]
    holes = [f"h{n}" for n in range(number - 1)]
    limits = [f"at most 1 of ({', '.join(f'in[{p}] = {h}' for p in names)})" for h in holes]
    clauses = "\n".join(
        f"    c{n}: {each.replace('in[', 'hole[')}" for n, each in enumerate(limits)
    )
    return (
        f"set pigeons = {{{', '.join(names)}}}\nterm hole[pigeons]: {{{', '.join(holes)}}}\n"
        f'proposal many "Many" {{\n{clauses}\n}}\ncheck "c" {{ given many; expect compatible }}\n'
    )


def pairs(number: int) -> str:
    """Return a text with two to the power of ``number`` minimal conflicts."""
    terms = "".join(f"term x{n}: bool\nterm y{n}: bool\n" for n in range(number))
    goal = " and ".join(f"(x{n} or y{n})" for n in range(number))
    steps = "\n".join(f"    a{n}: not x{n}\n    b{n}: not y{n}" for n in range(number))
    return f'{terms}proposal p "P" {{\n    goal: {goal}\n{steps}\n}}\n'


TABLES = {
    "deep": DEEP,
    "large": LARGE,
    "numbers": NUMBERS,
    "types": TYPES,
    "texts": TEXTS,
    "letters": LETTERS,
    "logic": LOGIC,
}
