"""Pictures of a document: those it has, and new ones that the editor uploads."""

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.text import slugify

from partnership.core.files.fields import IMAGE, stored
from partnership.core.models.constraint_errors import place_errors
from partnership.core.text.table_keys import unique
from reports.document.prose import PICTURE
from reports.models import Picture, Report

FIELDS = ["alternative_text", "caption", "credit"]
LONGEST_KEY = 50
NO_FILE = "Select a picture"


def token_of(picture: Picture) -> str:
    """What places a picture in the text."""
    return f"[@{PICTURE} {picture.key}]"


def as_option(picture: Picture) -> dict[str, str]:
    """A picture for the script of the editor."""
    return {
        "token": token_of(picture),
        "label": str(picture),
        "src": reverse("records:stored_file", args=[picture.file]),
    }


def add_picture(report: Report, data, file) -> Picture:
    """Add an uploaded picture to a report, under a key made from its words.

    Raises ValidationError with errors by field name.
    """
    if file is None:
        raise ValidationError({"file": NO_FILE})
    words = {name: " ".join(data.get(name, "").split()) for name in FIELDS}
    picture = Picture(report=report, is_decorative=bool(data.get("is_decorative")))
    for name, value in words.items():
        setattr(picture, name, value)
    picture.key = new_key(report, words["caption"] or words["alternative_text"])
    try:
        picture.file = stored(file, IMAGE)
    except ValidationError as error:
        raise ValidationError({"file": error.messages}) from None
    try:
        picture.full_clean()
    except ValidationError as error:
        names = {*FIELDS, "is_decorative", "file"}
        raise ValidationError(place_errors(picture, error, names)) from None
    picture.save()
    return picture


def new_key(report: Report, words: str) -> str:
    """A key that the report's pictures do not have yet."""
    key = slugify(words)[:LONGEST_KEY].strip("-") or "picture"
    return unique(key, set(report.pictures.values_list("key", flat=True)))
