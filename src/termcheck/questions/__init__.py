"""The questions room: one file for each question, all on the one oracle."""
