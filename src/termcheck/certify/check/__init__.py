"""The independent checker: standard library only, and nothing of the rest of termcheck."""
