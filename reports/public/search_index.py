"""What readers can find: the sections of published documents, and public pages.

The index follows every publication and withdrawal. On a site that shows drafts,
`rebuild` adds them, marked as drafts.
"""

import re
from collections.abc import Iterable, Iterator

from django.conf import settings
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from partnership.core.models import Release, SearchEntry
from partnership.core.models.dated import between
from partnership.core.releases.kinds import KINDS
from partnership.core.releases.queries import current_release
from partnership.core.stored_pages import versions
from partnership.core.text.html import to_text
from partnership.core.values import financial_years
from partnership.models import Alias
from reports.assembly.build import build
from reports.errors import ReportNotRendered
from reports.models import Edition, Withdrawal
from reports.public.queries import visible_drafts
from reports.publication.edition_content import frozen
from reports.publication.listings import Listing, listing_of

MOST_CHARACTERS = 300
# Parts of a document's data that are not printed in it, or only name it.
NOT_PRINTED = {
    *("token", "key", "id", "path", "block", "about", "base", "source", "records"),
    # Repeated in each cell for phones.
    "column",
    *("anchor", "drawings", "figures_of", "is_row", "kind", "layout", "sign", "value"),
}


@transaction.atomic
def rebuild() -> int:
    """Rebuild the whole index; return the number of entries."""
    SearchEntry.objects.all().delete()
    for path in Edition.objects.filter(is_current=True).values_list("path", flat=True):
        index_document(path)
    for kind, key in Release.objects.filter(is_current=True).values_list("kind", "key"):
        index_record(kind, key)
    if settings.SHOW_DRAFTS:
        _index_drafts()
    return SearchEntry.objects.count()


def _index_drafts():
    for report in visible_drafts():
        try:
            document = build(report)
        except ReportNotRendered:
            continue
        listing = listing_of(report)
        SearchEntry.objects.bulk_create(
            _of_document(listing, frozen(document)["document"], is_draft=True)
        )
    released = set(Release.objects.filter(is_current=True).values_list("kind", "key"))
    for kind in KINDS.values():
        titles = kind.titles()
        entries = [
            _of_record(kind, key, titles[key], content, is_draft=True)
            for key, content in kind.contents().items()
            if (kind.name, key) not in released
        ]
        SearchEntry.objects.bulk_create(entries)


@transaction.atomic
def index_document(path: str) -> None:
    """Index the current edition at a path; a withdrawn document is removed."""
    SearchEntry.objects.filter(source=path).delete()
    edition = Edition.objects.filter(path=path, is_current=True).first()
    if edition is not None:
        listing = Listing(**edition.listing)
        document = edition.content.get("document", {})
        SearchEntry.objects.bulk_create(_of_document(listing, document))


def _of_document(listing: Listing, document: dict, **more) -> Iterator[SearchEntry]:
    for section in document.get("sections", []):
        text = _plain(printed_texts(section["blocks"]))
        yield SearchEntry(
            source=listing.path,
            kind=listing.document_type,
            kind_name=listing.type_name,
            url=f"/{listing.path}/",
            anchor=f"section-{section['key']}",
            title=listing.title[:MOST_CHARACTERS],
            section=section["title"][:MOST_CHARACTERS],
            body=text,
            records=SearchEntry.records_text(
                {
                    (kind, key)
                    for kind, key, part in section.get("records", [])
                    if not part
                }
            ),
            year=listing.year,
            owner=listing.partnership_code,
            owner_name=listing.partnership,
            **more,
        )


def _plain(texts: Iterable[str]) -> str:
    """The texts on one line without markup, with a border between them."""
    plain_texts = (to_text(text) if "<" in text else text for text in texts)
    lines = (line.strip() for text in plain_texts for line in text.splitlines())
    ended = (line if line[-1] in ".?!:;" else f"{line};" for line in lines if line)
    return " ".join(" ".join(ended).split()).removesuffix(";")


def printed_texts(value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from printed_texts(item)
    elif isinstance(value, dict):
        for name, item in value.items():
            if name not in NOT_PRINTED:
                yield from printed_texts(item)


@transaction.atomic
def index_record(kind: str, key: str) -> None:
    """Index the current release of a record; a withdrawn one is removed."""
    SearchEntry.objects.filter(source=source_of(kind, key)).delete()
    release = current_release(kind, key)
    if release is not None:
        _of_record(KINDS[kind], key, release.title, release.content).save()


def source_of(kind: str, key: str) -> str:
    return f"{kind}:{key}"


def _of_record(kind, key, title, content, **more) -> SearchEntry:
    owner = content if kind.name == "partnership" else content.get("partnership") or {}
    # The title is an entry of its own in the index; other words are found once.
    own = {name: part for name, part in content.items() if name not in kind.links}
    words = [w for w in dict.fromkeys(_words(own)) if w not in {*NOTHING, title}]
    names = Alias.objects.filter(kind=kind.name, record_code=key)
    if kind.name == "priority":
        first = financial_years.first_day(content["from_year"])
        last = financial_years.last_day(content["to_year"])
        names = names.filter(between(first, last))
    words += [f"Other name{alias.when}: {alias.name}" for alias in names]
    text = _plain(words)
    return SearchEntry(
        source=source_of(kind.name, key),
        kind=kind.name,
        kind_name=kind.label,
        url=kind.url(key),
        title=title[:MOST_CHARACTERS],
        body=text,
        year=content.get("year") or content.get("from_year"),
        owner=owner.get("code", ""),
        owner_name=owner.get("name", ""),
        **more,
    )


# Parts of a record's content that are not text for readers, or name another record.
NOT_WORDS = re.compile(
    r"code|part|.*_code|.*_colour|.*url|website|.*_on|reason|qualifier|value|.*_gbp|width|"
    r"unit|.*_direction|.*_status|parent|in_line|line|priority|part_of|measures|supports|"
    r"replaces"
)
# Text that says there is nothing.
NOTHING = {"", "None", "not given"}


def _words(value, name="") -> Iterator[str]:
    if isinstance(value, str):
        if not NOT_WORDS.fullmatch(name):
            yield value
    elif isinstance(value, list):
        for item in value:
            yield from _words(item, name)
    elif isinstance(value, dict):
        for inner, item in value.items():
            # The fields of a row are what its words are made from; what has a title is
            # named by it, or by nothing.
            if inner != "row" and (inner != "name" or "title" not in value):
                yield from _words(item, inner)


# Index and stored pages follow editions, withdrawals and releases.


@receiver(post_save, sender=Edition)
def _edition_saved(instance, raw=False, **kwargs):
    if not raw:
        _index_documents_of(instance.report)
        versions.begin(publishes=True)


@receiver(post_save, sender=Withdrawal)
def _document_withdrawn(instance, raw=False, **kwargs):
    if not raw:
        _index_documents_of(instance.report)
        versions.begin()


def _index_documents_of(report):
    """Index a document at all the URLs that it has had."""
    for path in set(report.editions.values_list("path", flat=True)):
        index_document(path)


@receiver([post_save, post_delete], sender=Alias)
def _alias_changed(instance, raw=False, **kwargs):
    if not raw and instance.kind in KINDS:
        index_record(instance.kind, instance.record_code)


@receiver(post_save, sender=Release)
def _release_saved(instance, raw=False, **kwargs):
    if not raw:
        index_record(instance.kind, instance.key)
        versions.begin(publishes=instance.is_current)
