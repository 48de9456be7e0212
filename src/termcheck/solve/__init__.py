"""The solving room: items to answers; the only one that talks to a solver."""
