"""Seeded faults: wrong encodings that the laws and oracles alone must catch."""
