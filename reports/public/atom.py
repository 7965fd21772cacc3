"""Atom feeds of what was published, corrected and withdrawn."""

import datetime as dt

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404
from django.utils.feedgenerator import Atom1Feed
from django.views.generic import View

from partnership.core.pages.mixins import ReaderMixin
from partnership.core.values.dates import day, local_day
from partnership.partners.public import public_home
from reports.models import Edition, Withdrawal
from reports.publication import topics
from reports.publication.topics import Topic

MOST_ENTRIES = 50
# The date of a feed without entries, which would otherwise change with each request.
NOTHING_YET = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


class SteadyAtomFeed(Atom1Feed):
    """Atom with the same bytes each time, so that readers' programs can cache it."""

    def latest_post_date(self):
        return super().latest_post_date() if self.items else NOTHING_YET


class TopicFeed(Feed):
    """The latest editions and withdrawals of one topic, newest first."""

    feed_type = SteadyAtomFeed

    def get_object(self, request, scope=topics.EVERYTHING, key="") -> Topic:
        found = topics.topic(scope, key)
        if found is None:
            raise Http404("There is no such feed.")
        return found

    def title(self, topic):
        return f"{topic.title} – {self.author_name()}"

    def subtitle(self, topic):
        return "Documents that were published, corrected or withdrawn"

    def link(self, topic):
        return _absolute(topic.url)

    def feed_url(self, topic):
        return _absolute(topic.feed_url)

    def feed_guid(self, topic):
        return _absolute(topic.feed_url)

    def author_name(self):
        home = public_home()
        return home.name if home else "Community safety partnership"

    def items(self, topic):
        rows = [*topic.editions()[:MOST_ENTRIES], *topic.withdrawals()[:MOST_ENTRIES]]
        return sorted(rows, key=_when, reverse=True)[:MOST_ENTRIES]

    def item_title(self, item):
        if isinstance(item, Withdrawal):
            return f"Withdrawn: {_last_edition(item).listing['title']}"
        word = "Corrected" if item.is_correction else "Published"
        return f"{word}: {item.listing['title']}, edition {item.number}"

    def item_description(self, item):
        if isinstance(item, Withdrawal):
            on = day(local_day(item.withdrawn_at))
            return f"Withdrawn on {on}. Reason: {item.reason}"
        if item.is_correction:
            return f"What changed: {item.change_note}"
        return item.listing["summary"]

    def item_link(self, item):
        if isinstance(item, Withdrawal):
            return _absolute(f"/{_last_edition(item).path}/")
        return _absolute(f"/{item.path}/edition/{item.number}/")

    def item_guid(self, item):
        link = self.item_link(item)
        return f"{link}#withdrawn-{item.pk}" if isinstance(item, Withdrawal) else link

    def item_pubdate(self, item):
        return _when(item)

    def item_updateddate(self, item):
        return _when(item)


def _absolute(url: str) -> str:
    return f"{settings.SITE_URL}{url}"


def _when(item: Edition | Withdrawal) -> dt.datetime:
    return item.withdrawn_at if isinstance(item, Withdrawal) else item.published_at


def _last_edition(withdrawal: Withdrawal) -> Edition:
    return withdrawal.report.editions.order_by("-number")[0]


class AtomFeed(ReaderMixin, View):
    def get(self, request, **kwargs):
        return TopicFeed()(request, **kwargs)
