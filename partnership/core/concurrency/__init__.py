"""Drafts saved automatically, who else is editing, and merging two people's changes."""
