"""Checking rows, and saving them as records."""
