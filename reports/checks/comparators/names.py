"""Names against the records: who held a post, which bodies and plans there were."""

import datetime as dt
import difflib
import re

from partnership.core.values.dates import day as day_words
from partnership.models import Duty, Person
from reports.checks.comparators.base import Mistake, comparator, error, warning
from reports.text.forms import pattern, plain, stem, stems
from reports.text.periods import days_of
from reports.text.phrases import phrase
from reports.text.reader import Reading
from reports.text.roles import claims_of
from reports.text.shared_queries import all_of, tenures_of

_CAPITALS = re.compile(
    r"\b[A-Z][\w’'-]+(?:(?:\s+(?:and|of|for|the|with|in)){0,2}\s+[A-Z][\w’'-]+)+"
)
_PAST = pattern("people.past-roles")
_ACT = re.compile(
    r"(?P<name>(?:[A-Z][\w’'-]*(?:,| and| of| \()?\)? )+?(?:Act"
    r"|Regulations|Order)) (?P<year>(?:19|20)\d\d)\b"
)


def _day(reading):
    return reading.known.draft.day


@comparator(17)
def posts_agree(reading: Reading):
    """“X chairs the Board” where someone else does, or did on that day."""
    people = [n for n in reading.names if n.of("person")]
    groups = [n for n in reading.names if n.of("group")]
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
        near = sorted(
            groups, key=lambda g: reading.cost((name.start, name.end), (g.start, g.end))
        )
        group = near[0].of("group").row
        found += [
            t.post
            for t in tenures
            if t.post.group_id == group.pk and t.post.kind == "chair"
        ]
    for tenure in tenures:
        for title in _titles(tenure.post, tenures):
            at = reading.low.find(title)
            if at >= 0 and _is_beside(reading, name, at, at + len(title)):
                found.append(tenure.post)
    return list({post.pk: post for post in found}.values())


def _titles(post, tenures):
    """The title of a post, and “the commissioner” where only one post ends so."""
    title = plain(post.title)
    if post.group_id is not None or len(title) <= 5:
        return
    yield title
    last = title.split()[-1]
    ends = {t.post_id for t in tenures if plain(t.post.title).endswith(last)}
    if len(last) > 8 and len(ends) == 1:
        yield f"the {last}"


# “Councillor Penhale, who chairs the Board, …”.


def _is_in_chair(reading, name):
    """Whether it is this person that is said to chair, and nobody nearer."""
    cue = pattern("people.chairs").search(reading.bare)
    if cue is None:
        return False
    people = [n for n in reading.names if n.of("person")]
    own = [
        n
        for n in people
        if phrase("people.who").fullmatch(reading.bare[n.end : cue.start()])
    ]
    if own:
        return own[0] is name
    people.sort(key=lambda n: reading.cost(cue.span(), (n.start, n.end)))
    return people[0] is name


def _is_beside(reading, name, start, end):
    """“Graham Stroud, the Commissioner”: a name and a title with little between."""
    first, last = sorted([(name.start, name.end), (start, end)])
    between = reading.low[first[1] : last[0]]
    return len(between) <= 45 and bool(
        phrase("people.between-title").fullmatch(between)
    )


def _holder(reading, name, person, post, tenures):
    holding = [t for t in tenures if t.post.pk == post.pk]
    own = [t for t in holding if t.person_id == person.pk]
    first, last = _time(reading)
    if any(_overlaps(t, first, last) for t in own):
        yield from _since(reading, name, own)
        yield from _until(reading, own)
        return
    if own and phrase("said.chosen").search(reading.bare):
        return  # one is chosen before one is in office
    right = [t for t in holding if _overlaps(t, first, last)]
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


def _since(reading, name, own):
    """“Has chaired it since 2014” of someone who began in 2015."""
    found = [p for p in reading.periods if p.lead == "since"]
    begun = [t.from_on for t in own if t.from_on]
    if not found or not begun:
        return
    period, first = found[0].period, min(begun)
    if not period.start <= first <= period.end:
        start, end = found[0].start, found[0].end
        yield error(
            "post-contradicted",
            (start, end),
            f"{own[0].person.name} has held the post since {day_words(first)}.",
            "Correct the date.",
        )


