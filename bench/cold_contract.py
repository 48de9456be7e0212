"""The contract of forty clauses for CPMpy and for MiniZinc: see ``bench.contract``.

The CPMpy script prints one minimal conflict; the MiniZinc model says that
there is one.
"""

from __future__ import annotations

CPMPY = """\
from datetime import date

import cpmpy as cp
from cpmpy.tools.explain import mus

terminal, quay, rail, night, pilots, audit, exclusive, green = cp.boolvar(shape=8)
FREE, REDUCED, FULL, DOUBLE = range(4)
LOW, MEDIUM, HIGH = range(3)
CLOSED, SHARED, OPEN = range(3)
tariff, noise, access = cp.intvar(0, 3), cp.intvar(0, 2), cp.intvar(0, 2)
cranes, night_ships, day_ships = cp.intvar(0, 40), cp.intvar(0, 60), cp.intvar(0, 120)
rent = cp.intvar(0, 900_000)
invest, subsidy = cp.intvar(0, 9_000_000, shape=2)
years = cp.intvar(5, 60)
signed, begun, opened = cp.boolvar(shape=3)


def day(text):
    return date.fromisoformat(text).toordinal()


day_signed, day_begun, day_opened = cp.intvar(day("1900-01-01"), day("2200-12-31"), shape=3)

clauses = {
    "c01": terminal,
    "c02": terminal.implies(quay),
    "c03": (terminal & (cranes >= 8)).implies(rail),
    "c04": pilots == quay,
    "c05": night.implies(noise <= MEDIUM),
    "c06": (night & ~rail).implies(noise == LOW),
    "c07": (~rail).implies(green),
    "c08": (subsidy > 0).implies(audit),
    "c09": exclusive.implies(tariff <= REDUCED),
    "c10": access != CLOSED,
    "c11": exclusive.implies(access == SHARED),
    "c12": (access == OPEN) | exclusive,
    "c13": tariff != DOUBLE,
    "c14": audit.implies(tariff >= REDUCED),
    "c15": (access == OPEN).implies(tariff == FULL),
    "c16": terminal.implies(cranes >= 6),
    "c17": cranes <= 24,
    "c18": (quay & rail).implies(cranes >= 12),
    "c19": (~night).implies(night_ships == 0),
    "c20": (noise == MEDIUM).implies(night_ships <= 20),
    "c21": day_ships >= 30,
    "c22": day_ships + night_ships <= 100,
    "c23": day_ships + night_ships >= 50,
    "c24": day_ships <= 4 * cranes,
    "c25": rent >= 100_000,
    "c26": (tariff <= REDUCED).implies(rent >= 400_000),
    "c27": rent <= 600_000,
    "c28": terminal.implies(invest >= 2_000_000),
    "c29": invest + subsidy >= 5_000_000,
    "c30": audit.implies(subsidy <= 2_000_000),
    "c31": subsidy <= invest,
    "c32": exclusive | (invest <= 4_000_000),
    "c33": (invest >= 3_000_000).implies(years >= 20),
    "c34": years <= 40,
    "c35": exclusive.implies(years <= 30),
    "c36": signed & (day_signed <= day("2031-06-30")),
    "c37": begun.implies(signed & (day_begun >= day_signed + 90)),
    "c38": terminal.implies(opened & (day_opened <= day("2033-03-31"))),
    "c39": opened.implies(begun & (day_opened >= day_begun + 700)),
    "c40": signed.implies(day_signed >= day("2031-05-01")),
}
label = {id(formula): name for name, formula in clauses.items()}
if not cp.Model(list(clauses.values())).solve():
    print("incompatible", *(label[id(each)] for each in mus(list(clauses.values()))))
"""

MINIZINC = """\
var bool: terminal; var bool: quay; var bool: rail; var bool: night;
var bool: pilots; var bool: audit; var bool: exclusive; var bool: green;
var 0..3: tariff; var 0..2: noise; var 0..2: access;
var 0..40: cranes; var 0..60: night_ships; var 0..120: day_ships;
var 0..900: rent; var 0..9000: invest; var 0..9000: subsidy; var 5..60: years;
var bool: signed; var bool: begun; var bool: opened;
var 0..110000: day_signed; var 0..110000: day_begun; var 0..110000: day_opened;
% Money in thousands; days since 1900-01-01.
constraint terminal;
constraint terminal -> quay;
constraint (terminal /\\ cranes >= 8) -> rail;
constraint pilots <-> quay;
constraint night -> noise <= 1;
constraint (night /\\ not rail) -> noise = 0;
constraint not rail -> green;
constraint subsidy > 0 -> audit;
constraint exclusive -> tariff <= 1;
constraint access != 0;
constraint exclusive -> access = 1;
constraint access = 2 \\/ exclusive;
constraint tariff != 3;
constraint audit -> tariff >= 1;
constraint access = 2 -> tariff = 2;
constraint terminal -> cranes >= 6;
constraint cranes <= 24;
constraint (quay /\\ rail) -> cranes >= 12;
constraint not night -> night_ships = 0;
constraint noise = 1 -> night_ships <= 20;
constraint day_ships >= 30;
constraint day_ships + night_ships <= 100;
constraint day_ships + night_ships >= 50;
constraint day_ships <= 4 * cranes;
constraint rent >= 100;
constraint tariff <= 1 -> rent >= 400;
constraint rent <= 600;
constraint terminal -> invest >= 2000;
constraint invest + subsidy >= 5000;
constraint audit -> subsidy <= 2000;
constraint subsidy <= invest;
constraint exclusive \\/ invest <= 4000;
constraint invest >= 3000 -> years >= 20;
constraint years <= 40;
constraint exclusive -> years <= 30;
constraint signed /\\ day_signed <= 48027;
constraint begun -> (signed /\\ day_begun >= day_signed + 90);
constraint terminal -> (opened /\\ day_opened <= 48667);
constraint opened -> (begun /\\ day_opened >= day_begun + 700);
constraint signed -> day_signed >= 47967;
solve satisfy;
"""
