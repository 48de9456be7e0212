"""What the checker's reader refuses, each with the reason; and what it reads that is rare."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from pathlib import Path
from runpy import run_path
from typing import Any

import pytest

from termcheck.certify.check.__main__ import main
from termcheck.certify.check.clauses import encode
from termcheck.certify.check.document import document, texts
from termcheck.certify.check.holds import holds
from termcheck.certify.check.kernel import Kernel
from termcheck.certify.check.library import UNSEEN, Library
from termcheck.certify.check.packages import Values, alike, elsewhere
from termcheck.certify.check.reader import Reader
from termcheck.certify.check.verify import Check, verify
from termcheck.certify.check.words import Refused
from termcheck.certify.refute import refutation
from tests.certify.test_refused import knowing
from tests.cli.running import EXAMPLES, run


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("talks on 20_25", "no year"),
        ("at least 1.5 of (truce)", "whole numbers"),
        ("not.x", "reserved word"),
        ("talks@war", "no phase"),
        ("truce@war", "does not vary"),
        ("path * depth >= 1 m", "must be a number"),
        ("max(truce, 1) = 2", "expected numbers"),
        ("zone[east]@war < police", "no order"),
        ("kind < zone[east]@war", "cannot be compared"),
        ("day(talks) + 0.5 months = day(treaty)", "whole numbers"),
        ("day(talks) + day(treaty) = 3", "cannot be added"),
        ("day(talks) + path = day(treaty)", "cannot be added"),
    ],
)
def test_a_formula_is_refused_with_its_reason(text: str, reason: str) -> None:
    """Each of these is no formula over the rich vocabulary, and it is said why."""
    with pytest.raises(Refused, match=reason):
        knowing().formula(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("truce", "holds no clauses"),
        ("proposal one of { a: truce; a: aid }", "two alternatives"),
        ('proposal truce note "x"; aid', "more than one clause"),
        ("proposal for each t in towns: fund[t] = 3 crowns", "nothing is said"),
    ],
)
def test_a_clause_is_refused_with_its_reason(text: str, reason: str) -> None:
    """The last of these is asked for a member that it does not have."""
    with pytest.raises(Refused, match=reason):
        knowing().clause(text, "[nowhere]" if "for each" in text else "")


@pytest.mark.parametrize(
    ("texts", "reason"),
    [
        (["term a: bool", "event a"], "declared twice"),
        (["term a: {x, y, x}"], "a value twice"),
        (["term a: 3..2"], "do not fit"),
        (["term a: 0.5..2"], "do not fit"),
        (["party p", "nothing x"], "declares nothing"),
    ],
)
def test_a_declaration_is_refused_with_its_reason(texts: list[str], reason: str) -> None:
    """The last text of each is the one that is wrong."""
    known = Reader()
    for text in texts[:-1]:
        known.declare(text)
    with pytest.raises(Refused, match=reason):
        known.declare(texts[-1])


def test_a_family_that_is_too_large_has_no_status_quo() -> None:
    """Beyond what the language allows, members are not written out."""
    known = Reader()
    known.declare(f"set many = {{{', '.join(f'm{n}' for n in range(400))}}}")
    known.declare("term pair[many, many]: bool now false")
    with pytest.raises(Refused, match="too large"):
        known.status_quo("pair")


@pytest.mark.parametrize("name", ["nothing", "aid@war", "path + 1", "kind"])
def test_what_has_no_status_quo_is_refused(name: str) -> None:
    """A name that is not declared, a mark, a sum, and a term without `now`."""
    with pytest.raises(Refused):
        knowing().status_quo(name)


def test_a_clause_can_be_held_to_for_one_member() -> None:
    """In brackets the members are named for which alone the clause counts."""
    known = knowing()
    text = "proposal for each t in towns: fund[t] = 3 crowns"
    assert known.clause(text, "[port]") == known.formula("fund[port] = 3 crowns")


def test_two_default_phases_are_refused() -> None:
    """A library has one phase in which unmarked terms are read."""
    known = knowing()
    known.declare("phase other default")
    with pytest.raises(Refused, match="more than one phase"):
        known.formula("truce")


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("all(t in towns: t = mill or fund[t] = 0)", "fund[port] = 0 and true"),
        ("30 days + day(talks) = day(treaty)", "day(talks) + 30 days = day(treaty)"),
        ("day(treaty) - day(talks) = 30 days", "day(talks) + 30 days = day(treaty)"),
        ("talks on 9999", "talks not before 9999 and talks"),
    ],
)
def test_rare_forms_mean_what_plain_ones_do(text: str, same: str) -> None:
    """In every package with these few days and amounts."""
    known = knowing()
    one, other = known.formula(text), known.formula(same)
    days = (None, 730000, 730030, 3652058, 3652059)
    for talks, treaty, fund in product(days, days, (Fraction(0), Fraction(5))):
        values = {"fund[port]": fund, "fund[mill]": Fraction(5)}
        happened = {"talks": talks, "treaty": treaty}
        assert holds(one, values, happened) == holds(other, values, happened)


def test_the_checker_by_itself_says_what_it_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Accepted with 0, refused with 1, unreadable with 2; without a library that is said."""
    root, file = EXAMPLES / "labour", tmp_path / "deal.certificate"
    made = run("certify", "mediator", "port", "-L", str(root), "--words").out
    file.write_text(made, encoding="utf-8")
    assert main([str(file), str(root)]) == 0
    assert UNSEEN not in capsys.readouterr().out
    assert main([str(file)]) == 0
    assert UNSEEN in capsys.readouterr().out
    file.write_text("{}", encoding="utf-8")
    assert main([str(file)]) == 1
    assert capsys.readouterr().out.startswith("refused: ")
    assert main([str(tmp_path / "none")]) == main([]) == 2
    monkeypatch.setattr("sys.argv", ["check", str(file)])
    with pytest.raises(SystemExit) as left:
        run_path(main.__code__.co_filename, run_name="__main__")
    assert left.value.code == 1


