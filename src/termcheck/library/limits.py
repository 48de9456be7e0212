"""Limits of size: what a library may hold before a diagnostic refuses it.

Each is far above what a drafter writes by hand and far below what would make
a machine slow; reaching one is an error with a place. The choice is ours.
"""

from __future__ import annotations

MEMBERS_OF_A_SET = 10_000
MEMBERS_OF_A_FAMILY = 100_000
WIDEST_BOUND = 10**15
"""The greatest size of a bound of a number, in its declared unit."""

DEEPEST = 100
"""How deep expressions and bodies may nest, definitions included."""

LARGEST = 200_000
"""How many steps one clause may take to write out in full."""
