"""Reasons for missing values, and qualifiers of numbers."""

from django.db import models


class Reason(models.TextChoices):
    """Why there is no value. A field has a value or a reason, never both."""

    NOT_AVAILABLE = "not-available", "not available"
    NOT_APPLICABLE = "not-applicable", "n/a"
    NOT_YET_DUE = "not-yet-due", "not yet due"
    NOT_YET_DECIDED = "not-yet-decided", "not yet decided"
    IN_ANOTHER_LINE = "in-another-line", "in another line"
    SUPPRESSED = "suppressed", "suppressed"
    NOT_GIVEN = "not-given", "not given"


class Qualifier(models.TextChoices):
    """How exact a number is. The label goes before the number, or after it (AFTER)."""

    EXACT = "exact", "exact"
    UP_TO = "up-to", "up to"
    ABOUT = "about", "about"
    JUST_UNDER = "just-under", "just under"
    OVER = "over", "over"
    AT_LEAST = "at-least", "at least"
    ESTIMATED = "estimated", "estimated"
    PROVISIONAL = "provisional", "provisional"
    REVISED = "revised", "revised"
    FORECAST = "forecast", "forecast"


AFTER = {
    Qualifier.ESTIMATED,
    Qualifier.PROVISIONAL,
    Qualifier.REVISED,
    Qualifier.FORECAST,
}


def qualified(text: str, qualifier: str) -> str:
    """Return “up to 2,364”, “9,058 (provisional)”, or the text unchanged if exact."""
    if not qualifier or qualifier == Qualifier.EXACT:
        return text
    words = Qualifier(qualifier).label
    return f"{text} ({words})" if qualifier in AFTER else f"{words} {text}"


def qualifier_field(**kwargs):
    """Return a model field for a number's qualifier; the default is exact."""
    kwargs = {
        "max_length": 12,
        "choices": Qualifier,
        "default": Qualifier.EXACT,
    } | kwargs
    return models.CharField(**kwargs)


NO_TEXT_LABEL = "reason there is no text"


def reason_field(verbose_name="reason there is no figure", **kwargs):
    """Return a model field for the reason there is no number or text."""
    kwargs = {"max_length": 16, "choices": Reason, "blank": True} | kwargs
    return models.CharField(verbose_name, **kwargs)
