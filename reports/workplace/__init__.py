"""Officers' pages on one document: what the checks found, and publishing it."""
