"""Forms to publish, schedule and withdraw a document."""

import datetime as dt
import re

from django import forms
from django.utils import timezone

from partnership.core.records.lists.action_forms import ActionForm, ReasonField
from partnership.core.values.date_input import DateField
from reports.publication import publish as publishing
from reports.staff.differences import suggested_change_note

TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))? ?(am|pm)?", re.IGNORECASE)


class TimeOfDayField(forms.CharField):
    """A time in the usual formats: 9am, 9.30am, 14:00."""

    def __init__(self, **kwargs):
        super().__init__(
            max_length=10,
            error_messages={"required": "Enter a time, for example 9:30am"},
            **kwargs,
        )

    def clean(self, value):
        text = super().clean(value)
        match = TIME.fullmatch(text.strip())
        try:
            hour, minute = int(match[1]), int(match[2] or 0)
            if half := (match[3] or "").lower():
                if not 1 <= hour <= 12:
                    raise ValueError
                hour = hour % 12 + (12 if half == "pm" else 0)
            return dt.time(hour, minute)
        except (TypeError, ValueError):
            raise forms.ValidationError(
                "Time must be a real time, for example 9:30am or 14:00"
            ) from None


class DocumentForm(ActionForm):
    def __init__(self, *args, report, **kwargs):
        super().__init__(*args, **kwargs)
        self.report = report


class ChangesForm(DocumentForm):
    reason = ReasonField("What needs to change?", "Enter what needs to change")


class WithdrawalForm(DocumentForm):
    why = ReasonField(
        "Why are you withdrawing it?",
        "Enter a reason for withdrawing the document",
        help_text="The public will no longer be able to see this document. We keep all "
        "its editions.",
    )


class PublishForm(DocumentForm):
    """Ask for the change note of a new edition, unless it is the first."""

    change_note = ReasonField(
        "Public change note",
        rows=3,
        required=False,
        help_text="Say what has changed. This will be shown at the top of the new "
        "edition. You can edit the suggested text.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Only called if the field is shown, because it compares the draft with the
        # edition.
        self.fields["change_note"].initial = lambda: suggested_change_note(self.report)

    def clean_change_note(self):
        note = self.cleaned_data["change_note"]
        if not note and publishing.needs_change_note(self.report):
            if not publishing.has_same_content(self.report):
                raise forms.ValidationError("Enter a change note")
        return note


class ScheduleForm(PublishForm):
    date = DateField(label="Date", error_messages={"required": "Enter a date"})
    time = TimeOfDayField(label="Time", help_text="For example, 9:30am.")

    def clean(self):
        data = super().clean()
        if data.get("date") and data.get("time"):
            moment = dt.datetime.combine(data["date"], data["time"])
            data["publish_at"] = timezone.make_aware(moment)
        return data
