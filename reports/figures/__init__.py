"""Linked figures: the grammar of figure codes, their resolver and what can be inserted."""
