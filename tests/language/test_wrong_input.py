"""Wrong input: what is said of it, and where.

Each row is a text beside the codes and places that a drafter would expect. The
characters that are not seen, or that look like others, are written as escapes.
"""

from __future__ import annotations

import time

import pytest

from termcheck.language.decode import decode
from termcheck.language.parser import Parsed, parse, parse_formula

Found = list[tuple[str, int, int]]
Row = tuple[str, str, Found]

CLAUSES: list[Row] = [
    ("a lone carriage return", "c: a \rand b", [("TC111", 1, 6)]),
    ("a NUL", "c: a \x00and b", [("TC111", 1, 6)]),
    ("a line separator", "c: a \u2028and b", [("TC111", 1, 6)]),
    ("an escape sequence", "c: a \x1b[31m", [("TC111", 1, 6)]),
    ("a bidi override", "c: a and \u202eb", [("TC112", 1, 10)]),
    ("a bidi isolate", "c: a and \u2066b", [("TC112", 1, 10)]),
    ("a zero-width space", "c: a and \u200bb", [("TC112", 1, 10)]),
    ("a zero-width joiner in a name", "c: truce_\u200dline", [("TC112", 1, 10)]),
    ("a byte order mark amid the text", "c: \ufeffa", [("TC112", 1, 4)]),
    ("a soft hyphen in a name", "c: cease\xadfire", [("TC112", 1, 9)]),
    ("a Cyrillic letter in a name", "c: \u0430id if truce", [("TC113", 1, 4)]),
    ("a Greek letter in a label", "\u03bfne: aid", [("TC113", 1, 1)]),
    ("an accented letter", "c: caf\xe9 if truce", [("TC113", 1, 7)]),
    ("a Cyrillic letter in a keyword", "c: aid \u0456f truce", [("TC113", 1, 8)]),
    ("full-width digits", "c: depth <= \uff13\uff10 km", [("TC114", 1, 13)]),
    ("Arabic digits", "c: depth <= \u0663\u0660 km", [("TC114", 1, 13)]),
    ("curly quotes", "c: a note \u201cthe text\u201d", [("TC115", 1, 11)]),
    ("single quotes", "c: a note 'the text'", [("TC115", 1, 11)]),
    ("guillemets", "c: a note \xabthe text\xbb", [("TC115", 1, 11)]),
    ("two ampersands", "c: a && b", [("TC115", 1, 6)]),
    ("two bars", "c: a || b", [("TC115", 1, 6)]),
    ("an exclamation mark", "c: !a", [("TC115", 1, 4)]),
    ("an at-most sign of print", "c: depth \u2264 3", [("TC115", 1, 10)]),
    ("an en dash for a minus", "c: depth = x \u2013 3", [("TC115", 1, 14)]),
    ("a dollar sign", "c: price <= $ 3", [("TC115", 1, 13)]),
    ("a question mark", "c: a?", [("TC115", 1, 5)]),
    ("an emoji", "c: a \U0001f91d b", [("TC115", 1, 6)]),
    ("a stray at sign", "c: a if @ b", [("TC101", 1, 9)]),
    ("a stray comma", "c: a , b", [("TC101", 1, 6)]),
    ("a full stop at the end", "c: a.", [("TC115", 1, 5)]),
    ("a text that is not closed", 'c: a note "the text', [("TC110", 1, 11)]),
    ("a lone quote", 'c: a "', [("TC110", 1, 6)]),
    ("an odd escape", 'c: a note "C:\\drafts"', [("TC129", 1, 14)]),
    ("a unit glued to its number", "c: depth <= 30km", [("TC116", 1, 13)]),
    ("a number glued to a name", "c: 20points = b", [("TC116", 1, 4)]),
    ("five thousand digits", "c: depth = " + "9" * 5000, [("TC117", 1, 12)]),
    ("an exponent", "c: depth = 1e999999999", [("TC117", 1, 12)]),
    ("two underscores", "c: depth = 1__000", [("TC117", 1, 12)]),
    ("a decimal comma", "c: depth = 1,5 km", [("TC101", 1, 13)]),
    ("two points", "c: depth = 1.5.5", [("TC115", 1, 15)]),
    ("a count that is not whole", "c: at least 1.5 of (a, b)", [("TC117", 1, 13)]),
    ("30 February", "c: a by 2025-02-30", [("TC118", 1, 9)]),
    ("29 February of a common year", "c: a by 2025-02-29", [("TC118", 1, 9)]),
    ("month 13", "c: a by 2025-13", [("TC118", 1, 9)]),
    ("day 0", "c: a on 2025-01-00", [("TC118", 1, 9)]),
    ("year 0", "c: a by 0000-01-01", [("TC118", 1, 9)]),
    ("year 10000", "c: a by 10000-01-01", [("TC118", 1, 9)]),
    ("a month as a value", "c: depth = 2025-03", [("TC119", 1, 12)]),
    ("a month in a comparison of days", "c: day(a) < 2025-03", [("TC119", 1, 13)]),
    ("a subtraction without spaces", "c: depth = 2000-12", [("TC119", 1, 12)]),
    ("a round bracket that is not closed", "c: a if (b or d", [("TC108", 1, 9)]),
    ("a square bracket that is not closed", "c: zone[east = army", [("TC108", 1, 8)]),
    ("a brace that is not closed", "c: border in {open, closed", [("TC108", 1, 14)]),
    ("a round bracket too many", "c: a if b)", [("TC109", 1, 10)]),
    ("a square bracket too many", "c: zone[east]] = army", [("TC109", 1, 14)]),
    ("a bracket closed by another", "c: a if (b or d]", [("TC108", 1, 9)]),
    ("empty brackets", "c: a if ()", [("TC101", 1, 10)]),
    ("before", "c: vote before truce", [("TC105", 1, 9)]),
    ("before in a condition", "c: a if vote before truce", [("TC105", 1, 14)]),
    ("a reserved label", "note: a", [("TC103", 1, 1)]),
    ("a label that joins lines", "b: d\non: a", [("TC103", 2, 1)]),
    ("a label that is a condition", "b: d\nif: a", [("TC103", 2, 1)]),
    ("a label that stands for all", "all: a", [("TC104", 1, 1)]),
    ("a label that stands for demands", "demands: a", [("TC104", 1, 1)]),
    ("a label with dots", "ukraine.nato: a", [("TC101", 1, 1)]),
    ("a misspelt condition", "c: a unles b", [("TC102", 1, 6)]),
    ("a misspelt strength", "c: shoud a", [("TC102", 1, 4)]),
    ("a misspelt connective", "c: a adn b", [("TC102", 1, 6)]),
    ("a misspelt phrase", "c: a only afer b", [("TC102", 1, 6)]),
    ("a misspelt exchange", "c: a in retrun for b", [("TC102", 1, 6)]),
    ("a misspelt loop", "c: fro each x in S: t[x]", [("TC102", 1, 4)]),
    ("a misspelt tail", 'c: a form "point 1"', [("TC102", 1, 6)]),
    ("a misspelt function", "c: summ(x in S: t[x]) = 3", [("TC102", 1, 4)]),
    ("shall", "c: shall a", [("TC101", 1, 4)]),
    ("when", "c: a when b", [("TC101", 1, 6)]),
    ("after", "c: a after b", [("TC101", 1, 6)]),
    ("a chain of conditions", "c: a if b unless d", [("TC106", 1, 11)]),
    ("a chain of the same condition", "c: a if b if d", [("TC106", 1, 11)]),
    ("a condition after an exchange", "c: a in return for b if d", [("TC106", 1, 22)]),
    ("an exchange in brackets", "c: x or (a in return for b)", [("TC107", 1, 12)]),
    ("an exchange of three", "c: a in return for b in return for d", [("TC107", 1, 22)]),
    ("a chain of comparisons", "c: 3 < depth < 5", [("TC125", 1, 14)]),
    ("a chain of orders", "c: a only after b only after d", [("TC125", 1, 19)]),
    ("a label without its colon", "c a", [("TC101", 1, 3)]),
    ("two names in a row", "c: a b", [("TC101", 1, 6)]),
    ("two labels", "c: d: a", [("TC101", 1, 5)]),
    ("a confidence said twice", "c: a confidence low confidence high", [("TC124", 1, 21)]),
    ("an unknown confidence", "c: a confidence certain", [("TC101", 1, 17)]),
    ("a red line in a proposal", "c: red line a", [("TC123", 1, 4)]),
    ("a demand in a proposal", "c: demand weight 3: a", [("TC123", 1, 4)]),
    ("a preference in a proposal", "prefer a", [("TC123", 1, 1)]),
    ("a declaration in a block", "c: a\nterm x: bool\nd: b", [("TC122", 2, 1)]),
    ("a party in a block", 'c: a\nparty x "X"\nd: b', [("TC122", 2, 1)]),
    ("two faults in two clauses", "a: b d\ne: f\ng: h if (i", [("TC101", 1, 6), ("TC108", 3, 9)]),
    (
        "three faults in three clauses",
        "a: b if c if d\nb: depth <= 3km\nc: d\nd: a before b",
        [("TC106", 1, 11), ("TC116", 2, 13), ("TC105", 4, 6)],
    ),
    (
        "four faults in four clauses",
        'a: (b in return for c)\nb: a by 2025-02-30\non: x\nd: a note "x',
        [("TC107", 1, 7), ("TC118", 2, 9), ("TC103", 3, 1), ("TC110", 4, 11)],
    ),
    (
        "five faults in a row",
        "a: b)\nb: red line x\nc: depth = 1e9\nd: shoud x\ne: x && y",
        [("TC109", 1, 5), ("TC123", 2, 4), ("TC117", 3, 12), ("TC102", 4, 4), ("TC115", 5, 6)],
    ),
    ("a text and a bracket", 'a: b note "(\nb: d if (e\nc: f', [("TC110", 1, 11), ("TC108", 2, 9)]),
    ("an odd sign and a fault beside it", "a: b \xa7 c", [("TC115", 1, 6)]),
    ("a word in capitals", "c: a If b\nd: e", [("TC102", 1, 6)]),
    ("a NUL in a text", 'c: a note "x\x00y"', [("TC111", 1, 13)]),
    ("a lone carriage return in a text", 'c: a note "x\ry"', [("TC111", 1, 13)]),
    ("a line separator in a text", 'c: a note "x\u2028y"', [("TC111", 1, 13)]),
    ("a NUL in a comment", "c: a # x\x00y", [("TC111", 1, 9)]),
    ("a lone carriage return in a comment", "c: a # x\rd: b", [("TC111", 1, 9)]),
    ("two equals signs", "c: a == b", [("TC115", 1, 6)]),
    ("angle brackets for difference", "c: a <> b", [("TC115", 1, 6)]),
    ("a turned at-most sign", "c: depth =< 3", [("TC115", 1, 10)]),
    ("an arrow for a condition", "c: a => b", [("TC115", 1, 6)]),
    ("a heap of braces", "{" * 30, [("TC101", 1, 1)]),
    ("is", "c: border is open", [("TC101", 1, 11)]),
    ("a clause without a body", "c:", [("TC101", 1, 3)]),
    ("a condition without its end", "c: a if", [("TC101", 1, 8)]),
    ("a connective without its end", "c: a or", [("TC101", 1, 8)]),
    ("a comparison without its end", "c: depth <=", [("TC101", 1, 12)]),
]
"""Lines of a proposal: what is wrong with them, and each code with line and column."""

