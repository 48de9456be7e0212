"""Claims: what a report on a missing deal says, each a sentence that can be asked again.

A closed union. The renderer says a claim in words; a test reads the words back
and puts the claim to a fresh oracle. Names are as they are printed: clauses,
texts, and ``status quo of`` a term.
"""

from __future__ import annotations

from termcheck.library.formula import Variable
from termcheck.library.model import Answer
from termcheck.questions.movement import Move, NoLeast
from termcheck.value import Value

Names = tuple[str, ...]


class Clash(Value):
    """``names`` cannot hold together, and each is needed, where ``because`` holds.

    ``because`` are names of rules, texts of suppositions and kept clauses.
    """

    names: Names
    because: Names


class Step(Value):
    """``clause`` says that ``later`` does not happen unless ``earlier`` has.

    ``strictly``: on an earlier day; else on that day or earlier.
    """

    later: str
    earlier: str
    strictly: bool
    clause: str


class Circle(Value):
    """Each event waits for the next and the last for the first: none can happen."""

    steps: tuple[Step, ...]


class Repairs(Value):
    """With ``removed`` given up and ``moves`` made, the conflicts of one menu are gone.

    Whatever is chosen from the other menus.
    """

    removed: Names
    moves: tuple[Move, ...] = ()


class Called(Value):
    """The conflicts with these numbers rest on the status quo of ``term``.

    They would be gone with ``parties``, who decide it, at the table.
    """

    term: str
    parties: Names
    conflicts: tuple[int, ...]


class Settled(Value):
    """After the choice, what is left of the conflicts fixes this value in every package."""

    variable: Variable
    value: Answer


class Opened(Value):
    """After the choice there is a package with these values and days."""

    values: tuple[tuple[Variable, Answer], ...]
    days: tuple[tuple[str, int | None], ...]


class OneFromEach(Value):
    """One choice from each of ``menus`` restores a deal; there are ``fixes`` least fixes."""

    menus: int
    fixes: int


class Alone(Value):
    """``party`` can repair everything by itself, at least by giving up ``names``."""

    party: str
    names: Names


class NotAlone(Value):
    """``parties`` cannot, each by itself, repair everything."""

    parties: Names


class OnlyAlone(Value):
    """Of the parties, only ``party`` can repair everything by itself."""

    party: str


class Indispensable(Value):
    """In every repair each of ``owners`` gives something up."""

    owners: Names


class StandsIn(Value):
    """``name`` stands in ``conflicts`` of the conflicts, more than any clause not told."""

    name: str
    conflicts: int


class CitedIn(Value):
    """Clauses of ``conflicts`` of the conflicts cite ``source``."""

    source: str
    conflicts: int


class RestsOn(Value):
    """Without what only ``source`` supports, so many ``gone`` of ``conflicts`` are none.

    ``names`` are clauses and rules (``rule x``) of these conflicts that it alone
    supports. There is a deal then, unless there is ``still`` none.
    """

    source: str
    names: Names
    gone: int
    conflicts: int
    still: bool


class SurvivesEachSource(Value):
    """There is no deal, whichever one source is left out with what it alone supports."""


class RedLineNeeded(Value):
    """Every repair of the conflicts with these numbers gives up a red line, or moves one."""

    conflicts: tuple[int, ...]


class KeptUntouched(Value):
    """No fix changes ``names``, which are kept and on which conflicts rest."""

    names: Names


class Complete(Value):
    """The conflicts are all, and each is minimal."""


class NothingHelps(Value):
    """No clause that could be given up stands in the conflicts with these numbers."""

    conflicts: tuple[int, ...]


OfConflict = Clash | Circle | Repairs | Move | Settled | Opened | OneFromEach
OfWhole = (
    Alone
    | NotAlone
    | OnlyAlone
    | Indispensable
    | StandsIn
    | CitedIn
    | Called
    | RestsOn
    | SurvivesEachSource
    | RedLineNeeded
    | KeptUntouched
    | Complete
    | NothingHelps
    | NoLeast
)
Claim = OfConflict | OfWhole
