"""Formatting dates and times."""

import datetime as dt
import re

import pytest
from django.conf import settings
from django.template import Context, Template

from partnership.core.values import dates

SUMMER = dt.datetime(2016, 7, 4, 17, 26, tzinfo=dt.UTC)  # 6:26pm in London


@pytest.mark.parametrize(
    ("hour", "expected"),
    [(0, "12:05am"), (9, "9:05am"), (12, "12:05pm"), (18, "6:05pm")],
)
def test_clock_has_twelve_hours_and_small_letters(hour, expected):
    assert dates.clock(dt.datetime(2016, 1, 1, hour, 5, tzinfo=dt.UTC)) == expected


def test_moments_are_in_local_time():
    assert dates.moment(SUMMER) == "4 July 2016 at 6:26pm"
    assert dates.full_moment(SUMMER) == "Monday 4 July 2016 at 6:26pm"


def test_a_day_begins_at_local_midnight():
    late = dt.datetime(2016, 7, 4, 23, 30, tzinfo=dt.UTC)

    assert render("{{ at|day }}", late) == "5 July 2016"


def test_filters_return_nothing_without_a_date():
    shown = "{{ at|day }}{{ at|weekday }}{{ at|clock }}{{ at|moment }}"

    assert render(shown, None) == ""


def test_filters_format_dates_and_times():
    shown = "{{ at|weekday }}, {{ at|clock }}; {{ at|full_moment }}"

    expected = "Monday 4 July 2016, 6:26pm; Monday 4 July 2016 at 6:26pm"
    assert render(shown, SUMMER) == expected


def render(words, moment):
    return Template(words).render(Context({"at": moment}))


def test_no_template_words_a_day_of_its_own():
    pages = [*settings.BASE_DIR.glob("templates/**/*.*")]

    assert pages
    # Times for programs, in ISO 8601, are no words.
    worded = re.compile(r'\|(date|time)\b(?!:"c")')
    assert not [p.name for p in pages if worded.search(p.read_text())]