TEXTS: list[Row] = [
    ("an empty file", "", []),
    ("a file of blanks", " \n\t\n", []),
    ("a comment alone", "# nothing", []),
    ("a lone carriage return as line end", "party a \rparty b\n", [("TC111", 1, 9)]),
    ("no line feed at the end", "party ", [("TC101", 1, 6)]),
    ("a clause outside of every block", "c: a\nparty b\n", [("TC122", 1, 1)]),
    (
        "a clause between blocks",
        'proposal p "P" {\n    a: b\n}\nc: d\nproposal q {\n    e: f\n}\n',
        [("TC122", 4, 1)],
    ),
    ("an expectation outside of a check", "expect compatible\n", [("TC122", 1, 1)]),
    ("a brace that is not closed at the end", 'proposal p "P" {\n    a: b\n', [("TC108", 1, 16)]),
    (
        "a brace that is not closed before the next block",
        'proposal p "P" {\n    a: b\nproposal q "Q" {\n    c: d\n}\n',
        [("TC108", 1, 16)],
    ),
    ("a brace too many", 'proposal p "P" {\n    a: b\n}\n}\nparty x\n', [("TC109", 4, 1)]),
    (
        "a brace closed too early",
        'proposal p "P" {\n    a: b\n    }\n    c: d\n}\n',
        [("TC122", 4, 5)],
    ),
    ("a block without its brace", 'proposal p "P"\n    a: b\n}\n', [("TC101", 1, 15)]),
    ("a should in a position", "position north {\n    a: should b\n}\n", [("TC123", 2, 8)]),
    ("a position without a strength", "position north {\n    a: b = d\n}\n", [("TC123", 2, 8)]),
    ("a misspelt declaration", "partey north\n", [("TC102", 1, 1)]),
    ("a misspelt block", 'propsal p "P" {\n    a: b\n}\n', [("TC102", 1, 1)]),
    (
        "a misspelt expectation",
        'check "c" {\n    given p\n    expct compatible\n}\n',
        [("TC102", 3, 5)],
    ),
    (
        "a misspelt verdict",
        'check "c" {\n    given p\n    expect compatibel\n}\n',
        [("TC102", 3, 12)],
    ),
    ("a term without a colon", "term a bool\n", [("TC101", 1, 8)]),
    ("a type that is no type", "term a: text\n", [("TC101", 1, 9)]),
    ("a missing comma among values", "term a: {x y}\n", [("TC101", 1, 12)]),
    ("two kinds of values", "term a: {x < y, z}\n", [("TC101", 1, 15)]),
    ("a range with one dot", "term a: 0.5\n", [("TC101", 1, 12)]),
    ("a range with three dots", "term a: 0...5\n", [("TC115", 1, 12)]),
    ("a date said twice", 'source a "A" on 2025 on 2024\n', [("TC124", 1, 22)]),
    ("a reserved word as a name", "term note: bool\n", [("TC103", 1, 6)]),
    ("a name in quotes", 'party "North"\n', [("TC101", 1, 7)]),
    ("a dotted party", "party north.east\n", [("TC101", 1, 7)]),
    ("a name of two hundred and one letters", "party " + "a" * 201 + "\n", [("TC121", 1, 7)]),
    ("a term without `term`", 'flag: bool "x"\nrule a: flag\n', [("TC101", 1, 1)]),
    ("a family without `term`", "zone[towns]: {a < b} by phase\n", [("TC101", 1, 1)]),
    ("a number without `term`", "cap: 0..9 tonnes or none now none\n", [("TC101", 1, 1)]),
    ("an event without `event`", "signed decided by north\n", [("TC101", 1, 1)]),
    ("a set without `set`", "towns = {east, west}\n", [("TC101", 1, 1)]),
    ("a word that could be several", 'north "North"\n', [("TC101", 1, 1)]),
    ("an import", 'import "other.terms"\n', [("TC101", 1, 1)]),
    (
        "faults in declarations and clauses",
        'party 12\nterm a: 0..1e5\nproposal p "P" {\n    c: a if (b\n}\nevent of\n',
        [("TC101", 1, 7), ("TC117", 2, 12), ("TC108", 4, 13), ("TC103", 6, 7)],
    ),
    (
        "a fault in every block",
        (
            "proposal p {\n    c: a if b if d\n}\nposition n {\n    may x\n}\n"
            'check "c" {\n    given =\n}\n'
        ),
        [("TC106", 2, 15), ("TC123", 5, 5), ("TC101", 8, 11)],
    ),
    ("a term without a type", "term a:\nparty b\n", [("TC101", 1, 8)]),
    ("a misspelt red line", "position north {\n    a: red lin b\n}\n", [("TC102", 2, 8)]),
    ("a missing comma among members", "set s = {x y}\n", [("TC101", 1, 12)]),
]
"""Whole texts: what is wrong with them, and each code with line and column."""


