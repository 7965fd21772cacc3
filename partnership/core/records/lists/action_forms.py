"""Forms for buttons that do something with a record."""

from django import forms

from partnership.core.pages.forms import GovukForm
from partnership.core.records.forms.row_form import RENDERER


class ActionForm(GovukForm):
    """A form that may share its page with others, so the browser requires no field."""

    default_renderer = RENDERER
    use_required_attribute = False


class ReasonField(forms.CharField):
    """A text area; `missing` is the error if it is blank."""

    def __init__(self, label, missing="", *, rows=2, **options):
        super().__init__(
            label=label,
            error_messages={"required": missing},
            widget=forms.Textarea({"rows": rows}),
            **options,
        )
