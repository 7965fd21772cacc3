"""What the public sees: released content, or drafts if the site shows them."""

from collections import defaultdict
from collections.abc import Iterable, Set
from functools import cached_property

from django.conf import settings

from partnership.core.models import Release
from partnership.core.releases.kinds import KINDS, plain


class Withdrawn(Exception):
    """Raised for a record that was withdrawn; `release` says when and why."""

    def __init__(self, release: Release):
        self.release = release
        super().__init__(f"{release.title} was withdrawn.")


def current_release(kind: str, key: str) -> Release | None:
    return Release.objects.filter(kind=kind, key=key, is_current=True).first()


def public_content(kind: str, key: str) -> dict:
    """What the page of a record shows. Raises KeyError, or Withdrawn."""
    if settings.SHOW_DRAFTS:
        return draft_content(kind, key)
    latest = Release.objects.filter(kind=kind, key=key).order_by("-number").first()
    if latest is None:
        raise KeyError(key)
    if not latest.is_current:
        raise Withdrawn(latest)
    [content] = with_public_links(kind, [latest.content])
    return content


def draft_content(kind: str, key: str) -> dict:
    """What the page of a record would show if it were published now."""
    return plain(KINDS[kind].content(key))


def public_contents(kind: str, keys: Iterable[str] | None = None) -> list[dict]:
    """What the pages of several records show, in the order of their keys, or of all.

    Records that the public does not see are left out.
    """
    wanted = None if keys is None else list(dict.fromkeys(keys))
    if settings.SHOW_DRAFTS:
        found = KINDS[kind].contents(wanted) if wanted != [] else {}
    else:
        current = Release.objects.filter(kind=kind, is_current=True)
        if wanted is not None:
            current = current.filter(key__in=wanted)
        found = dict(current.values_list("key", "content"))
    chosen = found if wanted is None else wanted
    contents = [found[key] for key in chosen if key in found]
    return contents if settings.SHOW_DRAFTS else with_public_links(kind, contents)


def public_rows(kind: str, **only) -> list[dict]:
    """What lists show of each record of a kind.

    `only` names what the page needs, for example one area, so that a kind with many
    rows can read less where drafts are shown. It may be given more.
    """
    if settings.SHOW_DRAFTS:
        return KINDS[kind].rows(**only)
    current = Release.objects.filter(kind=kind, is_current=True)
    return with_public_links(kind, list(current.values_list("row", flat=True)))


def with_public_links(kind: str, contents: list[dict]) -> list[dict]:
    """Contents or rows, with links only to records that the public sees now.

    A release is frozen, but what it links to may have been withdrawn since.
    """
    links = KINDS[kind].links
    if not links or not contents:
        return contents
    public = PublicKeys()
    return [
        content
        | {
            name: _with_public(content[name], public[linked])
            for name, linked in links.items()
            if content.get(name)
        }
        for content in contents
    ]


def _with_public(link, keys):
    """The code of a link, or a list of links that are codes or rows with a code."""
    if isinstance(link, list):
        return [item for item in link if _with_public(item, keys)]
    code = link["code"] if isinstance(link, dict) else link
    return code if code in keys else ""


def public_rows_of(kind: str, keys: Iterable[str]) -> dict[str, dict]:
    """What lists show of published records, by key; those not published are left out.

    It is the same if the site shows drafts.
    """
    keys = list(keys)
    if not keys:
        return {}
    current = Release.objects.filter(kind=kind, key__in=keys, is_current=True)
    return dict(current.values_list("key", "row"))


class PublicKeys:
    """The keys of the records with a public page, by kind; read once."""

    def __getitem__(self, kind: str) -> Set[str]:
        if kind not in KINDS:
            raise KeyError(kind)
        return EVERYTHING if settings.SHOW_DRAFTS else self._keys[kind]

    @cached_property
    def _keys(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        current = Release.objects.filter(is_current=True)
        for kind, key in current.values_list("kind", "key"):
            found[kind].add(key)
        return found


class Everything(frozenset):
    """A set that has every key: with drafts shown, each record has a page."""

    def __contains__(self, key):
        return True


EVERYTHING = Everything()
