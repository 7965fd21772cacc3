"""Atom feeds of what was published, corrected and withdrawn."""

import datetime as dt
from dataclasses import dataclass
from operator import attrgetter

from django.contrib.syndication.views import Feed
from django.http import Http404
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.views.generic import View

from partnership.core.models import Release
from partnership.core.pages.mixins import ReaderMixin
from partnership.core.releases.kinds import KINDS
from partnership.core.text.characters import visible
from partnership.core.values.dates import day, local_day
from partnership.partners.public import publisher_name
from reports.models import Edition, Withdrawal
from reports.publication import topics
from reports.publication.emails import absolute
from reports.publication.topics import Topic

MOST_ENTRIES = 50
# The date of a feed without entries, which would otherwise change with each request.
NOTHING_YET = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


class SteadyAtomFeed(Atom1Feed):
    """Atom with the same bytes each time, so that readers' programs can cache it.

    XML cannot contain control characters.
    """

    def __init__(self, **values):
        super().__init__(**_visible(values))

    def add_item(self, **values):
        super().add_item(**_visible(values))

    def latest_post_date(self):
        return super().latest_post_date() if self.items else NOTHING_YET


class TopicFeed(Feed):
    """The latest editions, figures and withdrawals of one topic, newest first."""

    feed_type = SteadyAtomFeed

    def get_object(self, request, scope=topics.EVERYTHING, key="") -> Topic:
        found = topics.topic(scope, key)
        if found is None:
            raise Http404("This feed does not exist.")
        return found

    def title(self, topic):
        return f"{topic.title} – {self.author_name()}"

    def subtitle(self, topic):
        return "Documents and figures that were published, corrected or withdrawn"

    def link(self, topic):
        return absolute(topic.url)

    def feed_url(self, topic):
        return absolute(topic.feed_url)

    feed_guid = feed_url

    def author_name(self):
        return publisher_name()

    def items(self, topic):
        found = [
            *map(_of_edition, topic.editions()[:MOST_ENTRIES]),
            *map(_of_withdrawal, topic.withdrawals()[:MOST_ENTRIES]),
            *map(_of_release, topic.releases()[:MOST_ENTRIES]),
        ]
        return sorted(found, key=attrgetter("at"), reverse=True)[:MOST_ENTRIES]

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        return escape(item.description)  # a feed's summaries are HTML

    def item_link(self, item):
        return absolute(item.url)

    def item_guid(self, item):
        return f"{absolute(item.url)}{item.fragment}"

    def item_pubdate(self, item):
        return item.at

    item_updateddate = item_pubdate


@dataclass(frozen=True)
class Entry:
    """One entry of a feed; `fragment` sets those of one address apart."""

    at: dt.datetime
    title: str
    description: str
    url: str
    fragment: str = ""


def _of_edition(edition: Edition) -> Entry:
    title = f"{edition.listing['title']}, edition {edition.number}"
    url = f"/{edition.path}/edition/{edition.number}/"
    if edition.is_correction:
        note = f"What changed: {edition.change_note}"
        return Entry(edition.published_at, f"Corrected: {title}", note, url)
    summary = edition.listing["summary"]
    return Entry(edition.published_at, f"Published: {title}", summary, url)


def _of_withdrawal(row: Withdrawal) -> Entry:
    last = row.report.editions.order_by("-number")[0]
    return Entry(
        row.withdrawn_at,
        f"Withdrawn: {last.listing['title']}",
        _why_withdrawn(row.withdrawn_at, row.reason),
        f"/{last.path}/",
        f"#withdrawn-{row.pk}",
    )


def _of_release(row: Release) -> Entry:
    url, title = KINDS[row.kind].url(row.key), topics.heading_of(row)
    if row.withdrawn_at:
        why = _why_withdrawn(row.withdrawn_at, row.withdrawal_reason)
        fragment = f"#withdrawn-release-{row.number}"
        return Entry(row.withdrawn_at, title, why, url, fragment)
    description = f"The figures on this page, release {row.number}"
    fragment = f"#release-{row.number}"
    return Entry(row.released_at, title, description, url, fragment)


def _why_withdrawn(at: dt.datetime, reason: str) -> str:
    return f"Withdrawn on {day(local_day(at))}. Reason: {reason}"


def _visible(values: dict) -> dict:
    return {
        name: visible(value) if isinstance(value, str) else value
        for name, value in values.items()
    }


class AtomFeed(ReaderMixin, View):
    def get(self, request, **kwargs):
        return TopicFeed()(request, **kwargs)
