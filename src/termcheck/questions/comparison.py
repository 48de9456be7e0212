"""Comparisons: what was compared, for those who certify the difference that was found."""

from __future__ import annotations

from termcheck.questions.inquiry import Inquiry
from termcheck.questions.sides import Joined, Side


class Comparison:
    """What was compared: two sides, and what they share.

    ``texts`` are the names of the two texts of one library, empty if libraries
    are compared.
    """

    def __init__(
        self, base: Side, head: Side, both: Joined, inquiry: Inquiry, texts: tuple[str, ...] = ()
    ) -> None:
        self.sides = (base, head)
        self.both = both
        self.inquiry = inquiry
        self.texts = texts
