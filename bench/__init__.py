"""Benchmarks: each prints ratios from one run, after it has compared the answers."""
