"""What each form of clause means, world by world, written by hand from the language's page.

A world of bools is written as the letters of those that are true, ``-`` for
none. ``p`` and ``w`` are one bool by phase, in peace (the default) and in war;
``x`` and ``y`` are the two members of a family of bools, ``u`` and ``v`` those
of another. A world of days is a place in a grid: rows for ``e``, columns for
``f``, first that it does not happen, then 1 to 4 January 2025. Nothing here
was computed.
"""

from __future__ import annotations

VOCABULARY = """
party north "North"
party south "South"
source draft "A draft" on 2025
unit m
unit km = 1000 m
unit leg = 2 km
set s = {one, two}
constant k[s] = {one: 2, two: 3}
phase war "fighting"
phase peace "no fighting" default
term a: bool
term b: bool
term c: bool
term p: bool by phase
term g[s]: bool
term h[s]: bool
term n: 0..3 km or none
term i: 0..3
term q: 0..3 thousand persons
term level: {low < mid < high}
term kind: {red, green, blue}
term share: decimal 0..2
event e
event f
unit persons
define both = a and b
define varying = p
"""

LETTERS = {
    "a": "a",
    "b": "b",
    "c": "c",
    "p": "p@peace",
    "w": "p@war",
    "x": "g[one]",
    "y": "g[two]",
    "u": "h[one]",
    "v": "h[two]",
}

BODIES = (
    ("a", "a", "a"),
    ("not a", "a", "-"),
    ("true", "a", "- a"),
    ("false", "a", ""),
    ("a = true", "a", "a"),
    ("a = false", "a", "-"),
    ("a != b", "ab", "a b"),
    ("a = b", "ab", "- ab"),
    ("a and b", "ab", "ab"),
    ("a or b", "ab", "a b ab"),
    ("not (a or b)", "ab", "-"),
    ("not (a and b)", "ab", "- a b"),
    ("a or b and c", "abc", "a ab ac bc abc"),
    ("a if b", "ab", "- a ab"),
    ("a only if b", "ab", "- b ab"),
    ("a iff b", "ab", "- ab"),
    ("a unless b", "ab", "a b ab"),
    ("a in return for b", "ab", "ab"),
    ("not (a if b)", "ab", "b"),
    ("not (a iff b)", "ab", "a b"),
    ("both", "ab", "ab"),
    ("at least 1 of (a, b, c)", "abc", "a b c ab ac bc abc"),
    ("at least 2 of (a, b, c)", "abc", "ab ac bc abc"),
    ("at most 1 of (a, b, c)", "abc", "- a b c"),
    ("at most 2 of (a, b, c)", "abc", "- a b c ab ac bc"),
    ("exactly 2 of (a, b, c)", "abc", "ab ac bc"),
    ("not (exactly 1 of (a, b, c))", "abc", "- ab ac bc abc"),
    ("for each r in s: g[r]", "xy", "xy"),
    ("for each r in s: g[r] if a", "axy", "- x y xy axy"),
    ("for each r in s: g[r] only if h[r]", "xyuv", "- u v uv xu xuv yv yuv xyuv"),
    ("for each r in s except {one}: g[r]", "xy", "y xy"),
    ("all(r in s: g[r])", "xy", "xy"),
    ("some(r in s: g[r])", "xy", "x y xy"),
    ("not (all(r in s: g[r]))", "xy", "- x y"),
    ("count(r in s: g[r]) = 1", "xy", "x y"),
    ("count(r in s: g[r]) < 2", "xy", "- x y"),
    ("count(r in s: g[r]) >= 1", "xy", "x y xy"),
    ("1 < count(r in s: g[r])", "xy", "xy"),
    ("count(r in s: g[r]) != 1", "xy", "- xy"),
    ("sum(r in s: k[r] if g[r]) >= 3", "xy", "y xy"),
    ("sum(r in s: k[r] if g[r]) = 5", "xy", "xy"),
    ("sum(r in s: k[r] if g[r]) < 3", "xy", "- x"),
    ("sum(r in s: -k[r] if g[r]) >= -2", "xy", "- x"),
    ("sum(r in s: 1 - k[r] if g[r]) = -2", "xy", "y"),
    ("p", "pw", "p pw"),
    ("p@war", "pw", "w pw"),
    ("in war: p", "pw", "w pw"),
    ("in war, peace: p", "pw", "pw"),
    ("always p", "pw", "pw"),
    ("always (p or a)", "apw", "a ap aw apw pw"),
    ("in war: p@peace", "pw", "p pw"),
    ("in war: p and p@peace", "pw", "pw"),
    ("in war: p or p@peace", "pw", "p w pw"),
    ("in war: varying", "pw", "w pw"),
    ("varying", "pw", "p pw"),
    ("one of { o: a; t: b }", "ab", "a b ab"),
    ("one of { o: a and b; t: c }", "abc", "c ac bc ab abc"),
    ("one of { o: a if b; t: c }", "abc", "- a ab c ac bc abc"),
    ("one of { o: in war: p; t: a }", "apw", "a ap aw apw w pw"),
    ("one of { o: for each r in s: g[r]; t: a }", "axy", "a ax ay axy xy"),
)
"""A clause's body, the letters of its worlds, and the worlds in which it holds."""

