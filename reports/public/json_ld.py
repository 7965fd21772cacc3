"""Descriptions of pages for search engines, in schema.org terms, as JSON-LD."""

import json

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from partnership.core.models import Release
from partnership.partners.public import publisher_name
from reports.models import Edition
from reports.public.open_data.files import LICENCE_URL
from reports.public.open_data.openapi import FORMATS

# Characters that could end a script element, as JSON escapes them.
UNSAFE_IN_SCRIPT = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&"}


def as_script(data: dict) -> SafeString:
    """The data as JSON that is safe inside a script element."""
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False)
    return mark_safe(text.translate(UNSAFE_IN_SCRIPT))


def organisation(name: str) -> dict:
    return {"@type": "Organization", "name": name}


def report(edition: Edition) -> dict:
    """Describe an edition as a schema.org Report."""
    listing = edition.listing
    return {
        "@type": "Report",
        "name": listing["title"],
        "description": listing["summary"],
        "url": f"{settings.SITE_URL}/{edition.path}/",
        "version": edition.number,
        "datePublished": edition.published_at.isoformat(),
        "publisher": organisation(listing["partnership"]),
        "license": LICENCE_URL,
    }


def dataset(name: str, description: str, url: str, releases: list[Release]) -> dict:
    """The published figures of a page as a Dataset with its downloads."""
    return {
        "@type": "Dataset",
        "name": name,
        "description": description,
        "url": url,
        "datePublished": max(row.released_at for row in releases).isoformat(),
        "publisher": organisation(publisher_name()),
        "license": LICENCE_URL,
        "isAccessibleForFree": True,
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": content_type,
                "contentUrl": settings.SITE_URL
                + reverse("reports:record_data", args=[row.kind, row.key, extension]),
            }
            for row in releases
            for extension, content_type in FORMATS.items()
        ],
    }
