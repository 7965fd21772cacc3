"""Pictures and supplements of a report: files that officers upload for it."""

from django.db import models
from django.db.models import Q

from partnership.core.files.fields import ATTACHMENT, IMAGE, StoredFileField
from partnership.core.models.constraints import CheckConstraint, UniqueConstraint
from partnership.core.models.natural_keys import NaturalKeyModel
from reports.models.reports import OF_REPORT, Report


class Picture(NaturalKeyModel):
    """A picture of a report, placed in its text by `[@picture key]` or on its cover.

    It has alternative text, unless it is decorative. One with a caption is numbered.
    """

    class CoverPart(models.TextChoices):
        TOP = "top", "Top"
        MIDDLE = "middle", "Middle"
        BOTTOM = "bottom", "Bottom"

    natural_key_fields = [*OF_REPORT, "key"]

    report = models.ForeignKey(
        Report, models.CASCADE, verbose_name="document", related_name="pictures"
    )
    key = models.SlugField(
        max_length=60,
        help_text="A short name, used to place it in the text. For example, town-hall.",
    )
    file = StoredFileField(
        "picture",
        kind=IMAGE,
        help_text="PNG, JPEG or WebP, up to 15 MB. We make it smaller and remove the "
        "location and time recorded by the camera.",
    )
    alternative_text = models.CharField(
        max_length=400,
        blank=True,
        help_text="Describe what it shows, for people who cannot see it.",
    )
    is_decorative = models.BooleanField(
        "decorative",
        default=False,
        help_text="It adds nothing to the text. Screen readers skip it.",
    )
    caption = models.CharField(
        max_length=300,
        blank=True,
        help_text="Optional. A picture with a caption gets a number.",
    )
    credit = models.CharField(
        max_length=160,
        blank=True,
        help_text="Optional. Who took it or owns it. For example, Photo: Didcot "
        "Town Council.",
    )
    is_cover = models.BooleanField(
        "on the cover", default=False, help_text="Show it on the cover of the document."
    )
    cover_part = models.CharField(
        "part to keep",
        max_length=6,
        choices=CoverPart,
        default=CoverPart.MIDDLE,
        help_text="Which part the cover shows if the picture is too tall for it.",
    )

    class Meta:
        ordering = ["report", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "key"],
                name="picture_key_unique",
                violation_error_message="There is already a picture with this key in "
                "the document",
            ),
            UniqueConstraint(
                fields=["report"],
                condition=Q(is_cover=True),
                error_fields=["is_cover"],
                name="picture_one_cover",
                violation_error_message="There is already a picture on the cover of "
                "this document",
            ),
            CheckConstraint(
                name="picture_alternative_text_or_decorative",
                error_fields=["alternative_text", "is_decorative"],
                condition=Q(is_decorative=True, alternative_text="")
                | (Q(is_decorative=False) & ~Q(alternative_text="")),
                violation_error_message="Enter what the picture shows, or select "
                "that it is decorative, not both",
            ),
            CheckConstraint(
                name="picture_decorative_no_caption",
                error_fields=["caption", "is_decorative"],
                condition=Q(is_decorative=False) | Q(caption=""),
                violation_error_message="A decorative picture cannot have a caption. "
                "Enter what the picture shows, or remove the caption",
            ),
        ]

    def __str__(self):
        return self.caption or self.key


class Supplement(NaturalKeyModel):
    """A file that belongs to a report and is published with it, in order."""

    natural_key_fields = [*OF_REPORT, "number"]

    report = models.ForeignKey(
        Report, models.CASCADE, verbose_name="document", related_name="supplements"
    )
    number = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=160)
    file = StoredFileField(
        kind=ATTACHMENT,
        help_text="PDF, Word, Excel, PowerPoint, OpenDocument, CSV or text file, up to "
        "20 MB. It is published as it is.",
    )

    class Meta:
        ordering = ["report", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "number"],
                name="supplement_number_unique",
                violation_error_message="There is already a supplement with this "
                "number",
            )
        ]

    def __str__(self):
        return self.title