def _until(reading, own):
    """“Chaired it until May 2016” of someone who left in 2017."""
    found = [p for p in reading.periods if p.lead in {"until", "till"}]
    ended = [t.to_on for t in own if t.to_on]
    if not found or not ended or len(ended) != len(own):
        return
    period, last = found[0].period, max(ended)
    if not period.start <= last <= period.end:
        yield error(
            "post-contradicted",
            found[0],
            f"{own[0].person.name} held the post until {day_words(last)}.",
            "Correct the date.",
        )


def _time(reading):
    """The days of which a sentence about a person speaks."""
    day = _day(reading)
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
    if reading.given and phrase("people.held").search(reading.low):
        period = reading.given[0].period
        return period.start, period.end
    if _PAST.search(reading.low):
        return dt.date.min, dt.date.max
    return day, day


def _overlaps(tenure, first, last):
    return (tenure.from_on or dt.date.min) <= last and first <= (
        tenure.to_on or dt.date.max
    )


@comparator(19)
def titles_agree(reading: Reading):
    """“Councillor Threlfall” of someone who is a superintendent."""
    titles = {p.title for p in all_of(reading.known.draft, Person) if p.title}
    for name in reading.names:
        one = name.of("person")
        found = one and _TITLE.search(reading.text[: name.start])
        if not found or found[1] not in titles or found[1] == one.row.title:
            continue
        if name.start and reading.low[name.start :].startswith(plain(found[1])):
            continue
        right = one.row.title
        yield warning(
            "post-contradicted",
            found.span(1),
            f"{one.row.name} is {right or 'recorded without a title'}, not {found[1]}.",
            f"Write {right}, or correct the records." if right else "Delete the title.",
            right,
        )


_TITLE = re.compile(r"\b([A-Z][a-z]+) $")


@comparator(18)
def bodies_exist(reading: Reading):
    """A body or a plan that had ended, or had not begun, at work in the present."""
    day = _day(reading)
    for name in reading.names:
        one = name.of("partner", "plan", "group", "partnership")
        if one is None or name.of("area", "line", "fund") or _is_brief(name, one):
            continue
        alike = [n for n in name.named if n.kind == one.kind and n.name == one.name]
        longer = any(
            one.name in other and one.name != other
            for other, _ in _full_names(reading.known)
        )
        if len(alike) > 1 or longer:
            continue
        begun, ended = _life(one)
        first, last = _when(reading, day, name)
        if (
            first is None
            or not (begun or ended)
            or (begun or dt.date.min) <= last
            and first <= (ended or dt.date.max)
        ):
            continue
        gone = (
            f"ended on {day_words(ended)}"
            if ended and ended < first
            else f"began on {day_words(begun)}"
        )
        later = _successor(reading, one, first)
        yield error(
            "plan-not-in-force" if one.kind == "plan" else "name-of-another-time",
            name,
            f"{one.name} {gone}, so it was over by then{later}."
            if "ended" in gone
            else f"{one.name} {gone}.",
            "Name the body or plan that took its place, or say when this was.",
        )


@comparator(19)
def plans_end_when_given(reading: Reading):
    """“The Alcohol Plan runs until 2022”, which ends in 2020."""
    plans = [n for n in reading.names if n.of("plan")]
    for period in reading.periods if len(plans) == 1 else ():
        name = plans[0]
        between = reading.bare[name.end : period.start]
        begun, ended = _life(name.of("plan"))
        runs = period.is_range and phrase("plan.runs").search(between)
        if runs and begun and ended:
            years = period.period.start.year, period.period.end.year
            if years != (begun.year, ended.year):
                yield _other_years(name, period, begun, ended)
                return
        if phrase("plan.from-to").search(between) and begun and ended:
            if days_of(period.period)[1] != ended:
                yield _other_years(name, period, begun, ended)
                return
        if not ended or not phrase("plan.ends").search(between):
            continue
        if not period.period.start <= ended <= period.period.end:
            yield error(
                "plan-not-in-force",
                period,
                f"{name.of('plan').name} ends on {day_words(ended)}.",
                "Correct the year, or the years recorded for the plan.",
            )
            return


def _other_years(name, period, begun, ended) -> Mistake:
    return error(
        "plan-not-in-force",
        period,
        f"{name.of('plan').name} runs from {day_words(begun)} to {day_words(ended)}.",
        "Correct the years, or the years recorded for the plan.",
    )


