"""The glossary and house style: terms, abbreviations, spellings and forms."""

from django.db import models

from partnership.core.models.constraints import CheckConstraint
from partnership.core.models.natural_keys import NaturalKeyModel
from partnership.core.values.names import NameField


class Term(NaturalKeyModel):
    """A term, abbreviation or form, as documents use it, and spellings to avoid.

    An abbreviation without a full version needs no explanation. A form is an example,
    such as 2016-17: its numbers and months stand for any others.
    """

    natural_key_fields = ["term"]

    term = NameField(max_length=120, unique=True, help_text="For example, PSPO.")
    full_version = models.CharField(
        "full version",
        max_length=200,
        blank=True,
        help_text="The abbreviation in full. Leave blank if everyone knows it.",
    )
    meaning = models.TextField(blank=True, help_text="Definition in plain English.")
    instead_of = models.TextField(
        "spellings to avoid",
        blank=True,
        help_text="Spellings that documents should not use, one per line.",
    )
    is_form = models.BooleanField(
        "format of years, dates or numbers",
        default=False,
        help_text="The term and the spellings to avoid are examples for all numbers "
        "and months. For example, 2016-17, not 2016/17.",
    )

    class Meta:
        ordering = ["term"]
        constraints = [
            CheckConstraint(
                name="term_form_has_spelling_to_avoid",
                error_fields=["instead_of"],
                condition=models.Q(is_form=False) | ~models.Q(instead_of=""),
                violation_error_message="Enter a form to avoid. For example, 2016/17",
            )
        ]

    def __str__(self):
        return self.term
