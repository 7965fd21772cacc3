"""Figures and cross-references in text: parsed by a small grammar, never executed."""
