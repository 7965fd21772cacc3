"""Base form for contributors' tasks."""

from django import forms

from partnership.accounts.form_mixins import GovukFormMixin
from partnership.core.records.forms.model_form import RecordModelForm
from partnership.core.text.fields import set_stored_values
from partnership.core.values.missing import Reason

CONFLICT_ERROR = (
    "Someone else changed this after you opened it. Your changes have not been lost. "
    "Compare the saved version with yours, then choose which to keep"
)


class SubmissionForm(GovukFormMixin, RecordModelForm):
    """A contributor's answers; `reasons` are the options for giving no answer."""

    answer_field = ""
    reason_field = ""
    reasons: list[Reason] = []
    no_reason = ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        set_stored_values(self)
        for field in self.fields.values():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs |= {"class": "govuk-textarea", "rows": 10}
        field = self.fields[self.reason_field]
        self.stored_reason = getattr(self.instance, self.reason_field)
        field.choices = self._choices(self.stored_reason)
        is_initial = self.stored_reason == Reason.NOT_YET_DUE
        if is_initial and not getattr(self.instance, "was_saved", True):
            self.initial[self.reason_field] = ""

    def _choices(self, current):
        """Return the reasons to offer, and the current one, which may be another."""
        reasons = dict.fromkeys(
            [*self.reasons, *([Reason(current)] if current else [])]
        )
        return [("", self.no_reason), *((r.value, r.label) for r in reasons)]

    def clean(self):
        """Clear the stored reason if there is an answer."""
        data = super().clean()
        has_answer = data.get(self.answer_field) not in {None, ""}
        if has_answer and data.get(self.reason_field) == self.stored_reason:
            data[self.reason_field] = ""
        return data

    def add_conflict_error(self):
        """Add the error that someone else has changed this."""
        self.add_error(None, CONFLICT_ERROR)
