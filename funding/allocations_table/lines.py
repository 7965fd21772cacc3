"""Adding a line in the allocations table, and moving lines up and down."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from funding.models import Allocation, FundingLine, Settlement
from partnership.core.models.display import whole_number
from partnership.core.models.natural_keys import generate_code
from partnership.core.models.places import places_after_last
from partnership.core.pages.forms import GovukForm
from partnership.core.records.forms.fields import SingleLineField
from partnership.core.records.forms.widgets import Select
from partnership.core.values.missing import Reason
from partnership.core.values.money import PoundsFormField

UP, DOWN = "up", "down"
STEPS = {UP: -1, DOWN: 1}


class NewLineForm(GovukForm):
    """A line that is not in the table yet; it is only added if it has a name."""

    prefix = "new"

    label = SingleLineField(required=False, max_length=250, label="New line")
    parent = forms.ChoiceField(
        required=False, label="New line, subtotal", widget=Select
    )
    amount = PoundsFormField(required=False, label="New line, amount")

    def __init__(self, *args, headings, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = [("", "No subtotal"), *headings]
        for box in self.fields.values():
            box.widget.attrs["aria-label"] = box.label
        self.fields["amount"].widget.attrs["inputmode"] = "decimal"

    def clean(self):
        data = super().clean()
        if data.get("amount") is not None and not data.get("label"):
            self.add_error("label", "Enter the name of the new line")
        return data

    @property
    def is_filled(self) -> bool:
        return bool(self.cleaned_data.get("label"))

    def save(self, settlement: Settlement) -> FundingLine:
        """Add the line below its siblings, with its amount or that it is undecided."""
        data = self.cleaned_data
        line = FundingLine(
            code=generate_code(FundingLine, {"label": data["label"]}),
            fund=settlement.fund,
            partnership=settlement.partnership,
            label=data["label"],
            parent_id=int(data["parent"]) if data["parent"] else None,
        )
        beside = siblings(line)
        same = [sibling.pk for sibling in beside if sibling.label == line.label]
        if settlement.allocations.filter(line__in=same).exists():
            raise ValidationError(f"The table already has a line “{line.label}”")
        line.order = next(places_after_last(FundingLine))
        _save(line)
        amount = data["amount"]
        reason = Reason.NOT_YET_DECIDED if amount is None else ""
        _save(
            Allocation(
                settlement=settlement, line=line, amount_gbp=amount, reason=reason
            )
        )
        return line


def _save(row):
    row.full_clean()
    row._change_reason = "Added in the table"
    row.save()


def siblings(line: FundingLine) -> list[FundingLine]:
    """The lines of a fund below the same subtotal, in order."""
    return list(
        FundingLine.objects.filter(
            fund=line.fund_id, partnership=line.partnership_id, parent=line.parent_id
        ).order_by("order", "code")
    )


@transaction.atomic
def move(settlement: Settlement, asked: str) -> FundingLine | None:
    """Move a line by one place among its siblings: “17 up”; None if it cannot."""
    key, _, direction = asked.partition(" ")
    step = STEPS.get(direction, 0)
    own = FundingLine.objects.filter(
        fund=settlement.fund_id, partnership=settlement.partnership_id
    )
    line = own.filter(pk=whole_number(key)).first()
    if line is None:
        return None
    rows = siblings(line)
    place = rows.index(line)
    if not step or not 0 <= place + step < len(rows):
        return None
    rows.insert(place + step, rows.pop(place))
    for order, row in enumerate(rows):
        if row.order != order:
            row.order = order
            row._change_reason = "Moved in the table"
            row.save()
    return line


def try_to_add(form: NewLineForm, settlement: Settlement) -> list[tuple[str, str]]:
    """Add the line of a valid form, if it has one; return its errors."""
    if not form.is_filled:
        return []
    try:
        with transaction.atomic():
            form.save(settlement)
    except ValidationError as error:
        return [(sentence, form["label"].id_for_label) for sentence in error.messages]
    return []
