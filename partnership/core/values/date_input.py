"""A date in 3 inputs, or pasted whole into the first."""

import datetime as dt
from contextlib import suppress

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_date

from partnership.core.values.dates import day

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


class DateInput(forms.Widget):
    """Inputs for day, month and year; a whole date may be pasted into the first."""

    template_name = "records/fields/date_input.html"
    use_fieldset = True
    parts = ("day", "month", "year")

    def value_from_datadict(self, data, files, name):
        if name in data:
            return data.get(name)
        typed = tuple(data.get(f"{name}_{part}", "").strip() for part in self.parts)
        return typed if any(typed) else ""

    def value_omitted_from_data(self, data, files, name):
        return all(f"{name}_{part}" not in data for part in self.parts)

    def id_for_label(self, id_):
        return f"{id_}_day" if id_ else id_

    def split(self, value) -> tuple[str, str, str]:
        if isinstance(value, dt.date):
            return str(value.day), str(value.month), str(value.year)
        if isinstance(value, tuple | list):
            return tuple(value)
        return (value or "", "", "")

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        # The attributes are those of the group; no single input can have its id.
        shared = {**context["widget"]["attrs"]}
        key = shared.pop("id", f"id_{name}")
        context["inputs"] = [
            {
                "name": f"{name}_{part}",
                "id": f"{key}_{part}",
                "label": part.capitalize(),
                "value": text,
                "width": 4 if part == "year" else 2,
            }
            for part, text in zip(self.parts, self.split(value), strict=True)
        ]
        context["shared"] = shared
        return context


class DateField(forms.Field):
    """A date from 3 inputs, with errors that say which part is wrong."""

    widget = DateInput

    def to_python(self, value):
        if value in self.empty_values:
            return None
        if isinstance(value, dt.date):
            return value
        if isinstance(value, str):
            value = (value, "", "")
        first, month, year = value
        if first and not month and not year:
            return self._pasted(first)
        missing = [
            part
            for part, typed in zip(DateInput.parts, value, strict=True)
            if not typed
        ]
        if missing:
            raise ValidationError(f"Date must include a {' and a '.join(missing)}")
        return self._whole(first, month, year)

    def _whole(self, first, month, year):
        month_number = (
            MONTHS.index(m) + 1 if (m := month[:3].lower()) in MONTHS else month
        )
        try:
            numbers = int(year), int(month_number), int(first)
        except ValueError:
            raise ValidationError(
                "Enter the date in numbers, for example 30 9 2016"
            ) from None
        if numbers[0] < 1000:
            raise ValidationError("Year must include 4 numbers, for example 2016")
        try:
            return dt.date(*numbers)
        except (OverflowError, ValueError):
            raise ValidationError(self._no_such_day(*numbers)) from None

    @staticmethod
    def _no_such_day(year, month, number):
        if not 1 <= month <= 12:
            return "Month must be between 1 and 12"
        if year > dt.MAXYEAR:
            return "Year must include 4 numbers, for example 2016"
        name = day(dt.date(2000, month, 1)).split()[1]
        return f"{number} {name} {year} is not a real date"

    @staticmethod
    def _pasted(text):
        # Not the formats of the locale: they would take precedence.
        for pattern in settings.DATE_INPUT_FORMATS:
            try:
                return dt.datetime.strptime(text, pattern).date()  # noqa: DTZ007
            except ValueError:
                continue
        with suppress(ValueError):
            # Raised for a day that does not exist, such as 2016-02-30.
            if found := parse_date(text):
                return found
        raise ValidationError("Enter a full date, for example 30 9 2016")

    def has_changed(self, initial, data):
        try:
            return initial != self.to_python(data)
        except ValidationError:
            return True
