"""Files that officers upload: checked, and stored by the hash of their content."""
