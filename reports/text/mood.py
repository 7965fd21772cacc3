"""How a statement is meant: as a fact, or as planned, supposed or quoted."""

from reports.text.clauses import clause_at
from reports.text.phrases import phrase
from reports.text.places import is_elsewhere
from reports.text.quantities import POUNDS
from reports.text.reader import Reading


def is_hypothetical(reading: Reading, at: int) -> bool:
    """Whether the text there is planned, hoped for or supposed, and not a result."""
    over = reading.lead_in
    headings = [reading.sentence.own_heading, over.text if over else ""]
    if phrase("mood.supposed").search(reading.bare):
        return True
    if any(phrase("mood.heading").search(heading) for heading in headings):
        return True
    start, end = clause_at(reading, at)
    before, after = reading.bare[start:at], reading.bare[at:end]
    # “We set ourselves 6.5 and came in at 7.1” continues with what happened.
    before = phrase("mood.then").split(before)[-1]
    before = phrase("mood.aside").sub(",", before)
    if phrase("mood.base").search(before) or phrase("mood.happened").search(before):
        # “Lower than the 6,500 of 2017” states a past figure, even in a plan.
        return False
    is_planned = phrase("mood.planned").search(before)
    if is_planned and phrase("mood.happened-later").match(after):
        return False
    return bool(is_planned or phrase("mood.planned-later").match(after))


def is_of_others(reading: Reading, at: int) -> bool:
    """Whether the figure is someone else’s: a survey’s, the nation’s, a quotation’s."""
    start, end = clause_at(reading, at)
    known = [m for m in reading.areas if m.what == reading.known.nation]
    for match in phrase("mood.others").finditer(reading.bare, start, end):
        if not any(m.start <= match.start() < m.end for m in known):
            return True
    quoted = phrase("mood.quoted").finditer(reading.low)
    return any(span.start() < at < span.end() for span in quoted)


def is_unreal(reading: Reading, start: int) -> bool:
    """Whether a direction is hoped for, denied, asked about or said by others."""
    text = reading.bare
    for area in reading.areas:
        if text[: area.start].endswith(" to "):  # “The grant to Brackwell”
            hidden = "," * (area.end - area.start + 3)
            text = text[: area.start - 3] + hidden + text[area.end :]
    for period in reading.periods:  # “In the 12 months to September 2017”
        bare = text[period.start : period.end].replace(" to ", " – ")
        text = text[: period.start] + bare + text[period.end :]
    before = text[max(0, start - 40) : start]
    before = before.split(",")[-1].split(";")[-1]
    if phrase("mood.granted").search(before):
        # The money of the year is agreed, though it is still to be paid.
        return False
    if phrase("mood.unreal").search(before) or is_of_others(reading, start):
        return True
    if phrase("said.never").search(reading.bare, clause_at(reading, start)[0], start):
        return True
    return not is_of_money(reading) and is_hypothetical(reading, start)


def is_of_money(reading: Reading) -> bool:
    """Whether a sentence is about grants, which are agreed before they are paid."""
    subjects = [m.what for m in reading.subjects]
    if any(subject.kind == "measure" for subject in subjects):
        return False
    in_pounds = any(q.unit == POUNDS for q in reading.quantities)
    return in_pounds or any(subject.is_money for subject in subjects)


def is_asked(reading: Reading, start: int) -> bool:
    """Whether the text there is asked or supposed: “whether the target was met”."""
    before = reading.bare[:start].rpartition(";")[2]
    if reading.bare.rstrip(" ”’\"'").endswith("?"):
        return True
    return bool(phrase("said.asked").search(before))


def is_unstated(reading: Reading) -> bool:
    """Whether a sentence is about another place, or only supposes, wants or denies."""
    cues = ("said.supposed", "said.denied")
    return is_elsewhere(reading) or any(
        phrase(cue).search(reading.bare) for cue in cues
    )
