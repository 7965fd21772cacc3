"""Figures and references in words: read by a grammar of our own, never executed."""
