"""Limits of size: what a library may hold before a diagnostic refuses it.

Each is far above what a drafter writes by hand and far below what would make
a machine slow; reaching one is an error with a place. The choice is ours.
"""

from __future__ import annotations

MEMBERS_OF_A_SET = 10_000
MEMBERS_OF_A_FAMILY = 100_000
MEMBERS_IN_ALL = 1_000_000
"""Members of all sets and families of a library together."""

VALUES = 1_000
"""Named values of one type."""

PHASES = 100
CLAUSES = 500_000
"""Clauses of a library; a text that amends another has that one's clauses too."""

WIDEST_BOUND = 10**15
"""The greatest size of a bound of a number, in its declared unit."""

DEEPEST = 100
"""How deep expressions and bodies may nest, definitions included."""

LARGEST = 200_000
"""How many steps one clause may take to write out in full; terms of a sum are such steps."""

STEPS_IN_ALL = 5_000_000
"""Steps of all clauses and definitions of a library, by phase where they are read in several."""
