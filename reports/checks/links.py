"""Links: where they lead, and what their words say of it."""

import re
from collections import defaultdict
from urllib.parse import urlsplit

from partnership.core.values import financial_years
from partnership.core.values.urls import short_url
from reports.checks.finding import stop, warn
from reports.checks.registry import check
from reports.text.sentence import (
    hinted,
    marked,
)

VAGUE = {
    "here",
    "click here",
    "link",
    "this link",
    "the link",
    "read more",
    "more",
    "this",
}
HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?::\d+)?", re.A)
ODD = re.compile(r"[\s\\<>\"“”’,;]|%5C|\.\.|[.,]$")
LONG_ADDRESS = 60


def _each(draft):
    for words in draft.words:
        for link in words.links:
            yield words, link


@check(
    "link-address",
    "Links that lead nowhere",
    "In print the address is all that is left of a link.",
)
def links_have_addresses(draft):
    for words, link in _each(draft):
        if not link.href or link.href.startswith("#"):
            yield stop(
                f"The link “{link.text}” has no address.",
                "Give it its address, or make it plain words.",
                words=words,
                excerpt=link.text,
            )
        elif link.href.startswith("http") and not _is_sound(link.href):
            yield stop(
                f"{link.href} is not an address that can be opened.",
                "Copy the address again from the page that is meant.",
                words=words,
                excerpt=link.text,
            )


def _is_sound(address):
    try:
        host = urlsplit(address).netloc
    except ValueError:
        return False
    return bool(HOST.fullmatch(host)) and not ODD.search(address)


@check(
    "link-words",
    "Links whose words do not say where they lead",
    "People who go from link to link with a screen reader hear nothing else.",
)
def links_say_where_they_lead(draft):
    for words, link in _each(draft):
        text = link.text.strip(" .").lower()
        if text in VAGUE:
            yield warn(
                f"A link reads “{link.text}” only.",
                "Let the name of the page or document be the link.",
                words=words,
                excerpt=link.text,
            )


@check(
    "link-insecure",
    "Addresses that begin with http",
    "Browsers warn readers off such pages.",
)
def links_are_secure(draft):
    """One finding for all of a text: they are mended together."""
    for words in draft.words:
        plain = [one.href for one in words.links if one.href.startswith("http://")]
        if plain:
            yield warn(
                f"Not https but http: {', '.join(dict.fromkeys(plain))}.",
                "Try the address with https, and use that if it opens.",
                words=words,
                excerpt=words.links[0].text if not plain[1:] else "",
            )


@check(
    "link-twice",
    "One address for two things",
    "At most one of them can be right.",
)
def an_address_means_one_thing(draft):
    told = defaultdict(dict)
    for words, link in _each(draft):
        if link.href and short_url(link.text) != short_url(link.href):
            told[short_url(link.href)].setdefault(link.text.casefold(), (words, link))
    yield from _spelt_out_twice(draft)
    for address, by_text in told.items():
        for words, link in list(by_text.values())[1:]:
            first = next(iter(by_text.values()))[1]
            yield warn(
                f"“{link.text}” leads to {address}, and so does “{first.text}”.",
                "Check both addresses, or use the same words for both.",
                words=words,
                excerpt=link.text,
            )


def _spelt_out_twice(draft):
    """An address that is its own words says nothing of what it is for."""
    for words in draft.words:
        spelt = [
            one
            for one in words.links
            if one.href and short_url(one.text) == short_url(one.href)
        ]
        seen = set()
        for link in spelt:
            if link.href in seen:
                yield warn(
                    f"{short_url(link.href)} stands twice in one text.",
                    "Check that it is right at both places, and say what is there.",
                    words=words,
                    excerpt=link.text,
                    occurrence=1,
                )
            seen.add(link.href)


YEARS = re.compile(r"(?<!\d)(20[0-3]\d)(?:[-_/](20\d\d|\d\d))?(?!\d)")


@check(
    "link-old-year",
    "Addresses that name a year gone by",
    "It may lead to a plan that no longer holds.",
)
def addresses_are_of_the_time(draft):
    for words, link in _each(draft):
        path = link.href.partition("//")[2].partition("/")[2]
        found = [_last_year(match) for match in YEARS.finditer(path)]
        if found and max(found) < draft.year:
            yield warn(
                f"{link.href} names {max(found)}, and the document is about "
                f"{financial_years.label(draft.year)}.",
                "Look whether there is a newer page, and link to that.",
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


TYPED = re.compile(r"(?:https?://|\bwww\.)[^\s\ufffc)]+[^\s\ufffc).,;:]")


@check(
    "address-not-linked",
    "Addresses that are not links",
    "Nobody can follow them without typing.",
)
def addresses_are_links(draft):
    for words in draft.words:
        linked = [link.text for link in words.links]
        for match in words.matches(TYPED):
            if not any(match[0] in text for text in linked):
                yield warn(
                    f"{match[0]} is not a link.",
                    "Make the name of the page a link to it.",
                    **marked(words, match[0], match.start()),
                )


FOLLOW = re.compile(
    r"\b(?:follow(?:ing)?|via|using|at|on|by|through|with|click(?:ing)?(?: on)?) "
    r"(?:the|this|these) (?:following )?(?:hyper)?links?\b",
    re.I,
)


@check(
    "link-promised",
    "A link that is promised and not there",
    "Readers are sent to a page without being told where it is.",
)
def promised_links_are_there(draft):
    for sentence in hinted(draft, "link"):
        match = sentence.first(FOLLOW)
        texts = [link.text for link in sentence.words.links if link.href]
        if match and not any(text in sentence.line.text for text in texts):
            yield stop(
                f"“{match[0]}” is said, but there is no link in the line.",
                "Make the name of the page a link to it.",
                **sentence.mark(match),
            )
