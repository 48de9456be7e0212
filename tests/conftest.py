"""Settings that all tests share."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "termcheck",
    deadline=None,
    max_examples=60,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("long", parent=settings.get_profile("termcheck"), max_examples=10_000)
settings.load_profile(os.environ.get("TERMCHECK_TESTS", "termcheck"))

os.environ["TERMCHECK_CACHE"] = "off"
"""No test reads what another run has kept, but those that are about it."""
