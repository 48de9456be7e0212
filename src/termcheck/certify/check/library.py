"""Libraries: files cut into the words that certificates cite, by name.

Accepts the files of a library as texts; yields declarations and statements,
each as it stands in its file; a clause behind the word of its block, which is
``proposal`` or ``position``, as a rule stands behind ``rule``. Nothing is
understood here but where a statement begins and ends, what it is called, and
what overrides it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from termcheck.certify.check.words import CONTINUES, Refused, words

_PIECE = re.compile(r'"(?:[^"\\\n]|\\.)*"|#[^\n]*|[{}()\[\];\n]|[^"#{}()\[\];\n]+|"')
_FENCE = re.compile(r"^```terms\b[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_NAME = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")
_MEANING = re.compile(r'\s*"(?:[^"\\]|\\.)*"\s*$')
_HEAD = re.compile(
    r"(?P<kind>proposal|position|rule|unit|set|constant|phase|term|event|define)\s+"
    r"(?P<name>[A-Za-z_][\w.]*)"
)
_LABEL = re.compile(r"\s*([A-Za-z_]\w*)\s*:")
_AMENDS = re.compile(r"\bamends\s+([A-Za-z_]\w*)")
_DAY = re.compile(r"\bon\s+([0-9]{4}(?:-[0-9]{2}){0,2})\b")
_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"')
_FRONT = re.compile(r'(?:"(?:[^"\\\n]|\\.)*"|[^"{])*')
_OPEN = re.compile(r"(?:[{,:]|\b(?:and|or))\s*$")

UNSEEN = "the library was not looked at: that nothing in it overrides these clauses is believed"
"""What has to be believed of words that stand in a certificate alone."""


class Statement(NamedTuple):
    """A clause or a rule: what its text calls it, or "", its words, and whom it overrides."""

    label: str
    text: str
    overrides: tuple[str, ...]


class Library:
    """Finds words by name."""

    def __init__(self, files: Mapping[str, str]) -> None:
        """Cut up ``files``, texts by name; those of ``.md`` files count in their fences only."""
        self.declared: dict[str, list[str]] = {}
        self.phases: list[str] = []
        self._statements: dict[str, Statement] = {}
        self._overriding: dict[str, list[str]] = {}
        self._proposals: dict[str, tuple[str, list[str]]] = {}
        self._merged: dict[str, list[Statement]] = {}
        for name in sorted(files):
            whole = files[name].removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
            parts = _FENCE.findall(whole) if name.endswith(".md") else [whole]
            for part in parts:
                for text in cut(part):
                    self._take(text)
        for owner in sorted(self._proposals):
            self._place(owner, "proposal", "", self._clauses_of(owner, ()))

    def _take(self, text: str) -> None:
        head = _HEAD.match(text)
        if head is None:
            return
        kind, name = head["kind"], head["name"]
        if kind in ("proposal", "position"):
            front = "".join(_FRONT.findall(text)[:1])
            items = list(cut(text[len(front) + 1 :].rstrip().removesuffix("}")))
            if kind == "position":
                self._position(name, front, items)
            elif name not in self._proposals:
                amends = _AMENDS.search(_STRING.sub("", front))
                self._proposals[name] = amends[1] if amends else "", items
        elif kind == "rule":
            self._statements.setdefault(name, Statement(name, text, ()))
        else:
            declared = _MEANING.sub("", text) if kind in ("term", "event") else text
            names = _NAME.findall(declared.partition("=")[0])[1:] if kind == "unit" else [name]
            for each in names:
                self.declared.setdefault(each, []).append(declared)
            if kind == "phase":
                self.phases.append(declared)

    # --- Texts -----------------------------------------------------------------

    def _position(self, party: str, front: str, items: Sequence[str]) -> None:
        day = _DAY.search(_STRING.sub("", front))
        end = f"@{'-'.join([*day[1].split('-'), '01', '01'][:3])}" if day else ""
        self._place(party, "position", end, [each for each in map(_statement, items) if each])

    def _clauses_of(self, name: str, seen: tuple[str, ...]) -> list[Statement]:
        """Return the clauses of a proposal, those of the text that it amends among them."""
        if name in self._merged:
            return self._merged[name]
        if name in seen or name not in self._proposals:
            raise Refused(f"`{name}` amends no text")
        amends, items = self._proposals[name]
        own = [each for each in map(_statement, items) if each]
        gone = {label for item in items for label in _withdrawn(item)}
        found: list[Statement] = []
        for old in self._clauses_of(amends, (*seen, name)) if amends else []:
            again = [each for each in own if each.label and each.label == old.label]
            found += again or ([] if old.label in gone else [old])
        found += [each for each in own if each not in found]
        self._merged[name] = found
        return found

    def _place(self, owner: str, block: str, end: str, statements: Sequence[Statement]) -> None:
        keys = [f"{owner}.{each.label or at}{end}" for at, each in enumerate(statements, 1)]
        labelled = {each.label: key for key, each in zip(keys, statements, strict=True)}
        for key, each in zip(keys, statements, strict=True):
            if key in self._statements:
                raise Refused(f"`{key}` is said twice")
            self._statements[key] = each._replace(text=f"{block} {each.text}")
            for label in each.overrides:
                if label in labelled:
                    self._overriding.setdefault(labelled[label], []).append(key)

    # --- Asking ----------------------------------------------------------------

    def names(self) -> list[str]:
        """Return the names of all statements."""
        return list(self._statements)

    def words(self, names: Iterable[str], formulas: Iterable[str]) -> dict[str, Any]:
        """Return all words that ``names`` and ``formulas`` need, as certificates have them."""
        clauses: dict[str, Any] = {}
        waiting = list(names)
        while waiting:
            name = waiting.pop(0)
            if name in clauses:
                continue
            statement, reading = self._found(name)
            base = name.removesuffix(f".{reading}") if reading else name
            over = self._overriding.get(base, [])
            waiting += over
            clauses[name] = {
                "text": statement.text, "reading": reading, "overriding": list(over)
            }  # fmt: skip
        said = [*formulas, *(each["text"] for each in clauses.values()), *self.phases]
        return {"declarations": self._needed(said), "clauses": clauses}

    def _found(self, name: str) -> tuple[Statement, str]:
        """Return the statement of ``name``, and the reading or alternative that it means."""
        if name in self._statements:
            return self._statements[name], ""
        owner, _, label = name.rpartition(".")
        if owner not in self._statements:
            raise Refused(f"the library has no `{name}`")
        return self._statements[owner], label

    def _needed(self, texts: list[str]) -> list[str]:
        seen: set[str] = set()
        found: dict[str, None] = {}
        while texts:
            for name in _NAME.findall(_STRING.sub("", texts.pop())):
                if name not in seen:
                    seen.add(name)
                    for text in self.declared.get(name, ()):
                        found[text] = None
                        texts.append(text)
        return sorted(found)


def cut(text: str) -> Iterator[str]:
    """Yield the statements of a file, or of a block, without comments around them.

    A line that goes on with the one above belongs to it; so does what stands
    within brackets.
    """
    depth, parts = 0, list[str]()
    pieces = _PIECE.findall(text)
    for at, piece in enumerate(pieces):
        if piece in "([{":
            depth += 1
        elif piece in ")]}":
            depth -= 1
        ends = piece in ";\n" and depth <= 0
        if ends and not _goes_on(parts, pieces, at):
            said = "".join(parts).strip()
            if said:
                yield said
            parts = []
        elif piece[0] != "#":
            parts.append(piece)
    said = "".join(parts).strip()
    if said:
        yield said


def _goes_on(parts: Sequence[str], pieces: Sequence[str], at: int) -> bool:
    """Say whether the line end at a place is inside the statement made of ``parts``."""
    if pieces[at] == ";":
        return False
    if parts and _OPEN.search("".join(parts[-2:])):
        return True
    rest = ""
    for place in range(at + 1, len(pieces)):
        if pieces[place] != "\n" and pieces[place][0] != "#":
            rest += pieces[place]
            if rest.strip():
                break
    return bool(parts) and CONTINUES.match(rest.lstrip()) is not None


def _statement(text: str) -> Statement | None:
    """Return a clause of a block; nothing if it takes one back."""
    if re.match(r"withdraw\b(?!\s*:)", text):
        return None
    label = _LABEL.match(text)
    return Statement(label[1] if label else "", text, tuple(_overridden(text)))


def _overridden(text: str) -> Iterator[str]:
    """Yield the labels after ``overrides``."""
    inside = False
    for kind, word in words(text) if "overrides" in text else []:
        if (kind, word) == ("word", "overrides"):
            inside = True
        elif inside and kind == "name":
            yield word
        else:
            inside = inside and word == ","


def _withdrawn(text: str) -> list[str]:
    return _NAME.findall(text)[1:] if re.match(r"withdraw\b(?!\s*:)", text) else []
