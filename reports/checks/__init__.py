"""Checks: they run while someone writes, and again before publication."""