@pytest.mark.parametrize(
    ("core", "reason"),
    [
        (("maybe",), "no formula"),
        (("in", "path", ("true",)), "is a number"),
        (("none", "truce"), "is no number"),
        (("cmp", "<", ("odd",), ("odd",)), "no quantity"),
        (("cmp", "<", ("min", ()), ("min", ())), "of nothing"),
        (("cmp", "<", ("months", ("amount", "levy@war"), 1), ("min", ())), "day of the calendar"),
    ],
)
def test_a_core_that_nothing_means_is_refused(core: tuple[object, ...], reason: str) -> None:
    """What the reader would never write is not encoded either."""
    with pytest.raises(Refused, match=reason):
        encode([core], knowing())


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('proposal p "P" amends q { a: truce }', "amends no text"),
        ('proposal p "P" amends p { a: truce }', "amends no text"),
        ('proposal p "P" { a: truce\n a: aid }', "said twice"),
    ],
)
def test_a_library_is_refused_with_its_reason(text: str, reason: str) -> None:
    """A text that amends nothing, or itself, and one that uses a label twice."""
    with pytest.raises(Refused, match=reason):
        Library({"a.terms": text})


def test_an_amended_text_keeps_replaces_and_drops_clauses() -> None:
    """The clauses of the second text: one kept, one replaced, one withdrawn, one new."""
    first = 'proposal p "P" { a: x; b: y; c: z; d: w overrides a }'
    second = 'proposal q "Q" amends p { withdraw c; b: v; e: u }'
    found = Library({"a.terms": f"{first}\n{second}"})
    said = found.words(["q.a", "q.b", "q.d", "q.e", "q.b"], [])["clauses"]
    assert {name: each["text"] for name, each in said.items()} == {
        "q.a": "proposal a: x",
        "q.b": "proposal b: v",
        "q.d": "proposal d: w overrides a",
        "q.e": "proposal e: u",
    }
    assert said["q.a"]["overriding"] == ["q.d"]
    with pytest.raises(Refused, match="has no"):
        found.words(["nobody.c"], [])


def test_a_certificate_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of it is read."""
    monkeypatch.setattr("termcheck.certify.check.document.LONGEST", 1)
    with pytest.raises(Refused, match="too long"):
        document("{}")


def test_a_list_of_texts_holds_nothing_else() -> None:
    """A number among them is refused."""
    assert texts({"of": ["a"]}, "of") == ["a"]
    with pytest.raises(Refused, match="no list of texts"):
        texts({"of": ["a", 1]}, "of")


def test_a_horizon_has_two_days() -> None:
    """One day is not between two."""
    with pytest.raises(Refused, match="a first and a last day"):
        Check({"horizon": ["2025-01-01"]}, None)


def test_a_side_is_one_of_two() -> None:
    """There is no third library in a comparison."""
    days = ["2025-01-01", "2025-12-31"]
    empty: dict[str, Any] = {"horizon": days, "units": {}, "background": [], "packages": []}
    with pytest.raises(Refused, match="base or head"):
        Check({**empty, "side": "middle"}, None)


def test_what_the_checker_cannot_follow_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of the checker itself accepts nothing."""

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("termcheck.certify.check.verify._claims", fail)
    with pytest.raises(Refused, match=r"could not follow it \(ZeroDivisionError\)"):
        verify("{}")