ENDS = [
    ("party", "the text ends in the middle of a declaration"),
    ("party \n", "the text ends in the middle of a declaration"),
    ("party # who?\n\n# nobody\n", "the text ends in the middle of a declaration"),
    ("party\nparty north\n", "the line ends in the middle of a declaration"),
    ("proposal p {\n    c: a <=\n}\n", "the line ends in the middle of a clause"),
    ("check c {\n    given\n}\n", "the line ends in the middle of a check"),
]


@pytest.mark.parametrize(("text", "message"), ENDS)
def test_what_is_missing_at_an_end_is_missed_after_the_last_word(text: str, message: str) -> None:
    """The place is right after the last word of the unfinished line, and inside the text."""
    found = [each for each in parse("case.terms", text).diagnostics if "ends in" in each.message]
    lines = text.split("\n")
    unfinished = next(line for line in lines if line.split(" #")[0].strip() in _UNFINISHED)
    end = text.index(unfinished) + len(unfinished.split(" #")[0].rstrip())
    assert [(each.message, each.span.start) for each in found] == [(message, end)]
    assert found[0].span.end <= len(text)


_UNFINISHED = ("party", "c: a <=", "given")


def test_a_formula_is_no_clause() -> None:
    """A formula of a command line that breaks off is told as what it is."""
    _, (found,) = parse_formula("--suppose", "quota <= ")
    said = "the text ends in the middle of a formula"
    assert (found.message, found.span.start) == (said, len("quota <="))


