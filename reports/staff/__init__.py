"""Staff pages about the year and about one document."""
