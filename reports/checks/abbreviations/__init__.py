"""Abbreviations: whether they are explained, and match what they stand for."""