SUGGESTIONS = [
    ("a misspelt condition", "c: a unles b", "did you mean `unless`?"),
    ("a misspelt strength", "c: shoud a", "did you mean `should`?"),
    ("a misspelt connective", "c: a adn b", "did you mean `and`?"),
    ("a misspelt phrase", "c: a only afer b", "did you mean `only after`?"),
    ("a misspelt exchange", "c: a in retrun for b", "did you mean `in return for`?"),
    ("a misspelt function", "c: summ(x in S: t[x]) = 3", "did you mean `sum`?"),
    ("two ampersands", "c: a && b", "write `and`"),
    ("full-width digits", "c: depth <= \uff13\uff10 km", "write `30`"),
    ("a glued unit", "c: depth <= 30km", "a unit follows after a space: `30 km`"),
    ("a month as a value", "c: depth = 2025-03", "name a day, as `2025-03-01`"),
    ("a label without its colon", "c a", "if `c` is meant as the label, a `:` follows it"),
    ("when", "c: a when b", "write `if`"),
    ("shall", "c: shall a", "leave it out"),
    ("before as a precondition", "c: b before a", "`b only after a`"),
    ("before as mere order", "c: b before a", "`day(a) < day(b) if a and b`"),
]
"""Lines of a proposal: what is wrong with them, and what the help says among other things."""

