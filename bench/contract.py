"""A contract of forty clauses with one conflict, twice: as a term sheet and for z3py.

The clauses are of the kinds that real ones are of: conditions, ordered
choices, ceilings, money that has to add up, and deadlines. ``TERMS`` is the
term sheet; ``NAIVE`` what somebody who knows z3py well would write for the
same forty clauses, one ``assert_and_track`` each. ``CONFLICT`` are the labels
of the clauses that clash.
"""

from __future__ import annotations

TERMS = """\
party carrier "The carrier"
party harbour "The harbour"
source contract_text "Concession contract" by "the registry" on 2031-01-10

unit crown, crowns

term terminal: bool                             "the carrier builds a terminal"
term quay: bool                                 "the harbour deepens the quay"
term rail: bool                                 "the terminal has a rail link"
term night: bool                                "ships are handled at night"
term pilots: bool                               "ships take a pilot"
term audit: bool                                "the harbour audits the carrier's books"
term exclusive: bool                            "no other carrier may build a terminal"
term green: bool                                "ships use power from land"
term tariff: {free < reduced < full < double}   "tariff class of the terminal"
term noise: {low < medium < high}               "noise class of the terminal"
term access: {closed, shared, open}             "access of others to the quay"
term cranes: 0..40                              "cranes on the quay"
term night_ships: 0..60                         "ships handled in a night"
term day_ships: 0..120                          "ships handled in a day"
term rent: 0..900 thousand crowns               "yearly rent"
term invest: 0..9_000 thousand crowns           "what the carrier invests"
term subsidy: 0..9_000 thousand crowns          "what the harbour adds"
term years: 5..60                               "years of the concession"

event signed "the contract is signed"
event begun  "building begins"
event opened "the terminal opens"

proposal contract "Concession contract" from contract_text {
    c01: terminal                                           from "1"
    c02: quay if terminal                                   from "2"
    c03: rail if terminal and cranes >= 8                   from "3"
    c04: pilots iff quay                                    from "4"
    c05: night only if noise <= medium                      from "5"
    c06: noise = low if night and not rail                  from "6"
    c07: green unless rail                                  from "7"
    c08: audit if subsidy > 0 crowns                        from "8"
    c09: exclusive only if tariff <= reduced                from "9"
    c10: access != closed                                   from "10"
    c11: access = shared if exclusive                       from "11"
    c12: access = open or exclusive                         from "12"
    c13: tariff != double                                   from "13"
    c14: tariff >= reduced if audit                         from "14"
    c15: tariff = full if access = open                     from "15"
    c16: cranes >= 6 if terminal                            from "16"
    c17: cranes <= 24                                       from "17"
    c18: cranes >= 12 if quay and rail                      from "18"
    c19: night_ships = 0 if not night                       from "19"
    c20: night_ships <= 20 if noise = medium                from "20"
    c21: day_ships >= 30                                    from "21"
    c22: day_ships + night_ships <= 100                     from "22"
    c23: day_ships + night_ships >= 50                      from "23"
    c24: day_ships <= 4 * cranes                            from "24"
    c25: rent >= 100 thousand crowns                        from "25"
    c26: rent >= 400 thousand crowns if tariff <= reduced   from "26"
    c27: rent <= 600 thousand crowns                        from "27"
    c28: invest >= 2_000 thousand crowns if terminal        from "28"
    c29: invest + subsidy >= 5_000 thousand crowns          from "29"
    c30: subsidy <= 2_000 thousand crowns if audit          from "30"
    c31: subsidy <= invest                                  from "31"
    c32: invest <= 4_000 thousand crowns unless exclusive   from "32"
    c33: years >= 20 if invest >= 3_000 thousand crowns     from "33"
    c34: years <= 40                                        from "34"
    c35: years <= 30 if exclusive                           from "35"
    c36: signed by 2031-06-30                               from "36"
    c37: begun at least 90 days after signed                from "37"
    c38: opened by 2033-03-31 if terminal                   from "38"
    c39: opened at least 700 days after begun               from "39"
    c40: signed not before 2031-05-01                       from "40"
}
"""

CONFLICT = frozenset({"c01", "c37", "c38", "c39", "c40"})

