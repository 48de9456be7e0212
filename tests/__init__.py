"""The tests: `tests/` mirrors `src/`, and each rule of the house has one too."""