@pytest.mark.parametrize(
    ("core", "reason"),
    [
        (("maybe",), "no formula"),
        (("cmp", "<", ("up", ("num", Fraction(1))), ("num", Fraction(2))), "no quantity"),
        (("cmp", "<", ("months", ("num", Fraction(1, 2)), 1), ("num", Fraction(2))), "calendar"),
    ],
)
def test_a_core_that_nothing_means_does_not_hold_either(core: Any, reason: str) -> None:
    """It is neither true nor false, in no package."""
    with pytest.raises(Refused, match=reason):
        holds(core, {}, {})


def test_a_core_that_is_too_deep_is_refused() -> None:
    """Where Python has no more room, there is no answer."""
    core: Any = ("const", True)
    for _ in range(100_000):
        core = ("not", core)
    with pytest.raises(Refused, match="too deeply"):
        holds(core, {}, {})


@pytest.mark.parametrize(("day", "possible"), [(730000, True), (730001, False)])
def test_months_are_counted_from_a_sum_of_days(day: int, possible: bool) -> None:
    """A month after the thirtieth day after 730000 is one day, and not the next."""
    later: Any = ("months", ("sum", (("day", "talks"), ("num", Fraction(30)))), 1)
    cores: list[Any] = [
        ("cmp", "=", ("day", "talks"), ("num", Fraction(730000))),
        ("cmp", "=", later, ("day", "treaty")),
    ]
    reached = next(
        d for d in range(730050, 730070) if holds(cores[1], {}, {"talks": 730000, "treaty": d})
    )
    cores.append(("cmp", "=", ("day", "treaty"), ("num", Fraction(reached + day - 730000))))
    made = encode(cores, knowing())
    kernel = Kernel(made.clauses, made.atoms, made.unknowns, made.months, len(made.names))
    assert (refutation(kernel) == "holds") == possible


def test_a_share_of_an_amount_has_its_unit() -> None:
    """A rate times 40 m is a length; two rates of which none is known cannot be multiplied."""
    known = knowing()
    five = {"levy@peace": Fraction(5)}
    for text, truth in (("levy * 40 m = 2 m", True), ("40 m * levy = 3 m", False)):
        assert holds(known.formula(text), five, {}) == truth
    with pytest.raises(Refused, match="must be a number"):
        known.formula("levy * levy = 2 %")


def test_a_text_counts_as_it_is_said_first_and_overrides_its_own_clauses_only() -> None:
    """The second text of a name is not cited; a label of nobody is overridden by nobody."""
    first, second = 'proposal p "P" { a: x; b: y overrides a, z }', 'proposal p "P" { a: z }'
    said = Library({"a.terms": f"{first}\n{second}"}).words(["p.a", "p.b"], [])["clauses"]
    assert said["p.a"] == {"text": "proposal a: x", "reading": "", "overriding": ["p.b"]}
    assert said["p.b"]["overriding"] == []


def knows(text: str, horizon: tuple[int, int] = (1, 1000)) -> Reader:
    """Return a reader that knows one declaration, and events between two days."""
    found = Reader(horizon)
    found.declare(text)
    return found


def test_two_sides_must_know_a_term_alike() -> None:
    """A term of another kind is refused, as are other days; what one side lacks is plain."""
    one, core = knows("term a: 0..5"), ("none", "a")
    same, other = knows("term a: 0..5"), knows("term a: {x, y}")
    given = Values(one)
    given["a"] = Fraction(3)
    assert elsewhere(given, one, [core], same) == {"a": Fraction(3)}
    assert elsewhere(Values(other), knows("term b: 0..5"), [core], same)["a"] == 0
    alike([core], one, same)
    with pytest.raises(Refused, match="not the same on both sides"):
        elsewhere(given, one, [core], other)
    with pytest.raises(Refused, match="not the same on both sides"):
        alike([core], one, other)
    with pytest.raises(Refused, match="different days"):
        alike([core], one, knows("term a: 0..5", (1, 999)))
    with pytest.raises(Refused, match="no such value"):
        elsewhere(given, one, [core], knows("term a: 0..2"))
