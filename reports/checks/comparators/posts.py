"""Postholders and titles of people, compared with the records."""

import datetime as dt
from collections.abc import Iterator

from partnership.core.models.dated import is_between
from partnership.core.values.dates import day as day_words
from partnership.models import Person
from reports.checks.comparators.base import comparator, error, warning
from reports.text.forms import pattern, plain
from reports.text.periods import days_of
from reports.text.phrases import phrase, shape
from reports.text.reader import Reading
from reports.text.shared_queries import all_of, tenures_of
from reports.text.spans import Span, overlaps, spans_of

_BEFORE_TITLE = ("who", "between-title")


@comparator(17)
def posts_agree(reading: Reading):
    """“X chairs the Board” where someone else does, or did on that day."""
    people = reading.named("person")
    groups = reading.named("group")
    tenures = tenures_of(reading.known.draft)
    for name in people:
        if phrase("people.predecessor").search(reading.low[: name.start]):
            continue
        person = name.of("person").row
        for post in _posts(reading, name, groups, tenures):
            yield from _holder(reading, name, person, post, tenures)


def _posts(reading, name, groups, tenures):
    """The posts that a sentence gives to a person."""
    found = []
    if groups and _is_in_chair(reading, name):
        near = reading.nearest(groups, name.span)
        group = near[0].of("group").row
        found += [
            t.post
            for t in tenures
            if t.post.group_id == group.pk and t.post.kind == "chair"
        ]
    elif _is_in_chair(reading, name):
        # “Our Chair, Martin Osgood”: of a group that they have chaired.
        own = [t.post for t in tenures if t.person_id == name.of("person").row.pk]
        found += [post for post in own if post.kind == "chair"]
    for tenure in tenures:
        for title in _titles(tenure.post, tenures):
            at = reading.low.find(title)
            if at >= 0 and _is_beside(reading, name, at, at + len(title)):
                found.append(tenure.post)
    return list({post.pk: post for post in found}.values())


@comparator(17)
def listed_chairs_agree(reading: Reading):
    """“Chairs: the Board, Ruth Penhale; the Delivery Group, Colin Threlfall”."""
    head = phrase("people.chairs-list").match(reading.bare)
    if not head and not phrase("people.chairs-list").search(_lead_in(reading)):
        return
    tenures = tenures_of(reading.known.draft)
    for name in reading.named("person"):
        groups = [
            group
            for group in reading.named("group")
            if ";" not in reading.between(group.span, name.span)
        ]
        chairs = [t.post for t in tenures if t.post.kind == "chair"]
        own = {group.of("group").row.pk for group in groups}
        posts = {post.pk: post for post in chairs if own == {post.group_id}}
        for post in posts.values():
            yield from _holder(reading, name, name.of("person").row, post, tenures)


def _lead_in(reading: Reading) -> str:
    return reading.lead_in.bare if reading.lead_in else ""


@comparator(20)
def strangers_hold_no_post(reading):
    """“Anita Desborough, the Community Safety Manager”, where someone else is."""
    draft, tenures = reading.known.draft, tenures_of(reading.known.draft)
    names = [m.span("name") for m in shape("names.of-person").finditer(reading.text)]
    names = [name for name in names if not overlaps(name, spans_of(reading.names))]
    now = [t for t in tenures if is_between(t, draft.day, draft.day)]
    posts = {t.post_id: t.post for t in now}.values()
    for post, span in ((p, at) for p in posts for at in _stated(reading, p, tenures)):
        found = _stranger(reading, names, span, post)
        holders = [t.person.name for t in now if t.post_id == post.pk]
        if found and len(holders) == 1:
            yield warning(
                "post-contradicted",
                found,
                f"{post.full_title} on {day_words(draft.day)}: {holders[0]}. "
                f"{reading.text[slice(*found)]} is not recorded.",
                f"Write {holders[0]}, or correct the records.",
                holders[0],
            )


def _stated(reading, post, tenures) -> Iterator[Span]:
    """Where a sentence states a post: its title, or “chairs” with its group."""
    for title in _titles(post, tenures):
        if (at := reading.low.find(title)) >= 0:
            yield at, at + len(title)
    cue = phrase("people.now-chairs").search(reading.bare)
    groups = reading.named("group") if cue and post.kind == "chair" else []
    if len(groups) == 1 and groups[0].of("group").row.pk == post.group_id:
        yield cue.span()


def _stranger(reading, names: list[Span], span: Span, post) -> Span | None:
    """The unknown name next to a title, unless the post is in another organisation."""
    others = reading.area_codes - {reading.known.home_code}
    is_elsewhere = phrase("people.elsewhere").match(reading.low, span[1])
    if others or is_elsewhere and not post.group_id:
        return None
    # “The Police” in “the Police and Crime Commissioner” is part of the title.
    named = [n for n in reading.named("partner") if not overlaps(n.span, [span])]
    bodies = [name.of("partner").row for name in named]
    if any(body != post.partner for body in bodies) or len(set(_time(reading))) > 1:
        return None
    found = holder_of(reading.bare, names, *span)
    return None if found and ":" in reading.between(found, span) else found


def _titles(post, tenures):
    """The title of a post, and “the commissioner” if only one post ends like this."""
    title = plain(post.title)
    if post.group_id is not None or len(title) <= 5:
        return
    yield title
    last = title.split()[-1]
    ends = {t.post_id for t in tenures if plain(t.post.title).endswith(last)}
    if len(last) > 8 and len(ends) == 1:
        yield from (f"the {last}", f"our {last}")


