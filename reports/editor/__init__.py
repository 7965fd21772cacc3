"""The document editor: the outline, the text of a section, and its preview."""