def _is_brief(name, one) -> bool:
    """“The Team” may be another; “the Drug and Alcohol Action Team” is not."""
    return one.short and (one.kind != "partner" or name.end - name.start < 20)


def _life(one):
    row = one.row
    if one.kind == "plan":
        return _plan_life(row)
    return getattr(row, "from_on", None), getattr(row, "to_on", None)


def _plan_life(row):
    first = getattr(row, "first_year", None) or getattr(row, "from_year", None)
    last = getattr(row, "last_year", None) or getattr(row, "to_year", None)
    is_calendar = getattr(row, "year_kind", "financial") == "calendar"
    if is_calendar:
        return (dt.date(first, 1, 1) if first else None), (
            dt.date(last, 12, 31) if last else None
        )
    return (dt.date(first, 4, 1) if first else None), (
        dt.date(last + 1, 3, 31) if last else None
    )


def _when(reading, day, name):
    """The days that a sentence names, or the day of the document if in the present."""
    given = [p.period for p in reading.periods]
    low = reading.low
    if phrase("people.gone").search(low):
        return None, None
    if given:
        return min(p.start for p in given), max(p.end for p in given)
    if _PAST.search(low):
        return None, None
    ours = phrase("people.we-act").search(low)
    acts = ours or phrase("people.acts").match(low[name.end :])
    if (
        acts
        or phrase("people.will").search(low)
        or pattern("verbs.present").search(low)
    ):
        return day, day
    return None, None


def _successor(reading, one, day):
    """Bodies of the same kind and place that there are now."""
    if one.kind != "partner":
        return ""
    rows = {
        n.row.pk: n.row
        for found in reading.known.names.values()
        for n in found
        if n.kind == "partner"
    }
    alike = [
        row.name
        for row in rows.values()
        if row.kind == one.row.kind
        and row.pk != one.row.pk
        and row.area_id == one.row.area_id
        and (row.to_on is None or row.to_on >= day)
        and row.parent_id == one.row.parent_id
    ]
    return (
        f"; now there is the {' or the '.join(sorted(alike)[:2])}"
        if alike and len(alike) <= 2
        else ""
    )


@comparator(19)
def leads_agree(reading: Reading):
    """“X leads on Y” where another body leads."""
    named = phrase("people.lead-is").search(reading.bare)
    cue = named or next(iter(pattern("people.leads").finditer(reading.bare)), None)
    if cue is None:
        return
    priority = _priority(reading)
    if priority is None:
        return
    bodies = [n for n in reading.names if n.of("partner", "partnership", "group")]
    bodies = [n for n in bodies if n.of("partner", "partnership", "group")]
    if not bodies:
        return
    passive = cue is named or cue[0] == "led by"
    sides = [
        n for n in bodies if (n.start >= cue.end() if passive else n.end <= cue.start())
    ]
    if len(sides) != 1:
        return
    one = sides[0].of("partner", "partnership", "group")
    leads = _leads(priority)
    if not leads or one.row in leads:
        return
    if any(getattr(body, "parent", None) == one.row for body in leads):
        return
    stated = " and ".join(getattr(body, "name", str(body)) for body in leads)
    yield error(
        "lead-contradicted",
        sides[0],
        f"{stated} leads on “{priority.title}”, not {one.name}.",
        f"Write {stated}, or correct the records.",
    )


def _leads(priority):
    found = []
    for strand in priority.strands.all():
        for lead in strand.leads.all():
            if lead.role == "lead" and lead.body is not None:
                found.append(lead.body)
    return found


def _priority(reading):
    context = reading.known.draft.context
    stated = stems(reading.low)
    best, most = None, 0
    rows = context.priorities_of(reading.known.year)
    for row in rows:
        for words in (stems(row.title), stems(row.theme)):
            common = words & stated
            if (
                words
                and len(common) >= max(2, len(words) * 0.6)
                or words
                and words <= stated
            ):
                if len(common) > most:
                    best, most = row, len(common)
    return best


