"""Checks of offices: people are told with the post that they hold, of its body."""

import re

from reports.checks.comparators.base import issues
from reports.checks.finding import warn
from reports.checks.register import register_of
from reports.checks.registry import check
from reports.text.full_text import (
    folded,
    plain,
    whole_text,
)
from reports.text.shared_queries import tenures_of

OFFICE = re.compile(
    r"\b(?:(?:Executive|Cabinet|Board|Portfolio|Committee) )+(?:Member|Holder)\b"
    r"|\b(?:[Dd]eputy [Cc]hair|[Vv]ice[- ][Cc]hair|[Cc]hair)(?:man|woman|person)?\b"
)
AFTER = 110


@check(
    "office-told-otherwise",
    "People told with another post than theirs",
    "The wrong post makes readers write to the wrong person.",
)
def people_hold_their_posts(draft):
    yield from issues(draft, "office-told-otherwise")
    whole = whole_text(draft)
    for name, posts in _posts(draft).items():
        for start, end in whole.places(name, exact=True):
            stop = min([*_stops(whole.typed, end), end + AFTER])
            begin = max(whole.typed.rfind("\n", 0, start), start - 40, 0)
            told = whole.typed[begin:stop]
            wrong = _wrong_office(told, posts) or _wrong_body(
                draft, told[start - begin :], posts
            )
            if wrong:
                titles = "; ".join(dict.fromkeys(post.full_title for post in posts))
                yield warn(
                    f"{name} is told as “{wrong}”. The register has: {titles}.",
                    "Name the post as the register has it, or mend the register.",
                    **whole.at(start, end),
                )


def _posts(draft):
    def read():
        posts: dict[str, list] = {}
        for row in tenures_of(draft):
            posts.setdefault(plain(row.person.name), []).append(row.post)
        return posts

    return draft.shared("posts by person", read)


def _stops(typed, end):
    return [
        place for sign in (". ", ";", "\n") if (place := typed.find(sign, end)) >= 0
    ]


def _wrong_office(told, posts):
    """An office in the words that none of the person's posts bears."""
    titles = " | ".join(folded(post.full_title) for post in posts)
    for match in OFFICE.finditer(told):
        office = folded(match[0])
        if office not in titles and _chair(office) not in titles:
            return match[0]
    return ""


def _chair(office):
    return re.sub(r"(?:man|woman|person)$", "", office)


def _wrong_body(draft, told, posts):
    """A body right after the person's office that is not the post's own."""
    match = OFFICE.search(told)
    if match is None:
        return ""
    after = folded(told[match.start() :])
    own = {
        folded(name)
        for post in posts
        for row in (post.group, post.partner, getattr(post.partner, "parent", None))
        if row
        for name in (row.name, row.short_name)
        if name
    }
    if any(name in after for name in own):
        return ""
    for body in register_of(draft).bodies:
        for name in body.names:
            place = after.find(f" of the {folded(name)}")
            if len(name) > 6 and 0 <= place < 40:
                return f"{match[0]} of the {name}"
    return ""
