"""Who leads on a priority, and who receives the money of a line."""

from reports.checks.comparators.base import comparator, error
from reports.text.clauses import clause_at
from reports.text.forms import pattern, stems
from reports.text.phrases import phrase
from reports.text.quantities import worded
from reports.text.reader import Reading
from reports.text.shared_queries import members_of


@comparator(19)
def leads_agree(reading: Reading):
    """“X leads on Y” where another organisation leads."""
    named = phrase("people.lead-is").search(reading.bare)
    cue = named or pattern("people.leads").search(reading.bare)
    if cue is None:
        return
    bodies = reading.named("partner", "partnership", "group")
    if cue is named or cue[0] == "led by":
        sides = [n for n in bodies if n.start >= cue.end()]
        found = [(sides[0], reading.low)] if len(sides) == 1 else []
    else:
        found = list(_statements(reading, cue, bodies))
    for side, words in found:
        if wrong := _other_lead(reading, side, words):
            yield wrong


@comparator(19)
def listed_leads_agree(reading: Reading):
    """“Who leads: burglary, the police; young people, the Youth Justice Service”."""
    over = reading.lead_in.bare if reading.lead_in else ""
    head = phrase("people.leads-list").match(reading.bare)
    if head is None and not phrase("people.leads-list").match(over):
        return
    at = head.end() if head else 0
    for part in reading.low[at:].split(";"):
        bodies = reading.named("partner", "partnership", "group")
        sides = [n for n in bodies if at <= n.start < at + len(part)]
        at += len(part) + 1
        if len(sides) == 1:
            name = reading.low[sides[0].start : sides[0].end]
            if wrong := _other_lead(reading, sides[0], part.replace(name, " ")):
                yield wrong


def _statements(reading: Reading, cue, bodies):
    """“X leads on A and Y on B”: each organisation, with the words after it."""
    on, (opens, closes) = phrase("people.leads-on"), clause_at(reading, cue.start())
    first = [n for n in bodies if n.end <= cue.start()]
    rest = [n for n in bodies if n.start >= cue.end()]
    rest = [n for n in rest if on.match(reading.bare, n.end)]
    is_on = on.search(reading.bare, cue.start(), cue.end() + len(" for "))
    if len(first) != 1 or first[0].of("area") and not is_on:
        return  # “Aldermoor leads the four districts: 90% were made safer”
    ends = [*(n.start for n in rest), closes]
    yield first[0], reading.low[opens : ends[0]]
    for body, end in zip(rest, ends[1:], strict=True):
        yield body, reading.low[body.end : end]


def _other_lead(reading: Reading, side, words: str):
    priority = _priority(reading, words)
    fact = side.of("partner", "partnership", "group")
    leads = _leads(priority) if priority else []
    if not leads or fact.row in leads:
        return None
    if any(getattr(body, "parent", None) == fact.row for body in leads):
        return None
    stated = " and ".join(getattr(body, "name", str(body)) for body in leads)
    return error(
        "lead-contradicted",
        side,
        f"{stated} leads on “{priority.title}”, not {fact.name}.",
        f"Write {stated}, or correct the records.",
    )


_NTH = "first second third fourth fifth sixth".split()


def _leads(priority):
    leads = (lead for strand in priority.strands.all() for lead in strand.leads.all())
    return [lead.body for lead in leads if lead.role == "lead" and lead.body]


def _priority(reading, text: str):
    context = reading.known.draft.context
    stated = stems(text)
    rows = context.priorities_of(reading.known.year)
    if nth := phrase("people.nth-priority").search(text):
        number = _NTH.index(nth["nth"]) + 1 if nth["nth"] else worded(nth["n"])
        return next((row for row in rows if row.number == number), None)
    best, most = None, 0
    for row in rows:
        for words in (stems(row.title), stems(row.theme)):
            common = len(words & stated)
            is_named = common >= max(2, len(words) * 0.6) or words <= stated
            if words and is_named and common > most:
                best, most = row, common
    return best


@comparator(21)
def recipients_agree(reading: Reading):
    """“X receives £… for Y”, “Y, provided by X”, where someone else receives it."""
    side, ends = _recipient(reading)
    body = side.of("partner", "partnership") if side else None
    lines = {m.what: m for m in reading.mentions("line")}.values()
    named = [m for m in lines if not side or not side.start <= m.start < side.end]
    if body is None or len(named) != 1 or not _is_for(reading, named[0], ends):
        return
    row = named[0].what.row
    right = row.recipient_partnership or row.recipient
    if right is not None and not _is_one_body(right, body.row):
        yield error(
            "lead-contradicted",
            side,
            f"{right.name} receives the money for {row.label}, not {body.name}.",
            f"Write {right.name}, or correct the records.",
        )


def _recipient(reading: Reading):
    """Who is said to receive money; if the line is named first, where its name ends."""
    bodies = [
        n
        for n in reading.names
        if n.of("partner", "partnership") and not n.of("line", "area", "fund")
    ]
    by, ends = phrase("people.provided-by"), None
    cue = pattern("people.receives").search(reading.bare)
    if sides := [n for n in bodies if by.search(reading.bare[: n.start])]:
        ends = sides[0].start  # “Y, provided by X”
    elif cue and cue[0] in {"goes to", "went to"}:
        ends, sides = cue.start(), [n for n in bodies if n.start >= cue.end()]
    elif cue:
        sides = [n for n in bodies if n.end <= cue.start()]
    return (sides[0] if len(sides) == 1 else None), ends


@comparator(19)
def members_agree(reading: Reading):
    """“X sits on the Board” about an organisation that is not a member."""
    draft = reading.known.draft
    for group in reading.named("group"):
        before = reading.bare[: group.start]
        cue = phrase("people.member-of").search(before)
        names = reading.named("partner")
        names = [n for n in names if cue and n.end <= cue.start()]
        if not names or phrase("people.not-member").search(before):
            continue
        name, row = names[-1], group.of("group").row
        body = name.of("partner").row
        own = [body for group, body in members_of(draft) if group == row.pk]
        if own and not any(_is_one_body(body, name) for name in own):
            yield error(
                "lead-contradicted",
                name,
                f"{body.name} is not a member of the {row.name}.",
                "Correct the name or the group, or add the member.",
            )


def _is_one_body(body, other) -> bool:
    """Whether two organisations are the same, or one is part of the other."""
    parents = getattr(body, "parent", None), getattr(other, "parent", None)
    return body == other or parents[1] == body or parents[0] == other


def _is_for(reading, mention, ends):
    """“… goes to” with the line before `ends`, or “… for drug treatment”."""
    if ends is not None:
        return mention.end <= ends
    return bool(phrase("people.gets-for").search(reading.bare[: mention.start]))
