"""The digest of a library: equal for equal texts under equal names."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from termcheck.language.source import SourceText
from termcheck.library.model import Library


def digest(library: Library) -> str:
    """Return the digest of the texts of ``library``."""
    return digest_of(library.texts)


def digest_of(texts: Mapping[str, SourceText]) -> str:
    """Return SHA-256 over the names and the texts of files, in order of name."""
    found = sha256()
    for file in sorted(texts):
        for part in (file, texts[file].text):
            data = part.encode("utf-8", "surrogatepass")
            found.update(len(data).to_bytes(8, "big") + data)
    return f"sha256:{found.hexdigest()}"
