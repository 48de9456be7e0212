"""The logic room: a library and a question to ground formulas, and what they mean."""
