"""The glossary: one spelling for each term, and what abbreviations stand for."""

from django.db import models

from partnership.core.models.natural_keys import NaturalKeyModel


class Term(NaturalKeyModel):
    """One term or abbreviation, in the one spelling that documents use."""

    natural_key_fields = ["term"]

    term = models.CharField(max_length=120, unique=True, help_text="Like CSP.")
    stands_for = models.CharField(
        max_length=200, blank=True, help_text="The words in full, for an abbreviation."
    )
    meaning = models.TextField(blank=True, help_text="In plain words, for readers.")
    instead_of = models.TextField(
        blank=True, help_text="Spellings that documents should not use, one a line."
    )

    class Meta:
        ordering = ["term"]

    def __str__(self):
        return self.term
