"""Forms for inviting users and setting their roles."""

from django import forms

from partnership.accounts import roles
from partnership.accounts.form_mixins import GovukFormMixin
from partnership.models import Partnership, Person, User

EMAIL_IN_USE = "There is already an account for this email address"


def role_field():
    return forms.MultipleChoiceField(
        choices=[
            (role, f"{roles.label(role)}. {description}")
            for role, description in roles.DESCRIPTIONS.items()
        ],
        widget=forms.CheckboxSelectMultiple,
    )


class UserFormMixin(GovukFormMixin):
    labels = {
        "email": "Email address",
        "name": "Name",
        "roles": "Roles",
        "partnership": "Partnership they contribute for",
        "person": "Linked person record",
    }
    hints = {
        "email": "We will send the invitation here. They will also use it to sign in.",
        "partnership": "For contributors only. Leave blank if not needed.",
        "person": "Optional. Sets which monitoring returns they complete.",
    }
    missing = {
        "email": "Enter an email address",
        "name": "Enter a name",
        "roles": "Select at least one role",
    }


class InvitationForm(UserFormMixin, forms.Form):
    email = forms.EmailField(max_length=254)
    name = forms.CharField(max_length=120)
    roles = role_field()
    partnership = forms.ModelChoiceField(
        Partnership.objects.all(), required=False, empty_label="None"
    )
    person = forms.ModelChoiceField(
        Person.objects.all(), required=False, empty_label="None"
    )

    def clean_email(self):
        email = self.cleaned_data["email"]
        if User.objects.filter(email__iexact=email).exists():
            raise forms.ValidationError(EMAIL_IN_USE)
        return email


class UserForm(UserFormMixin, forms.ModelForm):
    """Name, roles and linked records of a user; `by` is the user making the change."""

    roles = role_field()
    field_order = ["name", "roles", "partnership", "person"]

    class Meta:
        model = User
        fields = ["name", "partnership", "person"]

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["partnership"].empty_label = "None"
        self.fields["person"].empty_label = "None"
        self.initial["roles"] = roles.role_names(self.instance)

    def clean_roles(self):
        chosen = self.cleaned_data["roles"]
        if (
            self.instance == self.by
            and "admin" not in chosen
            and not self.by.is_superuser
        ):
            raise forms.ValidationError(
                "You cannot remove your own administrator role. Ask another "
                "administrator to do it"
            )
        return chosen
