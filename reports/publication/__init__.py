"""Rendering, publishing and draft PDFs."""
