"""The document tree: headings, numbering, tables, notes, references and prose."""
