"""Record types of priorities and measures for the staff area."""
