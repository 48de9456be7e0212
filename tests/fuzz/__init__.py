"""Fuzzing: structured and raw, a short seeded run in the tests, a long one by hand."""
