"""Links: where they lead, and whether their text describes it."""

from collections import defaultdict
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve

from partnership.core.values import financial_years
from partnership.core.values.urls import short_url
from reports.checks.issue import error, warning
from reports.checks.registry import check
from reports.models import Edition
from reports.text.excerpts import marked
from reports.text.phrases import phrase, shape
from reports.text.sentences import hinted

VAGUE = set("here|click here|link|this link|the link|read more|more|this".split("|"))
HOST = shape("links.host")
ODD = shape("links.odd")


def _each(draft):
    for words in draft.words:
        for link in words.links:
            yield words, link


@check("link-address")
def links_have_addresses(draft):
    for words, link in _each(draft):
        if not link.href or link.href.startswith("#"):
            yield error(
                f"“{link.text}” has no web address.",
                "Add the web address, or remove the link.",
                words=words,
                excerpt=link.text,
            )
        elif link.href.startswith("http") and not _is_sound(link.href):
            yield error(
                f"{link.href} is not a valid web address.",
                "Copy the address again from the page.",
                words=words,
                excerpt=link.text,
            )


def _is_sound(address):
    try:
        host = urlsplit(address).netloc
    except ValueError:
        return False
    return bool(HOST.fullmatch(host)) and not ODD.search(address)


@check("link-address")
def links_to_this_site_lead_to_what_is_published(draft):
    for words, link in _each(draft):
        path = _own_path(link)
        if path and (fault := _fault_at(path)):
            yield warning(
                f"The link “{link.text}” leads to {fault}.",
                "Link to a published page, or publish the document first.",
                words=words,
                excerpt=link.text,
            )


def _own_path(link) -> str:
    """Return the path of a link to this site, or an empty string for other links."""
    site = settings.SITE_URL.rstrip("/")
    is_own = link.href.startswith(f"{site}/") and _is_sound(link.href)
    return urlsplit(link.href).path if is_own else ""


def _fault_at(path: str) -> str:
    """Describe what is wrong with a page of this site, or return an empty string."""
    try:
        asked = resolve(path).kwargs
    except Resolver404:
        return "a page that does not exist"
    if "rest" not in asked:
        return ""
    # Editions keep their path if their document moves.
    at = f"{asked['document_type']}/{asked['rest']}"
    rows = Edition.objects.filter(report__editions__path=at)
    editions = dict(rows.values_list("number", "is_current"))
    current = next((number for number in editions if editions[number]), 0)
    number = asked.get("number", current)
    if not current:
        withdrawn = "a document that was withdrawn"
        return withdrawn if editions else "a document that is not published"
    if number not in editions:
        return f"edition {number}, which does not exist"
    if number != current:
        return f"edition {number}, which edition {current} has superseded"
    return ""


@check("link-text")
def links_say_where_they_lead(draft):
    for words, link in _each(draft):
        text = link.text.strip(" .").lower()
        if text in VAGUE:
            yield warning(
                f"The link text is only “{link.text}”.",
                "Use the name of the page or document as link text.",
                words=words,
                excerpt=link.text,
            )


@check("link-address")
def links_are_secure(draft):
    """Report one issue for each text, because its links are fixed together."""
    every = sorted(
        {
            link.href
            for words in draft.words
            for link in words.links
            if link.href.startswith("http://")
        }
    )
    for words in draft.words:
        plain = [link.href for link in words.links if link.href.startswith("http://")]
        if plain:
            yield warning(
                f"Addresses with http, not https: {', '.join(every)}.",
                "Try each address with https, and use that if it opens.",
                about=" ".join(every),
                words=words,
                excerpt=words.links[0].text if not plain[1:] else "",
            )


@check("link-text")
def an_address_means_one_thing(draft):
    links = defaultdict(dict)
    for words, link in _each(draft):
        if link.href and short_url(link.text) != short_url(link.href):
            links[short_url(link.href)].setdefault(link.text.casefold(), (words, link))
    yield from _is_its_own_text(draft)
    for address, by_text in links.items():
        for words, link in list(by_text.values())[1:]:
            first = next(iter(by_text.values()))[1]
            yield warning(
                f"“{link.text}” and “{first.text}” both link to {address}.",
                "Check both addresses, or use the same words for both.",
                words=words,
                excerpt=link.text,
            )


def _is_its_own_text(draft):
    """A link whose text is its address does not say what it is for."""
    for words in draft.words:
        spelt = [
            link
            for link in words.links
            if link.href and short_url(link.text) == short_url(link.href)
        ]
        seen = set()
        for link in spelt:
            if link.href in seen:
                yield warning(
                    f"{short_url(link.href)} is linked twice in one text.",
                    "Check both links are right, and describe each.",
                    words=words,
                    excerpt=link.text,
                    occurrence=1,
                )
            seen.add(link.href)


YEARS = shape("links.years")


@check("link-address")
def addresses_are_of_the_time(draft):
    for words, link in _each(draft):
        if _own_path(link):
            continue
        path = link.href.partition("//")[2].partition("/")[2]
        found = [_last_year(match) for match in YEARS.finditer(path)]
        if found and max(found) < draft.year:
            yield warning(
                f"{link.href} has the year {max(found)}, but the reporting "
                f"year is {financial_years.label(draft.year)}.",
                "Check if there is a newer page, and link to that.",
                words=words,
                excerpt=link.text,
            )


def _last_year(match):
    first, last = int(match[1]), match[2]
    if not last:
        return first
    last = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    # 2017-18 is the year that begins in 2017; 2011-14 ends with 2013-14.
    return max(first, last - 1)


TYPED = shape("links.typed")


@check("link-address")
def addresses_are_links(draft):
    for words in draft.words:
        linked = [link.text for link in words.links]
        for match in words.matches(TYPED):
            if not any(match[0] in text for text in linked):
                yield warning(
                    f"{match[0]} is not a link.",
                    "Link the name of the page to it.",
                    **marked(words, match[0], match.start()),
                )


FOLLOW = phrase("links.follow")


@check("attachment-missing")
def promised_links_are_there(draft):
    for sentence in hinted(draft, "link"):
        match = sentence.first(FOLLOW)
        texts = [link.text for link in sentence.words.links if link.href]
        if match and not any(text in sentence.line.text for text in texts):
            yield error(
                f"“{match[0]}” appears but there is no link.",
                "Link the name of the page to it.",
                **sentence.mark(match),
            )
