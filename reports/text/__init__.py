"""Reading a draft: its lines, sentences and numbers."""