BYTES = [
    ("a byte order mark", b"\xef\xbb\xbfparty a\n", "party a\n", []),
    ("line ends of Windows", b"party a\r\nparty b\r\n", "party a\nparty b\n", []),
    ("an empty file", b"", "", []),
    ("a lone byte", b"party \xff", "", ["TC189"]),
    ("a letter of Latin 1", b'note "caf\xe9"', "", ["TC189"]),
    ("half a letter", b"party a\n\xc3(", "", ["TC189"]),
    ("an overlong NUL", b"\xc0\x80", "", ["TC189"]),
    ("half of a surrogate pair", b"\xed\xa0\x80", "", ["TC189"]),
    ("UTF-16, little end first", b"\xff\xfe" + "a".encode("utf-16-le"), "", ["TC189"]),
    ("UTF-16, big end first", b"\xfe\xff" + "a".encode("utf-16-be"), "", ["TC189"]),
]
"""Bytes of a file: what is wrong with them, the text and the codes."""

LITERATE: list[Row] = [
    ("prose alone", "# A title\n\nparty a b\n", []),
    ("a block of another tag", "```text\nparty a b\n```\n", []),
    ("a block without a tag", "```\nparty a b\n```\n", []),
    ("a block of terms", "# A title\n\n```terms\nparty a b\n```\n", [("TC101", 4, 9)]),
    ("prose after a block", "```terms\nparty a\n```\n\nparty b c\n", []),
    (
        "a fault in each of two blocks",
        "```terms\nparty a b\n```\nIt is so.\n```terms\nparty c: d\n```\n",
        [("TC101", 2, 9), ("TC101", 6, 8)],
    ),
    (
        "a text that its block leaves open",
        '```terms\nparty a "A\n```\n```terms\nparty b c\n```\n',
        [("TC110", 2, 9), ("TC101", 5, 9)],
    ),
    ("a block that is not closed", "```terms\nparty a b\n", [("TC101", 2, 9)]),
    ("a fence of tildes", "~~~terms\nparty a b\n~~~\n", [("TC101", 2, 9)]),
    ("a shorter fence inside", "````text\n```terms\nparty a b\n```\n````\n", []),
    ("a turned line in prose", "\u202eprose\n```terms\nparty a\n```\n", []),
    ("a turned line in a block", "```terms\nparty \u202ea\n```\n", [("TC112", 2, 7)]),
]
"""Literate files: what is about them, and each code with its place in the Markdown."""

