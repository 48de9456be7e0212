"""Second opinions: whether there is somebody to ask."""

from __future__ import annotations

from termcheck.cli.limit_options import Wrong
from termcheck.solve.cvc5 import is_installed


def check_there(wrong: Wrong) -> None:
    """Note if there is nobody who could give a second opinion."""
    if not is_installed():
        help = "`pip install 'termcheck[verify]'` installs it"
        wrong.say("`--second-opinion` asks cvc5, and cvc5 is not installed", help)
