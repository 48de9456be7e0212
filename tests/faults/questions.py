"""Questions about one small library, with answers written by hand from the language's page.

The answer is the conflicts: clauses are joined by `` + ``, conflicts by ``; ``,
and nothing says that all fits together. Nothing here was computed.
"""

from __future__ import annotations

from termcheck.value import Value

LIBRARY = """
party a "A"
party b "B"
party c "C"
source draft "A draft" on 2025
set s = {one, two}
phase war "fighting"
phase peace "no fighting" default
term t: {low < mid < high} now low decided by a, b
term fam[s]: bool now false decided by a
term ph: bool by phase now true decided by b
term loose: bool decided by b
term num: 0..9 or none now none decided by b
term x: bool
term y: bool
term z: bool
event ev decided by a, b
event later
rule order: later only after ev

proposal plan "Plan" from draft {
    up:    t = high
    fam:   fam[two]
    dark:  in war: ph = false
    go:    ev
    free:  loose
    cap:   num <= 5
    soft:  should x
    maybe: may y
    never: not later
}
proposal ways "Ways" from draft {
    way: readings { mild: true; strict: not x }
    alt: one of { left by a: y; right: z }
}
proposal second "Second" amends plan from draft {
    withdraw fam, dark
    up: t = mid
    extra: x
}
proposal whole "Whole" from draft { one: x; two: y }
proposal none_of "None" from draft { one: not x; two: z }
proposal loop "Loop" from draft { one: y if x; two: z if y; end: not z; start: x }

position a {
    always: red line x
}
position a on 2025-02-01 attested own {
    say:  red line y
    ask:  demand z
    wish: prefer t = high
    bear: accepts t = mid
}
position a on 2025-03-01 attested analyst {
    say: red line not y
}
position a on 2025-04-01 {
    withdraw say
}
position a on 2025-05-01 {
    say: red line y and z
}
position b {
    no: red line not y
    hm: demand not z
}
position c {
    line: red line ph
}
"""


class Asked(Value):
    """A question by its references, separated by spaces, and what must come out."""

    given: str
    expected: str
    table: str = ""
    as_of: str = ""
    keep: str = ""
    without: str = ""
    suppose: str = ""
    under: str = ""
    attested: str = ""
    by_text: bool = False