LARGE = [
    ("a million brackets", "c: " + "(" * 500_000 + "a" + ")" * 500_000, ["TC120"]),
    ("a hundred thousand `not`", "c: " + "not " * 100_000 + "a", ["TC120"]),
    ("a long sum without a quantifier", "c: 1" + " + 1" * 100_000 + " = d", ["TC120"]),
    ("a hundred thousand `and`", "c: a" + " and a" * 100_000, []),
    ("a hundred thousand lines of `or`", "c: a" + "\n    or b" * 100_000, []),
    ("a hundred thousand square brackets", "c: a" + "[" * 100_000, ["TC101"]),
    ("brackets that close nothing", "c: a" + ")" * 100_000, ["TC109"]),
    ("a hundred thousand quotes", "c: a" + '"' * 100_000, ["TC101"]),
]
"""Lines of a proposal that are very long or deep, and the codes of the first line."""

PATIENCE = 60.0
"""Seconds in which each of these is read, on a machine that is busy with other things."""


def in_block(lines: str) -> str:
    """Return a text with ``lines`` in a proposal, each indented by four blanks."""
    return 'proposal p "P" {\n' + "".join(f"    {line}\n" for line in lines.split("\n")) + "}\n"


def places(parsed: Parsed) -> Found:
    """Return code, line and column of each diagnostic."""
    found = [(each.code, parsed.source.place(each.span.start)) for each in parsed.diagnostics]
    return [(code, place.line, place.column) for code, place in found]


def places_in_block(lines: str) -> Found:
    """Return code, line and column of each diagnostic of ``lines`` in a proposal."""
    found = places(parse("wrong.terms", in_block(lines)))
    return [(code, line - 1, column - 4) for code, line, column in found]


