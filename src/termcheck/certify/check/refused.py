"""Refused: the one way in which a check fails."""


class Refused(Exception):
    """A certificate is not accepted; the text says why."""
