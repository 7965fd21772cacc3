"""Build stored pages in advance, as anonymous readers see them."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from urllib.parse import urldefrag, urljoin, urlsplit

from django.conf import settings
from django.db import transaction
from django.test import Client
from django_tasks import task

from partnership.core.background.periodic import periodic
from partnership.core.pages import exported
from partnership.core.stored_pages import folder, versions

LINK = re.compile(r'\s(?:href|src)="([^"]+)"')
PRIVATE = ("/account/", "/staff/", "/mine/", "/shared/", "/admin/", "/search/")
# Where a crawl starts: the home page, and files that no page links to.
STARTS = ["/sitemap.xml", "/robots.txt", "/"]


class Reader:
    """An anonymous reader, who follows the links of the public site.

    `client` sends requests in this process: there is no network. Pages `for_export`
    have no forms and no links to features that need a running site.
    """

    def __init__(self, for_export: bool = False):
        parts = urlsplit(settings.SITE_URL)
        marks = {exported.MARK: True} if for_export else {}
        self.client = Client(headers={"Host": parts.netloc}, **marks)
        self.is_secure = parts.scheme == "https"

    def get(self, url: str):
        return self.client.get(url, secure=self.is_secure)

    def links_of(self, url: str) -> list[str]:
        """Request a page, and return the addresses on this site that it links to."""
        response = self.get(url)
        content = response.getvalue()  # also ends a streaming response
        if not response.get("Content-Type", "").startswith("text/html"):
            return []
        return list(links_in(url, content.decode()))


def links_in(url: str, page: str) -> Iterator[str]:
    """Addresses of this site that a page links to, without queries and fragments."""
    for link in LINK.findall(page):
        whole = urldefrag(urljoin(url, unescape(link))).url
        parts = urlsplit(whole)
        is_here = not parts.scheme and not parts.netloc and whole.startswith("/")
        if is_here and not parts.query and not whole.startswith(PRIVATE):
            yield whole


def build_after_commit(urls: Iterable[str]) -> None:
    """Store pages, and those below their addresses, once the transaction ends."""
    if settings.SHOW_DRAFTS:
        return
    urls = list(urls)
    transaction.on_commit(lambda: build(urls), robust=True)


def build(urls: Iterable[str]) -> int:
    """Store pages, with their files and the pages below them; return how many."""
    reader, done = Reader(), set()
    for url in urls:
        waiting, below = [url], url.rstrip("/")
        while waiting:
            if (this := waiting.pop()) in done:
                continue
            done.add(this)
            links = reader.links_of(this)
            if below:
                own = f"{below}/", f"{below}."
                waiting += [
                    link for link in links if link.startswith(own) or is_data(link)
                ]
    return len(done)


def is_data(url: str) -> bool:
    """Whether the address is that of an open data file."""
    return url.startswith("/data/") and not url.endswith("/")


def build_all(version: str) -> int:
    """Store all public pages, unless another version begins; return how many."""
    static = f"/{settings.STATIC_URL.lstrip('/')}"
    reader, done, waiting = Reader(), set(), [*STARTS]
    while waiting:
        if (url := waiting.pop()) in done or url.startswith(static):
            continue
        if versions.current() != version:
            return len(done)
        done.add(url)
        waiting += [link for link in reader.links_of(url) if link not in done]
    folder.write_done(version)
    folder.remove_other_versions(version)
    return len(done)


@periodic
def enqueue_missing_pages() -> None:
    """Build the pages of a new version, or of one whose worker was stopped."""
    version = "" if settings.SHOW_DRAFTS else versions.current()
    if not version:
        return
    if folder.linked_version() != version:
        versions.make_current(version)
    if not folder.is_done(version):
        build_public_pages.enqueue(version)


@task
def build_public_pages(version: str) -> None:
    if versions.current() == version and not folder.is_done(version):
        build_all(version)
