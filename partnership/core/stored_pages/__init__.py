"""Public pages as files: made at publication, sent without session or user."""
