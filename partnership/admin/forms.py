"""Forms of Django's admin: uploads and accounts."""

from django import forms
from django.contrib.auth.forms import AdminUserCreationForm
from django.core.exceptions import ValidationError
from import_export.forms import ConfirmImportForm, ImportForm

from partnership.core.imports import uploads
from partnership.core.imports.uploads import kind_of_upload
from partnership.models import User


class UploadForm(ImportForm):
    """A file upload; the format is detected from the file."""

    def __init__(self, formats, resources, **kwargs):
        super().__init__(formats, resources, **kwargs)
        self.kinds = [one().get_extension() for one in formats]
        self.fields["format"].required = False
        self.fields["format"].widget = forms.HiddenInput()
        box = self.fields["import_file"]
        box.widget.attrs = {"accept": ".csv,.xlsx"}
        box.help_text = (
            "CSV or XLSX file, up to 10 MB. The first row must contain column "
            "headings. "
            "You can preview the changes before anything is saved."
        )

    @property
    def media(self):
        return forms.Media()

    def clean_import_file(self):
        self.kind = kind_of_upload(self.cleaned_data["import_file"])
        return self.cleaned_data["import_file"]

    def clean(self):
        data = super().clean()
        if data.get("import_file"):
            data["format"] = str(self.kinds.index(self.kind))
        data["resource"] = "0"
        return data


class ConfirmForm(ConfirmImportForm):
    """Confirm the import of the file that the same user previewed."""

    def __init__(self, *args, owner, **kwargs):
        super().__init__(*args, **kwargs)
        self.owner = owner

    def clean_import_file_name(self):
        try:
            name, self.file_format = uploads.redeem(
                self.cleaned_data["import_file_name"], owner=self.owner
            )
        except ValueError as error:
            raise ValidationError(str(error)) from None
        return name

    def clean(self):
        data = super().clean()
        return data | {"format": getattr(self, "file_format", "0"), "resource": "0"}


class NewAccountForm(AdminUserCreationForm):
    """A new account: email address, name and password."""

    class Meta:
        model = User
        fields = ["email", "name"]
