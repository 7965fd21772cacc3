"""Public pages, staff records and imports of partners, partnerships and people."""
