"""What the addresses of a withdrawn document, or edition, answer."""

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import render

from partnership.core.values.dates import day, local_day
from reports.publication.emails import absolute


def page(request, withdrawal, edition=None):
    """A page with the reason and the date, and a link to a current edition."""
    editions = withdrawal.report.editions.order_by("number")
    last = editions.last()
    context = {
        "withdrawal": withdrawal,
        "edition": edition,
        "current": last if last.is_current else None,
        "first": editions.first(),
        "title": last.listing["title"],
    }
    return render(request, "reports/withdrawn.html", context, status=HTTPStatus.GONE)


def file(withdrawal, edition=None):
    """Plain text with the reason and the date, instead of a file."""
    last = withdrawal.report.editions.order_by("number").last()
    what = f"{last.listing['title']}{f', edition {edition.number},' if edition else ''}"
    current = absolute(f"/{last.path}/") if last.is_current else ""
    return as_text(what, withdrawal.withdrawn_at, withdrawal.reason, current)


def as_text(what, withdrawn_at, reason, current=""):
    on = day(local_day(withdrawn_at))
    lines = [f"{what} was withdrawn on {on}.", f"Reason: {reason}"]
    if current:
        lines.append(f"Current edition: {current}")
    kind = "text/plain; charset=utf-8"
    return HttpResponse("\n".join(lines), content_type=kind, status=HTTPStatus.GONE)