QUESTIONS = (
    # --- at a table -----------------------------------------------------------------
    Asked("plan.up", ""),
    Asked("plan.up", "", table="a b"),
    Asked("plan.up", "plan.up + status quo of t", table="a"),
    Asked("plan.up", "plan.up + status quo of t", table="b"),
    Asked("plan.up", "plan.up + status quo of t", table="c"),
    Asked("plan.fam", "plan.fam + status quo of fam[two]", table="b"),
    Asked("plan.fam", "", table="a"),
    Asked("plan.dark", "plan.dark + status quo of ph", table="a"),
    Asked("plan.dark", "", table="b"),
    Asked("plan.go", "plan.go + status quo of ev", table="a c"),
    Asked("plan.go", "", table="a b"),
    Asked("plan.free", "", table="a"),
    Asked("plan.cap", "plan.cap + status quo of num", table="a c"),
    Asked("plan.never", "", table="a"),
    Asked("", "status quo of ev", table="a", suppose="later"),
    Asked("", "status quo of ph", table="a", suppose="not ph@war"),
    Asked("", "status quo of ph", table="a", suppose="not ph@peace"),
    Asked("", "status quo of fam[one]", table="b", suppose="fam[one]"),
    Asked("", "status quo of num", table="a", suppose="num = 3"),
    # --- what a text brings ----------------------------------------------------------
    Asked("plan", "", suppose="not x"),
    Asked("plan.all", "plan.soft", suppose="not x"),
    Asked("plan.soft", "plan.soft", suppose="not x"),
    Asked("plan", "", suppose="not y"),
    Asked("plan.all", "", suppose="not y"),
    Asked("plan.maybe", "plan.maybe", suppose="not y"),
    Asked("b", "", suppose="z"),
    Asked("b.demands", "b.hm", suppose="z"),
    Asked("b.demands", "b.no", suppose="y"),
    Asked("b.hm", "b.hm", suppose="z"),
    Asked("b.all", "b.no; b.hm", suppose="y and z"),
    Asked("a.all", "a.wish", suppose="t = low", as_of="2025-02-01"),
    Asked("a.demands", "", suppose="t = low", as_of="2025-02-01"),
    Asked("a.bear", "a.bear", suppose="t = low", as_of="2025-02-01"),
    Asked("c", "c.line", suppose="not ph@war"),
    Asked("c", "c.line", suppose="not ph@peace"),
    Asked("plan.dark c", "plan.dark + c.line"),
    Asked("second none_of.one", "second.extra + none_of.one"),
    Asked("second", "", suppose="not fam[two] and ph@war"),
    Asked("second", "second.up", suppose="t = high"),
    Asked("plan", "plan.up", suppose="t = mid"),
    Asked("second", "second.go", suppose="not ev"),
    Asked("plan", "plan.never", suppose="later"),
    Asked("plan.go", "plan.go", suppose="not ev"),
    # --- conflicts are minimal, and all -----------------------------------------------
    Asked("whole none_of", "whole.one + none_of.one"),
    Asked("whole b", "whole.two + b.no"),
    Asked("whole none_of b", "whole.one + none_of.one; whole.two + b.no"),
    Asked(
        "whole none_of b.demands", "whole.one + none_of.one; whole.two + b.no; none_of.two + b.hm"
    ),
    Asked("loop", "loop.one + loop.two + loop.end + loop.start"),
    Asked("loop.one loop.two loop.end", ""),
    Asked("whole none_of", "whole + none_of", by_text=True),
    Asked("whole none_of b", "whole + none_of; whole + b", by_text=True),
    # --- kept, without, supposed ------------------------------------------------------
    Asked("whole", "whole.one", keep="none_of.one"),
    Asked("whole none_of", "", without="none_of.one"),
    Asked("whole none_of", "", without="whole.one"),
    Asked("whole none_of b", "whole.two + b.no", without="none_of"),
    Asked("whole", "whole.one; whole.two", suppose="not x and not y"),
    # --- readings and alternatives ------------------------------------------------------
    Asked("ways whole.one", "ways.way + whole.one"),
    Asked("ways whole.one", "ways.way + whole.one", under="ways.way.strict"),
    Asked("ways whole.one", "", under="ways.way.mild"),
    Asked("ways.alt", "", suppose="y and z"),
    Asked("ways.alt", "", suppose="y and not z"),
    Asked("ways.alt", "ways.alt", suppose="not y and not z"),
    Asked("ways.alt.left", "ways.alt.left", suppose="not y and z"),
    Asked("ways.alt.right", "", suppose="not y and z"),
    # --- what is in force ----------------------------------------------------------------
    Asked("a", "", suppose="not y", as_of="2025-01-31"),
    Asked("a", "a.always", suppose="not x", as_of="2025-01-31"),
    Asked("a", "a.say", suppose="not y", as_of="2025-02-01"),
    Asked("a", "a.say", suppose="not y", as_of="2025-02-28"),
    Asked("a", "", suppose="not y", as_of="2025-03-01"),
    Asked("a", "a.say", suppose="y", as_of="2025-03-01"),
    Asked("a", "a.say", suppose="y", as_of="2025-03-31"),
    Asked("a", "", suppose="y", as_of="2025-04-01"),
    Asked("a", "", suppose="not y", as_of="2025-04-30"),
    Asked("a", "a.say", suppose="not y", as_of="2025-05-01"),
    Asked("a", "a.say", suppose="not z"),
    Asked("a", "a.always", suppose="not x"),
    Asked("a", "a.say", suppose="not y", as_of="2025-03-15", attested="own"),
    Asked("a", "a.say", suppose="y", as_of="2025-03-15", attested="analyst"),
    Asked("a", "", suppose="not x", as_of="2025-03-15", attested="own"),
    Asked("a", "a.say", suppose="not y", as_of="2025-04-15", attested="own"),
    Asked("a b", "a.say + b.no"),
    Asked("a b", "", as_of="2025-04-15"),
    Asked("a.demands b.demands", "a.say + b.no; a.ask + b.hm", as_of="2025-02-15"),
    Asked("a.demands b.demands", "a.say + b.no; a.say + b.hm; a.ask + b.hm"),
)
