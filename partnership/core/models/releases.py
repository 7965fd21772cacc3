"""Released pages: what the public sees of a record, frozen."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from partnership.core.models.natural_keys import UntrackedModel


class Release(UntrackedModel):
    """What the public sees of one record, for example a measure, as it was published.

    `kind` and `key` say which record. `content` is all that its page and files show,
    `row` what lists show of it; `content_sha256` covers both. They never change: the
    next release is a new row. `source` names the document it was published with; it is
    blank if the figures were published on their own.
    """

    immutable = True
    changeable_columns = [
        *("is_current", "withdrawn_at", "withdrawn_by", "withdrawal_reason")
    ]

    natural_key_fields = ["kind", "key", "number"]

    kind = models.SlugField(max_length=30)
    key = models.CharField(max_length=250)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    content = models.JSONField(encoder=DjangoJSONEncoder)
    row = models.JSONField(encoder=DjangoJSONEncoder)
    content_sha256 = models.CharField(max_length=64)
    is_current = models.BooleanField(default=True)
    source = models.CharField(max_length=300, blank=True)
    released_at = models.DateTimeField()
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    withdrawal_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["kind", "key", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key", "number"], name="release_number_unique"
            ),
            models.UniqueConstraint(
                fields=["kind", "key"],
                name="release_one_current",
                condition=Q(is_current=True),
            ),
        ]

    def __str__(self):
        return f"{self.title}, release {self.number}"
