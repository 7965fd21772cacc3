"""Building a document from its outline, its text and the data."""
