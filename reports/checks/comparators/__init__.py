"""Comparators: what the statements of a draft are compared with.

Each module compares with one thing: the data, the sentence itself, other statements,
the calendar, the known names. They share one reading of the draft (reports.text).
"""
