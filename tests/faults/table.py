"""The closed table of seeded faults: wrong encodings, each a small change of the real code."""

from __future__ import annotations

from tests.faults.of_certificates import CERTIFICATES
from tests.faults.of_events import EVENTS
from tests.faults.of_meaning import MEANING
from tests.faults.of_questions import QUESTIONS
from tests.faults.of_solving import SOLVING

FAULTS = (*MEANING, *EVENTS, *SOLVING, *QUESTIONS, *CERTIFICATES)