NAIVE = """\
from datetime import date

from z3 import And, Bool, Implies, Int, Not, Or, Solver, unsat

terminal, quay, rail, night = Bool("terminal"), Bool("quay"), Bool("rail"), Bool("night")
pilots, audit, exclusive, green = Bool("pilots"), Bool("audit"), Bool("exclusive"), Bool("green")
FREE, REDUCED, FULL, DOUBLE = range(4)
LOW, MEDIUM, HIGH = range(3)
CLOSED, SHARED, OPEN = range(3)
tariff, noise, access = Int("tariff"), Int("noise"), Int("access")
cranes, night_ships, day_ships = Int("cranes"), Int("night_ships"), Int("day_ships")
rent, invest, subsidy, years = Int("rent"), Int("invest"), Int("subsidy"), Int("years")
signed, begun, opened = Bool("signed"), Bool("begun"), Bool("opened")
day_signed, day_begun, day_opened = Int("day_signed"), Int("day_begun"), Int("day_opened")


def day(text):
    return date.fromisoformat(text).toordinal()


solver = Solver()
solver.set(unsat_core=True)
solver.set("core.minimize", True)

for number, low, high in [
    (tariff, 0, 3), (noise, 0, 2), (access, 0, 2), (cranes, 0, 40), (night_ships, 0, 60),
    (day_ships, 0, 120), (rent, 0, 900_000), (invest, 0, 9_000_000), (subsidy, 0, 9_000_000),
    (years, 5, 60),
    (day_signed, day("1900-01-01"), day("2200-12-31")),
    (day_begun, day("1900-01-01"), day("2200-12-31")),
    (day_opened, day("1900-01-01"), day("2200-12-31")),
]:
    solver.add(number >= low, number <= high)

clauses = {
    "c01": terminal,
    "c02": Implies(terminal, quay),
    "c03": Implies(And(terminal, cranes >= 8), rail),
    "c04": pilots == quay,
    "c05": Implies(night, noise <= MEDIUM),
    "c06": Implies(And(night, Not(rail)), noise == LOW),
    "c07": Implies(Not(rail), green),
    "c08": Implies(subsidy > 0, audit),
    "c09": Implies(exclusive, tariff <= REDUCED),
    "c10": access != CLOSED,
    "c11": Implies(exclusive, access == SHARED),
    "c12": Or(access == OPEN, exclusive),
    "c13": tariff != DOUBLE,
    "c14": Implies(audit, tariff >= REDUCED),
    "c15": Implies(access == OPEN, tariff == FULL),
    "c16": Implies(terminal, cranes >= 6),
    "c17": cranes <= 24,
    "c18": Implies(And(quay, rail), cranes >= 12),
    "c19": Implies(Not(night), night_ships == 0),
    "c20": Implies(noise == MEDIUM, night_ships <= 20),
    "c21": day_ships >= 30,
    "c22": day_ships + night_ships <= 100,
    "c23": day_ships + night_ships >= 50,
    "c24": day_ships <= 4 * cranes,
    "c25": rent >= 100_000,
    "c26": Implies(tariff <= REDUCED, rent >= 400_000),
    "c27": rent <= 600_000,
    "c28": Implies(terminal, invest >= 2_000_000),
    "c29": invest + subsidy >= 5_000_000,
    "c30": Implies(audit, subsidy <= 2_000_000),
    "c31": subsidy <= invest,
    "c32": Or(exclusive, invest <= 4_000_000),
    "c33": Implies(invest >= 3_000_000, years >= 20),
    "c34": years <= 40,
    "c35": Implies(exclusive, years <= 30),
    "c36": And(signed, day_signed <= day("2031-06-30")),
    "c37": Implies(begun, And(signed, day_begun >= day_signed + 90)),
    "c38": Implies(terminal, And(opened, day_opened <= day("2033-03-31"))),
    "c39": Implies(opened, And(begun, day_opened >= day_begun + 700)),
    "c40": Implies(signed, day_signed >= day("2031-05-01")),
}
for label, formula in clauses.items():
    solver.assert_and_track(formula, label)

if solver.check() == unsat:
    print("conflict:", *sorted(str(label) for label in solver.unsat_core()))
else:
    print(solver.model())
"""