RULES = (
    ("p", "pw", "pw"),
    ("p@war", "pw", "w pw"),
    ("p only if a", "apw", "- a ap aw apw"),
    ("in war: p", "pw", "w pw"),
    ("a if b", "ab", "- a ab"),
)
"""Bodies as rules or red lines: unmarked terms are read in every phase."""

OVERRIDES = (
    ("l: a; o: b if c overrides l", "abc", "a ab ac abc c bc"),
    ("l: a; o: b unless c overrides l", "abc", "- b a ab ac abc"),
    ("l: a; o: b overrides l", "ab", "- a b ab"),
    ("l: a if b; o: c if both overrides l", "abc", "- a c ac ab abc"),
    ("l: a; o: c if b overrides l; t: b if c overrides l", "abc", "a ab ac abc b c bc"),
    (
        "l: for each r in s: g[r]; o: for each r in s: a if h[r] overrides l",
        "xyuv",
        "xy xv xyv uy uv uyv xuy xuv xuyv",
    ),
    ("l: always p; o: in war: a if b overrides l", "bpw", "pw bpw bp"),
    ("l: p; o: in war: a if b overrides l", "bpw", "p pw bp bpw"),
)
"""Clauses of one proposal: the letters, and the worlds in which ``l`` holds."""

VALUES = (
    ("level", "level = mid", "mid"),
    ("level", "level != mid", "low high"),
    ("level", "level < mid", "low"),
    ("level", "level <= mid", "low mid"),
    ("level", "level > low", "mid high"),
    ("level", "level >= mid", "mid high"),
    ("level", "mid > level", "low"),
    ("level", "level in {low, high}", "low high"),
    ("level", "level in low..mid", "low mid"),
    ("level", "not (level in {low})", "mid high"),
    ("kind", "kind = green", "green"),
    ("kind", "kind != green", "red blue"),
    ("kind", "kind in {red, green}", "red green"),
    ("n", "n <= 1 km", "0 1"),
    ("n", "n < 1 km", "0"),
    ("n", "n > 1 km", "2 3"),
    ("n", "n >= 2 km", "2 3"),
    ("n", "1 km < n", "2 3"),
    ("n", "2 km >= n", "0 1 2"),
    ("n", "n = 2 km", "2"),
    ("n", "n != 2 km", "0 1 3"),
    ("n", "n = none", "none"),
    ("n", "n != none", "0 1 2 3"),
    ("n", "not (n <= 1 km)", "2 3 none"),
    ("n", "not (n = 2 km)", "0 1 3 none"),
    ("n", "n in 1..2 km", "1 2"),
    ("n", "n in 1 km..2 km", "1 2"),
    ("n", "n in {1 km, 3 km}", "1 3"),
    ("n", "n <= 1_500 m", "0 1"),
    ("n", "n < 1_000 m", "0"),
    ("n", "n <= 1 leg", "0 1 2"),
    ("n", "n * 2 <= 3 km", "0 1"),
    ("n", "n / 2 < 1 km", "0 1"),
    ("n", "n <= 50 % * 3 km", "0 1"),
    ("n", "n - 3 km <= -2 km", "0 1"),
    ("n", "-1 km >= -n", "1 2 3"),
    ("n", "5 km - n * 2 > 2 km", "0 1"),
    ("n", "n + n >= 4 km", "2 3"),
    ("n", "round(n / 2) >= 1 km", "1 2 3"),
    ("n", "floor(n / 2) >= 1 km", "2 3"),
    ("n", "floor(n / 2) < 1 km", "0 1"),
    ("n", "floor(n / 2) = 0", "0 1"),
    ("n", "ceil(n / 2) <= 1 km", "0 1 2"),
    ("n", "ceil(n / 2) >= 1 km", "1 2 3"),
    ("n", "sum(r in s: n if n != none) <= 2 km", "0 1 none"),
    ("n", "sum(r in s: n if n != none) > 2 km", "2 3"),
    ("n", "ceil(n / 2) = 1 km", "1 2"),
    ("n", "round(n / 2 - 2 km) <= -2 km", "0 1"),
    ("n", "min(n, 2 km) = 2 km", "2 3"),
    ("n", "max(n, 2 km) = 2 km", "0 1 2"),
    ("n", "max(n, 2 km) > 2 km", "3"),
    ("n", "min(n, 2 km) < 2 km", "0 1"),
    ("i", "i <= 1", "0 1"),
    ("i", "i < 1", "0"),
    ("i", "not (i < 2)", "2 3"),
    ("i", "i != 0", "1 2 3"),
    ("i", "i * 2 = 4", "2"),
    ("q", "q >= 2 thousand persons", "2000 3000"),
    ("q", "q < 1_500 persons", "0 1000"),
    ("share", "share < 0.5", "0 0.25"),
    ("share", "share <= 0.5", "0 0.25 0.5"),
    ("share", "share > 0.5", "0.75 1 2"),
    ("share", "share >= 0.5", "0.5 0.75 1 2"),
    ("share", "50 % * share = 0.25", "0.5"),
    ("share", "50 % * 3 = 3 * 50 % and share = 1", "1"),
    ("share", "50 % * 3 = 150 % and share = 1", "1"),
    ("share", "round(share) = 1", "0.5 0.75 1"),
    ("share", "share * 4 > 3", "1 2"),
)
"""A term, a formula about it, and the values for which it holds."""

