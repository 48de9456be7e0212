"""Sweeps: how many questions are divided among processes or machines, and kept in a file."""
