"""Forms of what contributors send in."""

from django import forms

from partnership.accounts.form_mixins import GovukFormMixin
from partnership.core.records.model_form import RecordForm
from partnership.core.text.fields import remember_stored
from partnership.core.values.missing import Reason

CHANGED = (
    "Somebody else changed this after you opened it. Nothing you typed is lost. Read "
    "what is saved now, then save yours over it or take theirs"
)


class OwedForm(GovukFormMixin, RecordForm):
    """Answers of a contributor; `reasons` are offered where there is no answer."""

    reason_field = ""
    reasons: list[Reason] = []
    no_reason = ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        remember_stored(self)
        for field in self.fields.values():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs |= {"class": "govuk-textarea", "rows": 10}
        box = self.fields[self.reason_field]
        box.choices = self._choices(getattr(self.instance, self.reason_field))

    def _choices(self, held):
        """Those offered, and the one that an officer may have chosen."""
        offered = list(
            dict.fromkeys([*self.reasons, *([Reason(held)] if held else [])])
        )
        return [("", self.no_reason), *((one.value, one.label) for one in offered)]

    def tell_of_change(self):
        """Say at the top that somebody else was quicker."""
        self.add_error(None, CHANGED)
