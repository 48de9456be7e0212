"""The long run: `matrix`, `coalitions`, `timeline` and `diff` against brute force.

``python -m tests.questions.comparison_run --summary FILE --libraries 10000``
asks the four questions of the negotiations of seeds 0 to 9999, goes on where
an earlier run with the same file ended, and writes what it found to the file.
"""

from __future__ import annotations

from tests.questions.comparison_brute import faults
from tests.questions.gap_run import main

if __name__ == "__main__":
    main(faults)
