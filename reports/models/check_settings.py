"""What an administrator has decided about a check."""

from django.db import models

from partnership.core.models.constraints import CheckConstraint
from partnership.core.models.natural_keys import NaturalKeyModel


class CheckSetting(NaturalKeyModel):
    """A check whose warnings are shown as advice, or whose advice is switched off.

    Errors stay errors. Deleting the record reverses the decision; the history says who
    decided what and when.
    """

    natural_key_fields = ["check_name"]

    check_name = models.SlugField(
        "check",
        max_length=60,
        unique=True,
        error_messages={"unique": "This check already has a setting"},
    )
    warnings_as_advice = models.BooleanField(
        "show its warnings as advice",
        default=False,
        help_text="Its warnings do not need to be fixed or accepted before publishing. "
        "Errors do not change.",
    )
    hide_advice = models.BooleanField(
        "switch off its advice",
        default=False,
        help_text="Its advice is no longer listed in check results.",
    )
    reason = models.CharField(max_length=400)

    class Meta:
        verbose_name = "check setting"
        ordering = ["check_name"]
        constraints = [
            CheckConstraint(
                name="checksetting_decides_something",
                error_fields=["warnings_as_advice"],
                condition=models.Q(warnings_as_advice=True)
                | models.Q(hide_advice=True),
                violation_error_message="Select at least one of the two settings",
            ),
            CheckConstraint(
                name="checksetting_has_reason",
                error_fields=["reason"],
                condition=~models.Q(reason=""),
                violation_error_message="Enter a reason",
            ),
        ]

    def __str__(self):
        return self.check_name
