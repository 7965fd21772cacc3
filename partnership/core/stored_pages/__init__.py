"""Public pages as files: stored at publication, sent without session or user."""
