"""The form for one line of the allocations table."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst

from funding.queries.ledger import NOT_GIVEN, Amount
from partnership.core.models.constraint_errors import place_errors
from partnership.core.pages.forms import GovukForm
from partnership.core.records.forms.widgets import Select
from partnership.core.values import money
from partnership.core.values.fingerprints import fingerprint
from partnership.core.values.missing import Qualifier, Reason
from partnership.core.values.money import PoundsFormField

ABSENT = ""
FIGURES = [(q.value, q.label.capitalize()) for q in Qualifier]
REASONS = [(r.value, capfirst(r.label)) for r in Reason]
AMOUNT_TYPES = [
    (ABSENT, "No line this year"),
    ("Figure", FIGURES),
    ("Reason there is no figure", REASONS),
]
SELECT_LINE = "Select the line that includes this money"


class LineForm(GovukForm):
    """An allocation: an amount or a reason, the line that includes it, and a note."""

    amount = PoundsFormField(required=False, label="amount")
    amount_type = forms.ChoiceField(
        choices=AMOUNT_TYPES,
        required=False,
        label="amount, or reason there is none",
        widget=Select,
    )
    in_line = forms.ChoiceField(required=False, label="line", widget=Select)
    note = forms.CharField(required=False, max_length=600, label="note")

    def __init__(self, *args, allocation, lines, label, **kwargs):
        super().__init__(*args, initial=initial_of(allocation), **kwargs)
        self.allocation, self.label = allocation, label
        self.fields["in_line"].choices = [("", "Select"), *lines]
        for box in self.fields.values():
            box.widget.attrs["aria-label"] = f"{label}, {box.label}"
        self.fields["amount"].widget.attrs |= {
            "inputmode": "decimal",
            "data-amount": "",
        }
        self.fields["amount_type"].widget.attrs["data-amount-type"] = ""
        self.fields["note"].widget.attrs["data-editor"] = "line"

    @property
    def names_line(self):
        """Whether to ask which line includes the money."""
        return self["amount_type"].value() == Reason.IN_ANOTHER_LINE

    @property
    def is_absent(self):
        data = self.cleaned_data
        return not data.get("amount_type") and data.get("amount") is None

    def clean(self):
        """Check that there is either an amount or a reason."""
        data = super().clean()
        if "amount" in self.errors:
            return data
        amount_type, amount = data.get("amount_type", ""), data.get("amount")
        if amount is not None and amount_type == self.stored_reason:
            # An amount entered over “not yet decided” replaces it.
            amount_type = data["amount_type"] = Qualifier.EXACT.value
        if amount is not None and amount_type in Reason.values:
            label = Reason(amount_type).label
            self.add_error("amount", f"Enter an amount or select “{label}”, not both")
        elif amount is None and amount_type in Qualifier.values:
            self.add_error(
                "amount", "Enter an amount in pounds, or select a reason there is none"
            )
        elif amount_type == Reason.IN_ANOTHER_LINE and not data.get("in_line"):
            self.add_error("in_line", SELECT_LINE)
        return data

    @property
    def stored_reason(self):
        """The reason that was stored, or None if there was an amount or nothing."""
        return (self.allocation.reason or None) if self.allocation else None

    def fill(self, allocation):
        """Copy the form's values to an allocation and validate it."""
        data = self.cleaned_data
        amount_type, amount = data["amount_type"], data["amount"]
        reason = amount_type if amount is None else ""
        allocation.amount_gbp, allocation.reason = amount, reason
        allocation.qualifier = (
            amount_type if amount_type in Qualifier.values else Qualifier.EXACT
        )
        other = data["in_line"] if reason == Reason.IN_ANOTHER_LINE else None
        allocation.in_line_id = int(other) if other else None
        allocation.note = data["note"]
        try:
            allocation.full_clean()
        except ValidationError as error:
            boxes = {"amount_gbp": "amount", "in_line": "in_line", "note": "note"}
            for name, message in place_errors(allocation, error, set(boxes)).items():
                self.add_error(boxes.get(name, "amount"), message)

    @property
    def current_amount(self) -> Amount:
        """The amount currently in the form, or a reason if it is invalid."""
        if not self.is_bound:
            return amount_of(self.allocation)
        amount_type = self["amount_type"].value() or ""
        try:
            gbp = self.fields["amount"].clean(self["amount"].value())
        except ValidationError:
            gbp = None
        if gbp is not None:
            return Amount(gbp)
        return Amount(
            None, amount_type if amount_type in Reason.values else Reason.NOT_GIVEN
        )


def amount_of(allocation) -> Amount:
    """Return the Amount of a stored allocation; not given if there is none."""
    if allocation is None:
        return NOT_GIVEN
    return Amount(allocation.amount_gbp, allocation.reason, allocation.qualifier)


def initial_of(allocation) -> dict:
    """Return the form's initial values for a stored allocation, or for none."""
    if allocation is None:
        return {"amount": None, "amount_type": ABSENT, "in_line": "", "note": ""}
    has_amount = allocation.amount_gbp is not None
    return {
        "amount": allocation.amount_gbp,
        "amount_type": allocation.qualifier if has_amount else allocation.reason,
        "in_line": str(allocation.in_line_id or ""),
        "note": allocation.note,
    }


def fingerprint_of(values) -> str:
    """Return a fingerprint of a line's values; 64,180 and 64,180.00 are the same."""
    amount = values.get("amount")
    text = {
        name: str(values.get(name) or "") for name in ("amount_type", "in_line", "note")
    }
    return fingerprint(
        text | {"amount": "" if amount is None else money.number(amount)}
    )
