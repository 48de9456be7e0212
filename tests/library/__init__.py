"""The library room: names, types, units, positions, references, checks and lints."""
