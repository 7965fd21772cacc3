"""Files that officers upload: checked, and stored under the hash of their content."""
