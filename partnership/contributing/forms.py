"""Base form for contributors' tasks."""

from django import forms

from partnership.accounts.form_mixins import GovukFormMixin
from partnership.core.records.model_form import RecordForm
from partnership.core.text.fields import set_stored_values
from partnership.core.values.missing import Reason

CHANGED = (
    "Someone else changed this after you opened it. Your changes have not been lost. "
    "Compare the saved version with yours, then choose which to keep"
)


class OwedForm(GovukFormMixin, RecordForm):
    """A contributor's answers; `reasons` are the options for giving no answer."""

    reason_field = ""
    reasons: list[Reason] = []
    no_reason = ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        set_stored_values(self)
        for field in self.fields.values():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs |= {"class": "govuk-textarea", "rows": 10}
        box = self.fields[self.reason_field]
        box.choices = self._choices(getattr(self.instance, self.reason_field))

    def _choices(self, held):
        """The reasons on offer, and the current one, perhaps chosen by an officer."""
        offered = list(
            dict.fromkeys([*self.reasons, *([Reason(held)] if held else [])])
        )
        return [("", self.no_reason), *((one.value, one.label) for one in offered)]

    def tell_of_change(self):
        """Add the error that someone else has changed this."""
        self.add_error(None, CHANGED)