@comparator(20)
def names_are_known(reading: Reading):
    """A name that is nearly a known one, and acts with the year of no act."""
    taken = [(n.start, n.end) for n in reading.names]
    yield from _acts(reading)
    for match in _CAPITALS.finditer(reading.text):
        start, end = match.span()
        if any(a <= start and end <= b for a, b in taken):
            continue
        near = _nearly(reading, match[0])
        if near is None:
            continue
        name, offset, size, kind = near
        yield warning(
            "name-unknown" if kind == "person" else "name-unknown",
            (start + offset, start + offset + size),
            f"“{match[0][offset : offset + size]}” is not in the records. {name} is.",
            f"Write {name}, or add the name to the records.",
            name,
        )


def _nearly(reading, text):
    """The known name of which this one is a slip, with where it stands in the text."""
    if plain(text) in reading.known.names:
        return None
    words = text.split(" ")
    low = [_bare_word(word) for word in words]
    gaps, sizes = _names_by_gap(reading.known)
    for first in range(len(words)):
        for last in range(first + 2, len(words) + 1):
            if last - first not in sizes:
                continue
            part = tuple(low[first:last])
            if " ".join(part) in reading.known.names:
                continue
            for gap in range(len(part)):
                for name, kind, word in gaps.get(
                    (gap, part[:gap] + part[gap + 1 :]), []
                ):
                    if _is_slip(part[gap], word, len(part), part[-1], kind):
                        offset = len(" ".join(words[:first])) + (1 if first else 0)
                        size = len(" ".join(words[first:last]))
                        shown = text[offset : offset + size].removesuffix("’s")
                        return name, offset, len(shown), kind
    return None


def _bare_word(word):
    return plain(word).removesuffix("'s").rstrip("'").rstrip(",.;:")


def _full_names(known):
    cached = known.__dict__.get("_full_names")
    if cached is None:
        kinds = {"person", "partner", "group", "plan", "partnership"}
        rows = {
            (n.name, n.kind)
            for found in known.names.values()
            for n in found
            if n.kind in kinds
        }
        cached = known.__dict__["_full_names"] = sorted(r for r in rows if " " in r[0])
    return cached


def _names_by_gap(known):
    """Known names by all of their words but one, and how many words they have."""
    cached = known.__dict__.get("_names_by_gap")
    if cached is None:
        gaps, sizes = {}, set()
        for name, kind in _full_names(known):
            words = tuple(_bare_word(word) for word in name.split(" "))
            sizes.add(len(words))
            for gap, word in enumerate(words):
                key = gap, words[:gap] + words[gap + 1 :]
                gaps.setdefault(key, []).append((name, kind, word))
        cached = known.__dict__["_names_by_gap"] = gaps, sizes
    return cached


COUNCILS = {"district", "borough", "city", "county", "town", "unitary"}


def _is_slip(x, y, size, last, kind) -> bool:
    """Whether a word of a name is another one's, mistyped or mistaken."""
    ratio = difflib.SequenceMatcher(None, x, y).ratio()
    if kind == "person":
        return 0.6 <= ratio < 1
    if stem(x) == stem(y):
        return False
    if ratio >= 0.75 and len(x) + len(y) > 8:
        return True
    return size > 2 and x in COUNCILS and y in COUNCILS and last == "council"


def _acts_of(draft) -> dict[str, set[str]]:
    """The years of the acts that duties name, by the acts' names."""
    acts: dict[str, set[str]] = {}
    for row in all_of(draft, Duty):
        for match in _ACT.finditer(row.instrument):
            acts.setdefault(plain(match["name"]), set()).add(match["year"])
    return acts


def _acts(reading):
    if not any(word in reading.text for word in ("Act ", "Regulations ", "Order ")):
        return
    draft = reading.known.draft
    acts = draft.shared("acts", lambda: _acts_of(draft))
    for match in _ACT.finditer(reading.text):
        name = plain(match["name"])
        known = next((one for one in acts if name.endswith(one)), None)
        if known is None or match["year"] in acts[known]:
            continue
        right = " or ".join(sorted(acts[known]))
        start, end = match.span("year")
        yield error(
            "act-unknown",
            (start, end),
            f"The {match['name'].removeprefix('The ')} is of {right}, not "
            f"{match['year']}.",
            f"Write {right}.",
            right if len(acts[known]) == 1 else "",
            right,
        )


