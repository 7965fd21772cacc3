"""Checks: they run while somebody writes, and stand before publication."""
