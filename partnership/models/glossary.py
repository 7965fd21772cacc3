"""The glossary: terms, abbreviations and their meanings."""

from django.db import models

from partnership.core.models.natural_keys import NaturalKeyModel


class Term(NaturalKeyModel):
    """A term or abbreviation, spelled as documents use it."""

    natural_key_fields = ["term"]

    term = models.CharField(max_length=120, unique=True, help_text="For example, CSP.")
    stands_for = models.CharField(
        "full version",
        max_length=200,
        blank=True,
        help_text="Full version of the abbreviation.",
    )
    meaning = models.TextField(blank=True, help_text="Definition in plain English.")
    instead_of = models.TextField(
        "spellings to avoid",
        blank=True,
        help_text="Spellings that documents should not use, one per line.",
    )

    class Meta:
        ordering = ["term"]

    def __str__(self):
        return self.term