@comparator(21)
def recipients_agree(reading: Reading):
    """“X receives £… for Y”, “Y, provided by X”, where another body gets that line."""
    bodies = [
        n
        for n in reading.names
        if n.of("partner", "partnership") and not n.of("line", "area", "fund")
    ]
    by = phrase("people.provided-by")
    sides = [n for n in bodies if by.search(reading.bare[: n.start])]
    is_named_first = bool(sides)
    if not sides:
        cue = next(iter(pattern("people.receives").finditer(reading.bare)), None)
        if cue is None:
            return
        is_named_first = cue[0] in {"goes to", "went to"}
        sides = [n for n in bodies if _is_beside_cue(n, cue, is_named_first)]
    if len(sides) != 1:
        return
    one = sides[0].of("partner", "partnership")
    lines = {m.what: m for m in reading.subjects if m.what.kind == "line"}.values()
    named = [m for m in lines if not (sides[0].start <= m.start < sides[0].end)]
    if len(named) != 1 or not _is_for(reading, named[0], sides[0], is_named_first):
        return
    row = named[0].what.row
    right = row.recipient_partnership or row.recipient
    if right is None or _is_one_body(right, one.row):
        return
    yield error(
        "lead-contradicted",
        sides[0],
        f"{right.name} receives the money for {row.label}, not {one.name}.",
        f"Write {right.name}, or correct the records.",
    )


def _is_beside_cue(name, cue, is_named_first) -> bool:
    return name.start >= cue.end() if is_named_first else name.end <= cue.start()


def _is_one_body(one, other) -> bool:
    """Whether two bodies are one, or the one is a part of the other."""
    parents = getattr(one, "parent", None), getattr(other, "parent", None)
    return one == other or parents[1] == one or parents[0] == other


def _is_for(reading, mention, body, is_named_first):
    """“… for drug treatment”, or “drug treatment goes to …”."""
    if is_named_first:
        return mention.end <= body.start
    return bool(phrase("people.gets-for").search(reading.bare[: mention.start]))


@comparator(22)
def spending_agrees(reading: Reading):
    """What a recipient spent, against its return."""
    cue = phrase("verbs.underspent").search(reading.bare)
    if cue is None and not phrase("money.used").search(reading.bare):
        return
    from partnership.core.values.formatting import pounds

    lines = list(
        dict.fromkeys(m.what for m in reading.subjects if m.what.kind == "line")
    )
    if len(lines) != 1:
        return
    year = next(
        (p.period.start.year for p in reading.given if p.period.start.month == 4),
        reading.known.year - 1,
    )
    returns = reading.known.draft.context.resolver.directory.returns()
    row = next(
        (
            r
            for (code, when, _k), r in returns.items()
            if code == lines[0].code and when == year
        ),
        None,
    )
    if row is None or getattr(row, "spent_gbp", None) is None:
        return
    from partnership.core.values.periods import financial_year

    fact = lines[0].fact("", financial_year(year))
    left = fact.value - row.spent_gbp if fact and fact.value is not None else None
    stated = (
        f"{lines[0].name} spent {pounds(row.spent_gbp)} in {financial_year(year).label}"
    )
    if left:
        stated += (
            f" of {fact.words}; {pounds(abs(left))} was "
            f"{'left' if left > 0 else 'more than the grant'}"
        )
    whole = phrase("money.all-of-it").search(reading.bare)
    if (
        whole
        and left
        and not phrase("said.not-the-whole").search(reading.bare)
        and not phrase("money.not-all").search(reading.bare)
    ):
        yield error(
            "spending-contradicted",
            whole.span("whole"),
            f"{stated}.",
            "Correct the claim or the return.",
        )
        return
    for claim in claims_of(reading):
        q = claim.quantity
        if cue and left and q.unit == "pounds" and not q.fits(abs(left)):
            if phrase("verbs.underspent-by").search(reading.bare[: q.lead]):
                yield error(
                    "spending-contradicted",
                    q,
                    f"{stated}, not {q.text}.",
                    "Correct the amount or the return.",
                )
                return
        of_part = (
            left
            and q.fits(abs(left))
            or phrase("money.spent-of").search(reading.bare[: q.lead])
        )
        if q.unit == "pounds" and not q.is_linked and not of_part:
            before = reading.bare[: q.lead]
            if (
                phrase("money.spent-sum").search(before)
                and not q.fits(row.spent_gbp)
                and not (whole and not left)
            ):
                yield error(
                    "spending-contradicted",
                    q,
                    f"{stated}, not {q.text}.",
                    "Correct the amount or the return.",
                )
