"""Pages of one record: edit, delete, history, autosaved drafts and files."""
