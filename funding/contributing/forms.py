"""The form of a return, as its sender fills it in."""

from django import forms

from funding.models import Return
from partnership.contributing.forms import OwedForm
from partnership.core.text.fields import PlainWordsField
from partnership.core.values.missing import Reason
from partnership.core.values.money import pounds


class ReturnForm(OwedForm):
    reason_field = "reason"
    no_reason = "There is a figure, or I add it later"
    reasons = [
        Reason.NOT_AVAILABLE,
        Reason.NOT_YET_DUE,
        Reason.NOT_YET_DECIDED,
        Reason.NOT_APPLICABLE,
        Reason.IN_ANOTHER_LINE,
        Reason.SUPPRESSED,
    ]
    labels = {
        "spent_gbp": "Spent so far, in pounds",
        "reason": "No figure, because",
        "narrative": "What the money did, and for whom",
    }
    hints = {
        "spent_gbp": "Of this grant, since 1 April. Like 28,500.",
        "reason": "Leave it as it is if you give a figure.",
        "narrative": "A few sentences, as you would say them to a councillor. "
        "Leave out names of people you help.",
    }

    reason = forms.ChoiceField(required=False)
    narrative = PlainWordsField(required=False)

    class Meta:
        model = Return
        fields = ["spent_gbp", "reason", "narrative"]

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

    def _choices(self, held):
        """“Not given” is how a return stands at first; nobody chooses it."""
        return super()._choices("" if held == Reason.NOT_GIVEN else held)

    def clean_spent_gbp(self):
        spent = self.cleaned_data["spent_gbp"]
        if spent is not None and spent < 0:
            raise forms.ValidationError(
                f"{pounds(spent)} is less than nothing. Enter what was spent, like "
                "28,500"
            )
        return spent

    def clean(self):
        data = super().clean()
        nothing = data.get("spent_gbp") is None and not data.get("reason")
        if nothing and "spent_gbp" not in self.errors:
            data["reason"] = Reason.NOT_GIVEN
        return data
