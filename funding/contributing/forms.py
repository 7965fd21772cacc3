"""The form for a monitoring return."""

from django import forms

from funding.models import MonitoringReturn
from partnership.contributing.forms import SubmissionForm
from partnership.core.text.fields import PlainTextField
from partnership.core.values.missing import Reason


class ReturnForm(SubmissionForm):
    """Spending and achievements of a grant, as a contributor enters them."""

    answer_field = "spent_gbp"
    reason_field = "reason"
    no_reason = "I have a figure or will add it later"
    reasons = [
        Reason.NOT_AVAILABLE,
        Reason.NOT_YET_DUE,
        Reason.NOT_YET_DECIDED,
        Reason.NOT_APPLICABLE,
        Reason.IN_ANOTHER_LINE,
        Reason.SUPPRESSED,
    ]
    labels = {
        "spent_gbp": "Amount spent so far (£)",
        "reason": "Reason there is no figure",
        "overspend_explained": "Why more was spent than the grant",
        "narrative": "What the grant achieved, and who benefited",
    }
    hints = {
        "spent_gbp": "Amount of this grant spent since 1 April. For example, 28,500",
        "reason": "Leave unchanged if you have entered a figure.",
        "overspend_explained": "Only if you spent more. For example, what else "
        "paid for it.",
        "narrative": "Write a few sentences for councillors. Do not name the people "
        "you support.",
    }

    reason = forms.ChoiceField(required=False)
    narrative = PlainTextField(required=False)

    class Meta:
        model = MonitoringReturn
        fields = ["spent_gbp", "reason", "overspend_explained", "narrative"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        box = self.fields["spent_gbp"]
        box.prefix = "£"
        box.widget.attrs |= {
            "class": "govuk-input govuk-input--width-10",
            "inputmode": "decimal",
        }
        if self.initial.get("reason") == Reason.NOT_GIVEN:
            self.initial["reason"] = ""

    def _choices(self, current):
        """Leave out “not given”: it is the initial value, not an option."""
        return super()._choices("" if current == Reason.NOT_GIVEN else current)

    def clean(self):
        data = super().clean()
        nothing = data.get("spent_gbp") is None and not data.get("reason")
        if nothing and "spent_gbp" not in self.errors:
            data["reason"] = Reason.NOT_GIVEN
        return data
