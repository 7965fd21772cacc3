"""Forms of the administration: records, uploads and accounts."""

from django import forms
from django.contrib.auth.forms import AdminUserCreationForm
from django.core.exceptions import ValidationError
from import_export.forms import ConfirmImportForm, ImportForm

from partnership import spreadsheets, uploads, wordcheck
from partnership.leftout import left_out
from partnership.models import User
from partnership.problems import place
from partnership.richtext import RichTextField

NO_WORKBOOK = (
    "This file is named .xlsx and is not a workbook. Save it as XLSX in your "
    "spreadsheet program; if it holds comma-separated text, name it .csv."
)


class RecordForm(forms.ModelForm):
    """A form that tells a broken constraint, or a slip in words, at its field."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        new = self.instance._state.adding
        self.before = {} if new else wordcheck.state(self.instance)

    def _post_clean(self):
        super()._post_clean()
        for name, sentences in wordcheck.faults(self.instance, self.before).items():
            if name in self.cleaned_data:
                self.add_error(name, sentences)

    def _update_errors(self, errors):
        placed = place(self.instance, errors, set(self.fields))
        super()._update_errors(ValidationError(placed))

    @property
    def left_out(self):
        """What cleaning took out of the rich text that was typed, in plain words."""
        fields = self.instance._meta.fields
        rich = [field.name for field in fields if isinstance(field, RichTextField)]
        typed = [self.cleaned_data.get(n) for n in rich if n in self.changed_data]
        return [words for text in typed for words in left_out(text or "")]


def kind_of_upload(file):
    """“xlsx” or “csv”; ValidationError for a file that is neither, or too large."""
    if file.size > spreadsheets.MAX_BYTES:
        raise ValidationError("The file is larger than 10 MB. Split it in parts.")
    if not file.name.lower().endswith((".csv", ".xlsx", ".txt")):
        raise ValidationError("Save the sheet as XLSX or CSV, and choose that file.")
    kind = spreadsheets.kind_of(file.read(8))
    file.seek(0)
    if file.name.lower().endswith(".xlsx") and kind != "xlsx":
        raise ValidationError(NO_WORKBOOK)
    return kind


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
        self.kind = kind_of_upload(self.cleaned_data["import_file"])
        return self.cleaned_data["import_file"]

    def clean(self):
        data = super().clean()
        if data.get("import_file"):
            data["format"] = str(self.kinds.index(self.kind))
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
