"""The parts of a year that can be carried over; later apps register their own."""

from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model

from partnership.core.pages.forms import GovukForm
from partnership.core.records.forms.row_form import RENDERER
from partnership.core.values import financial_years
from partnership.core.values.missing import Reason

UNDECIDED, SAME = "undecided", "same"
REASON = "Carried over from {}"
PARTS: list[type["Part"]] = []


def register(part: type["Part"]) -> type["Part"]:
    PARTS.append(part)
    return part


class RowForm(GovukForm):
    """Whether to carry over one row of a part."""

    default_renderer = RENDERER

    carry = forms.BooleanField(required=False)

    def __init__(self, *args, row, legend, label, initial=None, **kwargs):
        super().__init__(*args, initial={"carry": True, **(initial or {})}, **kwargs)
        self.row, self.legend = row, legend
        self.fields["carry"].label = label


class Part:
    """Rows of one kind that a partnership has in a year, with a form for each."""

    title: str = ""
    hint: str = ""
    form: ClassVar[type[RowForm]] = RowForm
    # Adding records of these models needs permission.
    creates: ClassVar[tuple[type[Model], ...]] = ()

    def __init__(self, partnership, year: int, posted=None):
        self.partnership, self.year, self.next = partnership, year, year + 1
        self.posted = posted
        self.forms = list(self.rows())

    @classmethod
    def years_of(cls, partnership) -> list[int]:
        """The years for which a partnership has such rows, if they count."""
        return []

    def rows(self):
        """Yield a form for each row that can be carried over."""
        raise NotImplementedError

    def carry(self, form) -> None:
        """Make next year's records from a row."""
        raise NotImplementedError

    def save(self, row, **values):
        """Validate and save a record, with the reason for its history."""
        try:
            row.full_clean()
        except ValidationError as error:
            messages = "; ".join(error.messages)
            raise ValidationError(f"{row}: {messages}") from None
        row._change_reason = REASON.format(financial_years.label(self.year))
        row.save()
        return row


def value_or_reason(same: bool, value, reason) -> tuple:
    """The same value and reason, or that it is not yet decided."""
    return (value, reason) if same else (None, Reason.NOT_YET_DECIDED)


def has_ended(row, year: int) -> bool:
    """Whether a record with dates, such as a partner, ends before a year."""
    return bool(row and row.to_on and row.to_on < financial_years.first_day(year))
