"""The columns of a list of records, and the values in its cells."""
