"""Versions of records: who changed what, and when."""
