"""The contributor's form for a partnership's contribution to a report."""

from django import forms

from partnership.contributing.forms import SubmissionForm
from partnership.core.text.fields import PlainTextField
from partnership.core.values.missing import Reason
from reports.models import Contribution

BOTH = "Enter your contribution or select a reason, not both"


class ContributionForm(SubmissionForm):
    answer_field = "body"
    reason_field = "body_reason"
    no_reason = "I have written text or will add it later"
    reasons = [
        Reason.NOT_AVAILABLE,
        Reason.NOT_YET_DUE,
        Reason.NOT_YET_DECIDED,
        Reason.NOT_APPLICABLE,
        Reason.NOT_GIVEN,
    ]
    labels = {"body": "Your contribution", "body_reason": "Reason there is no text"}
    hints = {
        "body": "Write it as you want it to appear in the document.",
        "body_reason": "Leave unchanged if you have written text.",
    }

    body = PlainTextField(required=False)
    body_reason = forms.ChoiceField(required=False)

    class Meta:
        model = Contribution
        fields = ["body", "body_reason"]

    def clean(self):
        data = super().clean()
        if data.get("body") and data.get("body_reason"):
            self.add_error("body", BOTH)
        return data
