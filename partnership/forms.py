"""Forms of the administration: records, uploads and accounts."""

from django import forms
from django.contrib.auth.forms import AdminUserCreationForm
from django.core.exceptions import ValidationError
from import_export.forms import ConfirmImportForm, ImportForm

from partnership import spreadsheets, uploads
from partnership.models import User
from partnership.problems import place


class RecordForm(forms.ModelForm):
    """A form that tells a broken constraint at the field it is about."""

    def _update_errors(self, errors):
        placed = place(self.instance, errors, set(self.fields))
        super()._update_errors(ValidationError(placed))


class UploadForm(ImportForm):
    """One box for a file; whether it is CSV or XLSX, the file itself says."""

    def __init__(self, formats, resources, **kwargs):
        super().__init__(formats, resources, **kwargs)
        self.kinds = [one().get_extension() for one in formats]
        self.fields["format"].required = False
        self.fields["format"].widget = forms.HiddenInput()
        box = self.fields["import_file"]
        box.widget.attrs = {"accept": ".csv,.xlsx"}
        box.help_text = (
            "CSV or XLSX, at most 10 MB, with the headings in the first row. You see "
            "what would change before anything is saved."
        )

    @property
    def media(self):
        return forms.Media()

    def clean_import_file(self):
        file = self.cleaned_data["import_file"]
        if file.size > spreadsheets.MAX_BYTES:
            raise ValidationError("The file is larger than 10 MB. Split it in parts.")
        if not file.name.lower().endswith((".csv", ".xlsx", ".txt")):
            raise ValidationError(
                "Save the sheet as XLSX or CSV, and choose that file."
            )
        return file

    def clean(self):
        data = super().clean()
        if file := data.get("import_file"):
            data["format"] = str(self.kinds.index(spreadsheets.kind_of(file.read(8))))
            file.seek(0)
        data["resource"] = "0"
        return data


class ConfirmForm(ConfirmImportForm):
    """Confirms the very file that the same person has seen the preview of."""

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
    """A new account: e-mail address, name and password."""

    class Meta:
        model = User
        fields = ["email", "name"]
