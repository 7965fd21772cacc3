"""The date and time to publish a document."""

import datetime as dt
import re

from django import forms
from django.utils import timezone

from partnership.core.records.forms import RENDERER
from partnership.core.values.date_input import DateField

TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))? ?(am|pm)?", re.IGNORECASE)


class TimeOfDayField(forms.CharField):
    """A time as people write it: 9am, 9.30am, 14:00."""

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


class ScheduleForm(forms.Form):
    default_renderer = RENDERER
    # The fields share a form with the button that publishes now: if the browser asked
    # for them, that button would do nothing.
    use_required_attribute = False

    date = DateField(label="Date", error_messages={"required": "Enter a date"})
    time = TimeOfDayField(label="Time", help_text="For example, 9:30am.")

    def clean(self):
        data = super().clean()
        if data.get("date") and data.get("time"):
            moment = dt.datetime.combine(data["date"], data["time"])
            data["publish_at"] = timezone.make_aware(moment)
        return data