def names(rows: list[Row]) -> list[str]:
    """Return what the rows of a table are about."""
    return [row[0] for row in rows]


@pytest.mark.parametrize("row", CLAUSES, ids=names(CLAUSES))
def test_a_wrong_clause_has_its_code_and_place(row: Row) -> None:
    """Each wrong line in a proposal has one message, of the right kind, where it went wrong."""
    assert places_in_block(row[1]) == row[2]


@pytest.mark.parametrize("row", TEXTS, ids=names(TEXTS))
def test_a_wrong_text_has_its_codes_and_places(row: Row) -> None:
    """Of a wrong text, each fault has one message, of the right kind, where it went wrong."""
    assert places(parse("wrong.terms", row[1])) == row[2]


@pytest.mark.parametrize(("about", "lines", "advice"), SUGGESTIONS)
def test_a_message_says_what_to_write_instead(about: str, lines: str, advice: str) -> None:
    """The help of the only message names what was probably meant."""
    found = parse("wrong.terms", in_block(lines)).diagnostics
    assert (about, [advice in each.help for each in found]) == (about, [True])


@pytest.mark.parametrize(("about", "data", "text", "codes"), BYTES)
def test_bytes_are_utf_8_or_refused(about: str, data: bytes, text: str, codes: list[str]) -> None:
    """Bytes become a text with plain line ends and no byte order mark, or have a message."""
    found, diagnostics = decode("wrong.terms", data)
    assert (about, found, [each.code for each in diagnostics]) == (about, text, codes)


@pytest.mark.parametrize("row", LITERATE, ids=names(LITERATE))
def test_a_literate_file_has_messages_for_its_blocks_alone(row: Row) -> None:
    """Messages about a literate file are about its blocks of terms, at places in the Markdown."""
    assert places(parse("wrong.terms.md", row[1])) == row[2]


@pytest.mark.parametrize(("about", "lines", "codes"), LARGE, ids=[row[0] for row in LARGE])
def test_a_very_large_clause_is_read_or_refused_in_time(
    about: str, lines: str, codes: list[str]
) -> None:
    """A clause of any size is read, or refused with one message, and the next one is read."""
    began = time.monotonic()
    found = places_in_block(f"{lines}\nnext: a b")
    last = lines.count("\n") + 2
    assert (about, [code for code, _, _ in found]) == (about, [*codes, "TC101"])
    assert found[-1][1] == last
    assert time.monotonic() - began < PATIENCE


@pytest.mark.parametrize("row", [*CLAUSES, *TEXTS], ids=names([*CLAUSES, *TEXTS]))
def test_a_message_reads_as_messages_do(row: Row) -> None:
    """Every message begins small, ends without a full stop and points into the text."""
    for text in (in_block(row[1]), row[1] + "\n"):
        for found in parse("wrong.terms", text).diagnostics:
            assert not found.message[0].isupper()
            assert not found.message.endswith(".")
            assert 0 <= found.span.start <= found.span.end <= len(text)


def test_a_message_about_the_end_points_into_the_text() -> None:
    """In a text without a last line end, no message points beyond the text."""
    (found,) = parse("wrong.terms", "party ").diagnostics
    assert found.span.end <= len("party ")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("e on 12 May 2032", "2032-05-12"),
        ("e by May 12, 2032", "2032-05-12"),
        ("e by 3 september 2032", "2032-09-03"),
        ("e by Sept 2032", "2032-09"),
        ("e on 12 May", "YYYY-05-12"),
    ],
)
def test_a_date_in_words_is_told_as_it_is_written(written: str, meant: str) -> None:
    """A month by its name beside a number gets the form in which a date is written."""
    found = parse("a.terms", f"rule r: {written}\n").diagnostics
    assert [(each.code, each.help) for each in found] == [("TC101", f"write the date as `{meant}`")]
