"""Publication of records: frozen content, and what the public sees of it."""
