"""What readers can follow: all documents, those of a type or partnership, or one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce
from django.urls import reverse

from partnership.core.models import Release
from partnership.core.releases.kinds import KINDS
from partnership.core.releases.queries import public_rows
from reports import document_types
from reports.models import Edition, Withdrawal
from reports.publication.listings import Listing

EVERYTHING = "all"
# From the most specific: an address that follows several gets one email.
SCOPES = ["document", "partnership", "type", EVERYTHING]


@dataclass(frozen=True)
class Topic:
    """Documents that readers can follow.

    `scope` is one of SCOPES; `key` the path of a document, the code of a partnership or
    of a document type, and blank for all documents.
    """

    scope: str
    key: str
    title: str

    @property
    def code(self) -> str:
        """As stored with a subscription: `type:annual-review`."""
        return f"{self.scope}:{self.key}"

    @property
    def url(self) -> str:
        if self.scope == EVERYTHING:
            return reverse("reports:follow")
        return reverse("reports:follow_topic", args=[self.scope, self.key])

    @property
    def feed_url(self) -> str:
        if self.scope == EVERYTHING:
            return reverse("reports:feed")
        return reverse("reports:feed_of_topic", args=[self.scope, self.key])

    @property
    def has_figures(self) -> bool:
        """Whether figures that are published without a document belong to it."""
        return self.scope in {"partnership", EVERYTHING}

    def editions(self) -> QuerySet[Edition]:
        """Its public editions, newest first."""
        rows = Edition.objects.public().filter(**self._of_edition())
        return rows.defer("content").order_by("-published_at", "-pk")

    def withdrawals(self) -> QuerySet[Withdrawal]:
        """Its withdrawals, newest first, except of documents published again."""
        current = Edition.objects.filter(is_current=True).values("report_id")
        editions = Edition.objects.filter(**self._of_edition())
        rows = Withdrawal.objects.filter(report_id__in=editions.values("report_id"))
        return rows.exclude(report_id__in=current).order_by("-withdrawn_at", "-pk")

    def releases(self) -> QuerySet[Release]:
        """Figures published on their own, newest first.

        If a record has since been withdrawn, only the withdrawal. Figures of a measure
        belong to no partnership.
        """
        if not self.has_figures:
            return Release.objects.none()
        current = Release.objects.filter(
            kind=OuterRef("kind"), key=OuterRef("key"), is_current=True
        )
        alone = Q(Exists(current), source="", withdrawn_at=None)
        gone = Q(~Exists(current), withdrawn_at__isnull=False)
        rows = Release.objects.filter(alone | gone)
        if self.scope == "partnership":
            own = Q(content__partnership__code=self.key)
            rows = rows.filter(own | Q(kind="partnership", key=self.key))
        at = Coalesce("withdrawn_at", "released_at")
        return rows.defer("content", "row").order_by(at.desc(), "-pk")

    def _of_edition(self) -> dict[str, str]:
        return {
            "document": {"path": self.key},
            "partnership": {"listing__partnership_code": self.key},
            "type": {"listing__document_type": self.key},
            EVERYTHING: {},
        }[self.scope]


def heading_of(row: Release) -> str:
    """Return a heading for figures published, updated or withdrawn by themselves."""
    word = "Withdrawn" if row.withdrawn_at else "Updated"
    if row.number == 1 and not row.withdrawn_at:
        word = "Published"
    return f"{word}: {row.title} ({KINDS[row.kind].label.lower()})"


def everything() -> Topic:
    return Topic(EVERYTHING, "", "All documents")


def topic(scope: str, key: str) -> Topic | None:
    """The topic, or None if there is nothing like it that the public can see."""
    if scope == EVERYTHING and not key:
        return everything()
    title = {
        "document": _title_of_document,
        "partnership": _name_of_partnership,
        "type": _name_of_type,
    }.get(scope, lambda _key: "")(key)
    return Topic(scope, key, title) if title else None


def topic_with_code(code: str) -> Topic | None:
    scope, _, key = code.partition(":")
    return topic(scope, key)


def topics_of(listing: Listing) -> list[Topic]:
    """The topics of a document, the most specific first."""
    return [
        Topic("document", listing.path, listing.title),
        Topic("partnership", listing.partnership_code, listing.partnership),
        Topic("type", listing.document_type, listing.type_name),
        everything(),
    ]


def latest_figures(numbers: Iterable[int | None]) -> dict[Release, list[Topic]]:
    """Return those releases that nothing has replaced, with their topics.

    They are newest first, and the most specific topic of each is first.
    """
    newer = Release.objects.filter(
        kind=OuterRef("kind"), key=OuterRef("key"), number__gt=OuterRef("number")
    )
    rows = everything().releases().filter(~Exists(newer), pk__in=list(numbers))
    about = {name: KT(f"content__partnership__{name}") for name in ("code", "name")}
    found = {}
    row: Any
    for row in rows.annotate(**about):
        is_own = row.kind == "partnership"
        code, name = (row.key, row.title) if is_own else (row.code, row.name)
        own = [Topic("partnership", code, name)] if code else []
        found[row] = [*own, everything()]
    return found


def types() -> Iterator[Topic]:
    for code, name in _names_of_types().items():
        yield Topic("type", code, name)


def partnerships() -> list[Topic]:
    names = {row["code"]: row["name"] for row in public_rows("partnership")}
    found = [Topic("partnership", code, name) for code, name in names.items()]
    return sorted(found, key=lambda topic: topic.title.casefold())


def _title_of_document(path: str) -> str:
    rows = Edition.objects.filter(path=path).order_by("-published_at")
    listing = rows.values_list("listing", flat=True).first()
    return listing["title"] if listing else ""


def _name_of_partnership(code: str) -> str:
    rows = public_rows("partnership")
    return next((row["name"] for row in rows if row["code"] == code), "")


def _name_of_type(code: str) -> str:
    return _names_of_types().get(code, "")


def _names_of_types() -> dict[str, str]:
    """Types in the code, and types of document templates that are on the site."""
    types = {
        code: document_type.name
        for code, document_type in document_types.DOCUMENT_TYPES.items()
    }
    current = Edition.objects.filter(is_current=True)
    own = current.exclude(listing__document_type__in=types)
    for listing in own.values_list("listing", flat=True):
        types[listing["document_type"]] = listing["type_name"]
    return types
