"""The forms with which an admin invites people and says what they may do."""

from django import forms

from partnership.accounts import roles
from partnership.accounts.form_mixins import GovukFormMixin
from partnership.models import Partnership, Person, User

TAKEN = "This e-mail address has an account already. Find it in the list of people"


def role_field():
    return forms.MultipleChoiceField(
        choices=[
            (role, f"{role.capitalize()}. {about}")
            for role, about in roles.ABOUT.items()
        ],
        widget=forms.CheckboxSelectMultiple,
    )


class PersonFormMixin(GovukFormMixin):
    labels = {
        "email": "E-mail address",
        "name": "Name",
        "roles": "Roles",
        "partnership": "Partnership whose parts of documents they send in",
        "person": "Who it is among the people on record",
    }
    hints = {
        "email": "The invitation goes there, and it is what one signs in with.",
        "partnership": "For contributors. Leave it empty if there is none.",
        "person": "Decides which returns a contributor sends in. May stay empty.",
    }
    missing = {
        "email": "Enter an e-mail address",
        "name": "Enter a name",
        "roles": "Choose at least one role",
    }


class InvitationForm(PersonFormMixin, forms.Form):
    email = forms.EmailField(max_length=254)
    name = forms.CharField(max_length=120)
    roles = role_field()
    partnership = forms.ModelChoiceField(
        Partnership.objects.all(), required=False, empty_label="None"
    )
    person = forms.ModelChoiceField(
        Person.objects.all(), required=False, empty_label="Nobody"
    )

    def clean_email(self):
        email = self.cleaned_data["email"]
        if User.objects.filter(email__iexact=email).exists():
            raise forms.ValidationError(TAKEN)
        return email


class RightsForm(PersonFormMixin, forms.ModelForm):
    """Name, roles and ties of somebody who has an account; `by` is who changes them."""

    roles = role_field()
    field_order = ["name", "roles", "partnership", "person"]

    class Meta:
        model = User
        fields = ["name", "partnership", "person"]

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["partnership"].empty_label = "None"
        self.fields["person"].empty_label = "Nobody"
        self.initial["roles"] = roles.role_names(self.instance)

    def clean_roles(self):
        chosen = self.cleaned_data["roles"]
        if self.instance == self.by and "admin" not in chosen and not_above(self.by):
            raise forms.ValidationError(
                "You cannot take away your own role as admin. Ask another admin"
            )
        return chosen


def not_above(user):
    return not user.is_superuser
