"""Document templates: a partnership's outline of a document type, by version."""

from collections.abc import Iterator
from string import Formatter
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import get_resolver

from partnership.core.models.display import FORMATTERS
from partnership.core.models.natural_keys import (
    NaturalKeyManager,
    NaturalKeyModel,
    NaturalKeyQuerySet,
    code_field,
)
from partnership.models.wording import DEFAULTS, Word

OF_DOCUMENT = {"partnership", "area", "year", "year_before", "year_after", "period"}
FORMS = {name for name, value in vars(Word).items() if isinstance(value, property)}
FORMS |= {"plural", "short", "short_plural"}


def wording_problem(text: str, *others: str) -> str:
    """What is wrong with the placeholders of a wording; empty if nothing is.

    `others` are placeholders that are filled in besides those of every document.
    """
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        return f"“{text}” has only one of a pair of curly brackets. Add the other one"
    for _words, name, style, conversion in parts:
        if name is None:
            continue
        term, _, form = name.partition(".")
        is_known = name in OF_DOCUMENT | set(others) or (
            term in DEFAULTS and (not form or form in FORMS)
        )
        if not is_known or style or conversion:
            return (
                f"“{{{name}}}” cannot be filled in. Use a placeholder such as "
                "{year}, {area} or {partnership}"
            )
    return ""


def describe_outline(outline) -> str:
    """An outline in lines, as its history shows it."""
    return "\n".join(
        f"{section.get('title') or 'Front sheet'}"
        f"{'' if section.get('is_included', True) else ' (hidden)'}: "
        f"{', '.join(block['block'].replace('_', ' ') for block in section['blocks'])}"
        for section in outline
    )


class OutlineField(models.JSONField):
    """The sections of a document template; `document_types.outlines` reads them."""


FORMATTERS[OutlineField] = describe_outline


class DocumentTemplateQuerySet(NaturalKeyQuerySet):
    """Queries for document templates."""

    def current(self, partnership_id, document_type):
        """The latest version of a partnership's template for a type, or None."""
        rows = self.filter(partnership=partnership_id, document_type=document_type)
        return rows.order_by("-version").first()


class DocumentTemplate(NaturalKeyModel):
    """One version of a partnership's outline for a document type.

    `document_type` is a type of the code, whose sections it changes, or a type of the
    partnership's own. Without an outline, it has the standard sections of the type it
    is based on. Once a document uses a version, that version does not change.
    """

    class Style(models.TextChoices):
        AGREEMENT = "agreement", "Cover and list of contents"
        PAPER = "paper", "Committee paper"
        NUMBERED = "numbered", "Committee paper with numbered paragraphs"

    natural_key_fields = ["code"]
    # What the template declares, with the values it was read from.
    declared: tuple[list, Any] | None = None

    code = code_field()
    name = models.CharField(max_length=120)
    partnership = models.ForeignKey(
        "partnership.Partnership", models.PROTECT, related_name="document_templates"
    )
    document_type = models.SlugField(
        "web address",
        max_length=60,
        help_text="For example, community-safety-agreement. This is part of the web "
        "address of each document of this type.",
    )
    version = models.PositiveSmallIntegerField(
        default=1,
        validators=[MinValueValidator(1)],
        help_text="New documents use the highest version.",
    )
    based_on = models.SlugField(
        max_length=60,
        blank=True,
        help_text="Leave blank if it is not based on another type.",
    )
    title = models.CharField(
        "title of the documents",
        max_length=200,
        blank=True,
        help_text="Leave blank to use the title of the type it is based on.",
    )
    description = models.CharField(
        "summary of the documents",
        max_length=300,
        blank=True,
        help_text="One sentence for lists and search results. Leave blank to use the "
        "summary of the type it is based on.",
    )
    style = models.CharField(
        "layout",
        max_length=10,
        choices=Style,
        blank=True,
        help_text="Leave blank to use the layout of the type it is based on.",
    )
    outline = OutlineField(default=list, blank=True, editable=False)

    objects = NaturalKeyManager.from_queryset(DocumentTemplateQuerySet)()

    class Meta:
        ordering = ["name", "partnership", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "document_type", "version"],
                name="documenttemplate_version_unique",
                violation_error_message="This partnership already has a template with "
                "this web address and version. Enter a different version",
            )
        ]

    def __str__(self):
        return f"{self.name}, version {self.version}"

    @property
    def is_used(self) -> bool:
        return self.pk is not None and self.reports.exists()

    def clean(self):
        """Require valid wording, an unused address and an unused version."""
        super().clean()
        errors = {
            name: problem
            for name in ("title", "description")
            if (problem := wording_problem(getattr(self, name)))
        }
        if self.document_type and not _leads_to_documents(self.document_type):
            errors["document_type"] = (
                "Another page has this web address. Enter a different one"
            )
        if errors:
            raise ValidationError(errors)
        if self.is_used and self._has_changed():
            raise ValidationError(
                "Documents use this version, so it cannot be changed. Create a new "
                "version"
            )

    def _has_changed(self) -> bool:
        stored = type(self).objects.get(pk=self.pk)
        fields = [f.attname for f in self._meta.concrete_fields if f.name != "name"]
        return any(getattr(self, name) != getattr(stored, name) for name in fields)


def _leads_to_documents(document_type) -> bool:
    """Whether documents of the type have an address that no other page has."""
    return document_type not in {"static", "media", *_first_words(get_resolver())}


def _first_words(resolver) -> Iterator[str]:
    """How the addresses of pages begin: “staff” for /staff/audit/."""
    for pattern in resolver.url_patterns:
        route = str(pattern.pattern)
        if route or not hasattr(pattern, "url_patterns"):
            yield route.lstrip("^").partition("/")[0]
        else:
            yield from _first_words(pattern)
