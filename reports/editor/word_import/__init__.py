"""A document started from a Word file: its headings, where they go, and saving."""
