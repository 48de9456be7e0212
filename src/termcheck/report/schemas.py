"""Schemas: the published records as JSON Schema, by name.

A record that is not in this table is not promised to anybody.
"""

from __future__ import annotations

from typing import Any

from termcheck.report.certificate_record import CertificateRecord
from termcheck.report.comparison_records import (
    CoalitionsRecord,
    DiffRecord,
    MatrixRecord,
    TimelineRecord,
)
from termcheck.report.gap_records import GapRecord
from termcheck.report.packages_records import PackagesRecord
from termcheck.report.records import (
    CheckRecord,
    ExplainRecord,
    Record,
    ShowRecord,
    VerdictRecord,
    WhyRecord,
)
from termcheck.report.sweep_records import SweepRecord
from termcheck.report.verify_record import VerifyRecord

PUBLISHED: dict[str, type[Record]] = {
    "check": CheckRecord,
    "verdict": VerdictRecord,
    "gap": GapRecord,
    "why": WhyRecord,
    "packages": PackagesRecord,
    "show": ShowRecord,
    "explain": ExplainRecord,
    "matrix": MatrixRecord,
    "coalitions": CoalitionsRecord,
    "timeline": TimelineRecord,
    "sweep": SweepRecord,
    "diff": DiffRecord,
    "certificate": CertificateRecord,
    "verify": VerifyRecord,
}
"""The records by the name of their schema file."""


_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON Schema of every published record, by name."""
    return {name: _schema(model) for name, model in PUBLISHED.items()}


def _schema(model: type[Record]) -> dict[str, Any]:
    """Return the schema of a record, in which everything is always there but the timings."""
    found = model.model_json_schema(by_alias=True, mode="serialization")
    always = [field for field in found["properties"] if field != "timings"]
    return {"$schema": _DIALECT} | found | {"required": always}
