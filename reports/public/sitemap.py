"""What search engines read: the sitemap and robots.txt."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.generic import View

from partnership.core.models import Release
from partnership.core.pages.mixins import ReaderMixin
from partnership.core.releases.kinds import KINDS
from partnership.core.releases.queries import public_rows
from reports.public import queries

LISTS = [
    *("reports:home", "reports:document_list", "priorities:priority_list"),
    "priorities:objective_list",
    *("priorities:measure_list", "funding:overview", "partnership:partner_list"),
    *("partnership:partnership_list", "reports:open_data"),
    *("partnership:accessibility", "partnership:privacy", "reports:verify"),
    *("reports:az", "reports:follow"),
]


def public_pages() -> list[dict]:
    """The address of each page to index, and the day it last changed, if known."""
    pages = [{"url": reverse(name), "changed": ""} for name in LISTS]
    pages += [{"url": f"/{row.path}/", "changed": ""} for row in queries.published()]
    if settings.SHOW_DRAFTS:
        return pages
    releases = Release.objects.filter(is_current=True).exclude(kind="funding-year")
    for kind, key, at in releases.values_list("kind", "key", "released_at"):
        changed = at.date().isoformat()
        pages.append({"url": KINDS[kind].url(key), "changed": changed})
    years = public_rows("funding-year")
    funds = {row["fund"]["code"] for row in years if row["partnership"]["is_home"]}
    lines = {line["code"] for row in years for line in row["lines"]}
    named = [("funding:fund_detail", funds), ("funding:line_detail", lines)]
    pages += [
        {"url": reverse(name, args=[code]), "changed": ""}
        for name, codes in named
        for code in sorted(codes)
    ]
    return pages


class Sitemap(ReaderMixin, View):
    def get(self, request):
        context = {"pages": public_pages(), "site": settings.SITE_URL}
        name, kind = "reports/sitemap.xml", "application/xml"
        return render(request, name, context, content_type=kind)


class Robots(ReaderMixin, View):
    """Drafts and pages for users are not for search engines."""

    def get(self, request):
        private = ["/staff/", "/account/", "/mine/", "/search/", "/compare/"]
        private += ["/follow/confirm/", "/follow/stop/"]
        refused = ["/"] if settings.SHOW_DRAFTS else private
        lines = ["User-agent: *", *(f"Disallow: {path}" for path in refused)]
        lines += [f"Sitemap: {settings.SITE_URL}{reverse('reports:sitemap')}", ""]
        return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
