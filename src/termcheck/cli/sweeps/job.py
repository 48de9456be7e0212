"""Jobs: a sweep and its library as plain text, for whoever is to answer questions of it."""

from __future__ import annotations

import json
from hashlib import sha256

from termcheck.language.parser import parse
from termcheck.library.build import build
from termcheck.library.model import Library
from termcheck.library.settings import Settings
from termcheck.library.sweep import Sweep
from termcheck.library.sweep_reading import read_sweep
from termcheck.value import Value


class Job(Value):
    """A library that was read, and a sweep of it from the text ``spec`` of the file ``file``.

    ``program`` is the digest of the program that read them.
    """

    library: Library
    sweep: Sweep
    file: str
    spec: str
    program: str


def to_text(job: Job) -> str:
    """Return a job as JSON: the texts of the library and of the sweep."""
    texts = {file: source.text for file, source in sorted(job.library.texts.items())}
    told = {"program": job.program, "texts": texts, "horizon": job.library.horizon}
    return json.dumps(told | {"file": job.file, "spec": job.spec})


def from_text(text: str) -> Job:
    """Return the job that ``to_text`` made ``text`` of."""
    told = json.loads(text)
    parsed = [parse(file, said) for file, said in told["texts"].items()]
    first, last = told["horizon"]
    library = build("", parsed, Settings((first, last))).library
    sweep = read_sweep(library, told["file"], told["spec"]).sweep
    assert sweep is not None, "who sends a job has read it"
    return Job(library, sweep, told["file"], told["spec"], told["program"])


def digest(text: str) -> str:
    """Return the digest of a text."""
    return f"sha256:{sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}"
