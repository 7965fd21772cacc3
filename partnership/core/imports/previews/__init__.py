"""Previewing a file, saving what the preview showed, and undoing it."""
