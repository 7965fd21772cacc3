"""Documents as Word files, for people who circulate drafts by email."""

from reports.publication.word.write import as_docx, bookmark_of

__all__ = ["as_docx", "bookmark_of"]
