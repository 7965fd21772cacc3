"""Full-text search on PostgreSQL and SQLite, behind one function."""
