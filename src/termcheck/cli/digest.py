"""The digest of a library: equal for equal texts under equal names."""

from __future__ import annotations

from hashlib import sha256

from termcheck.library.model import Library


def digest(library: Library) -> str:
    """Return SHA-256 over the names and the texts of the library's files, in order of name."""
    found = sha256()
    for file in sorted(library.texts):
        for part in (file, library.texts[file].text):
            data = part.encode("utf-8", "surrogatepass")
            found.update(len(data).to_bytes(8, "big") + data)
    return f"sha256:{found.hexdigest()}"
