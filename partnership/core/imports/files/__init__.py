"""Uploaded files: accepting, storing and reading them into sheets."""
