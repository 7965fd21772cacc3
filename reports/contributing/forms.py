"""The form of a partnership's part of a report, as its sender fills it in."""

from django import forms

from partnership.contributing.forms import OwedForm
from partnership.core.text.fields import PlainWordsField
from partnership.core.values.missing import Reason
from reports.models import Contribution

BOTH = "Write your part or say why there are no words, not both"


class PartForm(OwedForm):
    reason_field = "body_reason"
    no_reason = "There are words, or I add them later"
    reasons = [
        Reason.NOT_AVAILABLE,
        Reason.NOT_YET_DUE,
        Reason.NOT_YET_DECIDED,
        Reason.NOT_APPLICABLE,
        Reason.NOT_GIVEN,
    ]
    labels = {"body": "Your part", "body_reason": "No words, because"}
    hints = {
        "body": "As it should stand in the document.",
        "body_reason": "Leave it as it is if you write something.",
    }

    body = PlainWordsField(required=False)
    body_reason = forms.ChoiceField(required=False)

    class Meta:
        model = Contribution
        fields = ["body", "body_reason"]

    def clean(self):
        data = super().clean()
        if data.get("body") and data.get("body_reason"):
            self.add_error("body", BOTH)
        return data
