"""Benchmarks: how long one piece of work takes against another, as a ratio."""
