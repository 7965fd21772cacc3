"""Texts that contributors submit for a document."""
