"""The base model form of records, with errors of constraints at their field."""

from django import forms
from django.core.exceptions import ValidationError

from partnership.core.models.constraint_errors import place_errors
from partnership.core.models.own_lists import refuse_rings
from partnership.core.text import token_validation
from partnership.core.text.removed_markup import find_removed_markup
from partnership.core.text.rich_text import RichTextField


class RecordModelForm(forms.ModelForm):
    """A form that shows errors of constraints and text checks at their field."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        is_new = self.instance._state.adding
        self.before = {} if is_new else token_validation.checked_values(self.instance)

    def _post_clean(self):
        super()._post_clean()
        for name, sentences in token_validation.find_errors(
            self.instance, self.before
        ).items():
            if name in self.cleaned_data:
                self.add_error(name, sentences)
        try:
            refuse_rings(self.instance, self.cleaned_data)
        except ValidationError as error:
            self.add_error(None, error)

    def _update_errors(self, errors):
        placed = place_errors(self.instance, errors, set(self.fields))
        super()._update_errors(ValidationError(placed))

    @property
    def removed_markup(self):
        """Descriptions of what cleaning removed from the rich text in this form."""
        fields = self.instance._meta.fields
        rich = [field.name for field in fields if isinstance(field, RichTextField)]
        texts = [self.cleaned_data.get(n) for n in rich if n in self.changed_data]
        return [found for text in texts for found in find_removed_markup(text or "")]
