"""A model field with the name of a stored file, and its upload in forms."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from partnership.core.files import attachments, images, storage
from partnership.core.files.names import ATTACHMENT_TYPES, LONGEST, FileName, parse_name

IMAGE, ATTACHMENT = "image", "attachment"
ACCEPT = {
    IMAGE: "image/png,image/jpeg,image/webp",
    ATTACHMENT: ",".join(f".{extension}" for extension in ATTACHMENT_TYPES),
}
NOT_STORED = (
    "The file is not stored here. Select it again, or upload it in a ZIP file with the "
    "workbook"
)
UPLOAD, REMOVE = "-upload", "-remove"


class StoredFileField(models.CharField):
    """The name of a file in storage; `kind` is IMAGE or ATTACHMENT."""

    description = "Uploaded file"

    def __init__(self, *args, kind=ATTACHMENT, **kwargs):
        self.kind = kind
        kwargs["max_length"] = LONGEST
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "kind": self.kind}

    def validate(self, value, model_instance):
        super().validate(value, model_instance)
        if value:
            check_stored(value, self.kind)

    def formfield(self, **kwargs):
        return super().formfield(
            **{"form_class": UploadField, **kwargs, "kind": self.kind}
        )


def check_stored(name: str, kind: str) -> FileName:
    """Raise ValidationError for a name without its file, or of another kind."""
    found = parse_name(name)
    if found is None or found.is_image != (kind == IMAGE):
        raise ValidationError(NOT_STORED)
    if not storage.is_stored(name):
        raise ValidationError(NOT_STORED)
    return found


class UploadInput(forms.TextInput):
    """An upload; the name of a file that is stored already is sent with the form."""

    template_name = "records/fields/upload.html"
    needs_multipart_form = True

    def __init__(self, kind, may_remove):
        super().__init__()
        self.kind, self.may_remove = kind, may_remove

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        return context | {
            "stored": parse_name(str(value or "")),
            "upload": f"{name}{UPLOAD}",
            "remove": f"{name}{REMOVE}" if self.may_remove else "",
            "accept": ACCEPT[self.kind],
        }

    def value_from_datadict(self, data, files, name):
        if self.may_remove and data.get(f"{name}{REMOVE}"):
            return ""
        return data.get(name, "")


class UploadField(forms.CharField):
    """The name of a stored file. `posted` stores what a browser sends."""

    def __init__(self, *args, kind=ATTACHMENT, required=True, **kwargs):
        kwargs["widget"] = UploadInput(kind, may_remove=not required)
        self.kind = kind
        super().__init__(*args, required=required, **kwargs)

    def clean(self, value):
        if isinstance(value, Refused):
            raise ValidationError(str(value))
        return super().clean(value)


class Refused(str):
    """Why an upload was not stored, in place of its name."""


def posted(data, files, form_class):
    """The posted data with the name of each uploaded file, once it is stored.

    So a form that is shown again, for example after an error in another field, still
    has the file. A file that cannot be stored becomes a Refused.
    """
    fields = form_class.base_fields.items()
    kinds = {name: f.kind for name, f in fields if isinstance(f, UploadField)}
    uploads = {
        name: files[f"{name}{UPLOAD}"] for name in kinds if files.get(f"{name}{UPLOAD}")
    }
    if not uploads:
        return data
    data = data.copy()
    for name, file in uploads.items():
        try:
            data[name] = stored(file, kinds[name])
        except ValidationError as error:
            data[name] = Refused(error.messages[0])
    return data


def stored(file, kind: str) -> str:
    """Store an uploaded file of a kind; return its name. Raises ValidationError."""
    limit = images.MAX_BYTES if kind == IMAGE else attachments.MAX_BYTES
    content = file.read(limit + 1)
    if kind == IMAGE:
        return storage.store_image(content)
    return storage.store_attachment(content, file.name or "")
