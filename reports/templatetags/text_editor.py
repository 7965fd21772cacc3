"""Template tags for the editor and the picker in forms of records."""

from urllib.parse import urlencode

from django import template
from django.db.models import Model
from django.urls import reverse

from partnership.core.models.registry import record_type_of
from reports.models import Contribution, Passage, Report

register = template.Library()


@register.inclusion_tag("editor/editor_data.html")
def record_word_tools(row):
    """Tools for the text of a record; cross-references only in a document's text."""
    is_documents = isinstance(row, Contribution | Passage | Report) and row.pk
    return {
        "figures_at": text_url("find_figures", row),
        "references_at": text_url("find_references", row) if is_documents else "",
        "read_at": text_url("read_figures", row),
    }


@register.simple_tag
def text_url(name, row):
    """The URL of a view for a record’s text; a new record is named by its list only."""
    record = record_type_of(type(row)) if isinstance(row, Model) else None
    of = f"{record}/{row.pk}" if record and row.pk else str(record or "")
    return f"{reverse(f'editor:{name}')}?{urlencode({'of': of})}"