AXES = {
    "level": "low mid high",
    "kind": "red green blue",
    "n": "0 1 2 3 none",
    "i": "0 1 2 3",
    "q": "0 1000 2000 3000",
    "share": "0 0.25 0.5 0.75 1 2",
}
"""The values that are tried."""

DAYS = (
    ("e", "00000 11111 11111 11111 11111"),
    ("not e", "11111 00000 00000 00000 00000"),
    ("f if e", "11111 01111 01111 01111 01111"),
    ("f only after e", "10000 10111 10011 10001 10000"),
    ("f no earlier than e", "10000 11111 10111 10011 10001"),
    ("e no later than f", "10000 11111 10111 10011 10001"),
    ("f at least 2 days after e", "10000 10011 10001 10000 10000"),
    ("e no later than 1 day after f", "10000 11111 11111 10111 10011"),
    ("e within 1 day after f", "10000 11000 11100 10110 10011"),
    ("e 1 day after f", "10000 00000 01000 00100 00010"),
    ("e upon f", "10000 01000 00100 00010 00001"),
    ("day(e) < day(f)", "00000 00111 00011 00001 00000"),
    ("day(e) <= day(f)", "00000 01111 00111 00011 00001"),
    ("day(e) = day(f)", "00000 01000 00100 00010 00001"),
    ("day(e) != day(f)", "00000 00111 01011 01101 01110"),
    ("day(f) - day(e) >= 2 days", "00000 00011 00001 00000 00000"),
    ("not (day(e) < day(f))", "11111 11000 11100 11110 11111"),
    ("e on 2025-01-02", "00000 00000 11111 00000 00000"),
    ("e by 2025-01-02", "00000 11111 11111 00000 00000"),
    ("e by 2025-01", "00000 11111 11111 11111 11111"),
    ("e on 2025-01", "00000 11111 11111 11111 11111"),
    ("e not before 2025-01-02", "11111 00000 11111 11111 11111"),
    ("day(e) < 2025-01-03", "00000 11111 11111 00000 00000"),
)
"""A formula and its grid: a row for each day of ``e``, a column for each of ``f``."""

CALENDAR = (
    ("f 1 month after e", "2025-01-31", "2025-02-28", True),
    ("f 1 month after e", "2025-01-31", "2025-03-03", False),
    ("f 1 month after e", "2024-01-31", "2024-02-29", True),
    ("f 1 month after e", "2024-01-31", "2024-02-28", False),
    ("f 1 month after e", "2025-01-15", "2025-02-15", True),
    ("f 1 month after e", "2025-12-15", "2026-01-15", True),
    ("f at least 1 month after e", "2025-01-31", "2025-02-27", False),
    ("f at least 1 month after e", "2025-01-31", "2025-02-28", True),
    ("f 1 year after e", "2024-02-29", "2025-02-28", True),
    ("f 1 year after e", "2025-03-10", "2026-01-10", False),
    ("f 2 years after e", "2025-03-10", "2027-03-10", True),
    ("f 49 months after e", "1996-01-31", "2000-02-29", True),
    ("f 2 weeks after e", "2025-01-01", "2025-01-15", True),
    ("f 2 weeks after e", "2025-01-01", "2025-01-14", False),
    ("f 1 week after e", "2025-01-01", "2025-01-08", True),
    ("day(f) - day(e) = 2 weeks", "2025-01-01", "2025-01-15", True),
    ("day(f) - day(e) < 2 weeks", "2025-01-01", "2025-01-14", True),
    ("day(f) = day(e) + 1 month", "2025-01-31", "2025-02-28", True),
    ("f by 2025-02", "2025-01-01", "2025-02-28", True),
    ("f by 2025-02", "2025-01-01", "2025-03-01", False),
    ("f not before 2025-02", "2025-01-01", "2025-02-01", True),
    ("f not before 2025-02", "2025-01-01", "2025-01-31", False),
    ("f on 2025", "2025-01-01", "2025-12-31", True),
    ("f on 2025", "2025-01-01", "2026-01-01", False),
)
"""A formula, the days of ``e`` and ``f``, and whether it holds."""

MONTH_ENDS = (
    ("2025-01-15", 1, "2025-02-15", "2025-02-15"),
    ("2025-01-31", 1, "2025-02-28", "2025-03-01"),
    ("2025-01-29", 1, "2025-02-28", "2025-03-01"),
    ("2024-01-31", 1, "2024-02-29", "2024-03-01"),
    ("2025-03-31", 1, "2025-04-30", "2025-05-01"),
    ("2025-03-31", -1, "2025-02-28", "2025-03-01"),
)
"""A day, how many months later, where that ends, and where it ends if it spills over."""