def _is_in_chair(reading, name):
    """Whether this person, and not a nearer one, is said to chair."""
    cue = pattern("people.chairs").search(reading.bare)
    if cue is None:
        return False
    people = reading.named("person")
    if own := holder_of(reading.low, spans_of(people), *cue.span()):
        return own == name.span
    if phrase("people.the-chair").search(reading.bare[: cue.end()]):
        return False  # “Anita Desmond met the Chair of the Board”
    people = reading.nearest(people, cue.span())
    return people[0] is name


def holder_of(low: str, people: list[Span], start: int, end: int) -> Span | None:
    """The person among several who is given a title: right before it, or after it."""
    before = [person for person in people if person[1] <= start]
    if before:
        between = low[before[-1][1] : start]
        if any(phrase(f"people.{key}").fullmatch(between) for key in _BEFORE_TITLE):
            return before[-1]
    after = [person for person in people if person[0] >= end]
    if after and phrase("people.title-of").fullmatch(low[end : after[0][0]]):
        return after[0]
    return None


def _is_beside(reading, name, start, end):
    """“Graham Stroud, the Commissioner”: a name and a title with little between."""
    first, last = sorted([name.span, (start, end)])
    between = reading.low[first[1] : last[0]]
    return len(between) <= 45 and bool(
        phrase("people.between-title").fullmatch(between)
    )


def _holder(reading, name, person, post, tenures):
    holding = [t for t in tenures if t.post.pk == post.pk]
    own = [t for t in holding if t.person_id == person.pk]
    first, last = _time(reading)
    if any(is_between(t, first, last) for t in own):
        if len(reading.named("person")) == 1:  # otherwise it may be someone else's time
            yield from _since(reading, own)
            yield from _until(reading, own)
        return
    if own and phrase("said.chosen").search(reading.bare):
        return  # people are chosen before they take office
    if _is_of_earlier(reading, own):
        return
    right = [t for t in holding if is_between(t, first, last)]
    stated = " and ".join(t.person.name for t in right) or "someone else"
    fix = f"Write {stated}" if right else "Correct the name"
    when = (
        f" until {day_words(own[0].to_on)}"
        if own and own[0].to_on
        else f" from {day_words(own[0].from_on)}"
        if own and own[0].from_on
        else ""
    )
    past = f"; {person.name} held it{when}" if own else ""
    at = f" on {day_words(last)}" if last and last != dt.date.max else ""
    start = (
        name.end - len(person.name)
        if reading.text[name.end - len(person.name) : name.end] == person.name
        else name.start
    )
    yield error(
        "post-contradicted",
        (start, name.end),
        f"{post.full_title}{at}: {stated}{past}.",
        f"{fix}, or correct the records.",
    )


def _is_of_earlier(reading, own) -> bool:
    """“In March 2017 X chaired it; Y has been in the chair since May 2017.”"""
    times = [days_of(period.period) for period in reading.periods]
    several = len(reading.named("person")) > 1
    return several and any(is_between(t, *time) for t in own for time in times)


def _since(reading, own):
    """“Has chaired it since 2014” of someone who began in 2015."""
    found = _bounds(reading, "since")
    begun = [t.from_on for t in own if t.from_on]
    if found and begun and not found[0][1] <= min(begun) <= found[0][2]:
        yield error(
            "post-contradicted",
            found[0][0],
            f"{own[0].person.name} has held the post since {day_words(min(begun))}.",
            "Correct the date.",
        )


def _until(reading, own):
    """“Chaired it until May 2016” of someone who left in 2017."""
    found = _bounds(reading, "until", "till")
    ended = [t.to_on for t in own if t.to_on]
    if not found or len(ended) != len(own):
        return
    if not found[0][1] <= max(ended) <= found[0][2]:
        yield error(
            "post-contradicted",
            found[0][0],
            f"{own[0].person.name} held the post until {day_words(max(ended))}.",
            "Correct the date.",
        )


def _bounds(reading, *words: str) -> list[tuple]:
    """The periods and days after “since” or “until”: where, and from when to when."""
    found = [(p, *days_of(p.period)) for p in reading.periods if p.lead in words]
    for date in reading.dates:
        before = reading.bare[: date.start].split()
        if date.day and before and before[-1] in words:
            found.append((date, date.day, date.day))
    return found


def _time(reading):
    """Return the days that a sentence about a person covers."""
    day = reading.known.draft.day
    if (
        reading.dates
        and reading.dates[0].day
        and not phrase("people.bounded").search(reading.low)
    ):
        return reading.dates[0].day, reading.dates[0].day
    until = [p for p in reading.periods if p.lead in {"until", "till"}]
    if until:
        return dt.date.min, until[0].period.end
    spans = [p for p in reading.periods if p.is_range]
    if spans:
        return spans[0].period.start, spans[0].period.end
    since = [p for p in reading.periods if p.lead == "since"]
    if since:
        return day, day
    words = plain(phrase("mood.quoted").sub("", reading.text))
    is_past = phrase("people.held").search(words) or pattern("verbs.past").search(words)
    if reading.given and is_past:
        period = reading.given[0].period
        return period.start, period.end
    if pattern("people.past-roles").search(words):
        return dt.date.min, dt.date.max
    return day, day


@comparator(19)
def titles_agree(reading: Reading):
    """“Councillor Threlfall” of someone who is a superintendent."""
    titles = {p.title for p in all_of(reading.known.draft, Person) if p.title}
    for name in reading.names:
        person = name.of("person")
        text = reading.text[: name.end]
        # The title is before the name, or is read as part of it.
        found = person and shape("names.title-of").search(text)
        if not found or found[1] not in titles or found[1] == person.row.title:
            continue
        right = person.row.title
        yield warning(
            "post-contradicted",
            found.span(1),
            f"{person.row.name} is {right or 'recorded without a title'}, "
            f"not {found[1]}.",
            f"Write {right}, or correct the records." if right else "Delete the title.",
            right,
        )
