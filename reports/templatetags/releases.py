"""Public pages of records: how to cite them, and what has changed since."""

from django import template
from django.conf import settings
from django.utils.html import format_html

from partnership.core.models import Release
from partnership.core.releases import services
from partnership.core.request_user import signed_in_user
from partnership.partners.public import publisher_name
from reports.public import json_ld

register = template.Library()
# How many changes a public page lists; the record's own page has them all.
SHOWN = 5


@register.inclusion_tag("releases/unpublished_changes.html", takes_context=True)
def unpublished_changes(context):
    """For officers: the differences between the draft and the public page."""
    shown, request = context.get("shown_records") or [], context.get("request")
    if settings.SHOW_DRAFTS or not shown or request is None:
        return {}
    user = signed_in_user(request)
    if not user or not user.has_perm("core.view_release"):
        return {}
    found = [
        (kind, key, difference)
        for kind, key in shown
        for difference in services.differences(kind, key)
    ]
    return {"changes": found[:SHOWN], "more": max(len(found) - SHOWN, 0)}


def _shown_releases(context, kind, keys) -> list[Release]:
    """What a page shows of these records; nothing for drafts and previews."""
    is_preview = "shown_records" in context and not context["shown_records"]
    if settings.SHOW_DRAFTS or is_preview:
        return []
    keys = [keys] if isinstance(keys, str) else list(keys)
    rows = Release.objects.filter(kind=kind, key__in=keys, is_current=True)
    return list(rows.defer("content", "row"))


@register.inclusion_tag("releases/cite.html", takes_context=True)
def cite_page(context, title, kind, keys):
    """How to cite a page of published figures.

    `keys` are those of the records that the page shows, one or several.
    """
    found = _shown_releases(context, kind, keys)
    if not found:
        return {}
    only = found[0] if len(found) == 1 else None
    return {
        "title": title,
        "publisher": publisher_name(),
        "published_at": max(row.released_at for row in found),
        "number": only.number if only else None,
        "sha256": only.content_sha256 if only else "",
        "url": context.get("canonical_url", ""),
    }


@register.simple_tag(takes_context=True)
def dataset_json_ld(context, name, description, kind, keys):
    """The figures of a page as a schema.org Dataset, for search engines."""
    found = _shown_releases(context, kind, keys)
    if not found:
        return ""
    url = context.get("canonical_url", "")
    data = json_ld.as_script(json_ld.dataset(name, description, url, found))
    return format_html('<script type="application/ld+json">{}</script>', data)
