"""Find the values of key columns that a table lacks: in titles and names."""

import re

from django.core.exceptions import FieldDoesNotExist

from partnership.core.imports.ambiguity import AmbiguousCell
from partnership.core.imports.cells.date_cells import (
    MONTH_NAMES,
    ONE_YEAR,
    tidy,
    two_years,
)
from partnership.core.imports.cells.period_cells import years_between
from partnership.core.imports.cells.widgets import (
    ChoiceWidget,
    PeriodWidget,
    YearWidget,
    plain_word,
)
from partnership.core.imports.columns.headings_across import (
    TITLE_YEAR,
    YEAR_IN_HEADING,
    YEAR_TO_DATE,
    of_lone_years,
)
from partnership.core.imports.fields.names import fold, fold_name
from partnership.core.imports.fields.slots import ReferenceSlot
from partnership.core.values.financial_years import label as year_label

# A line above a table about who sent it: it says nothing about the figures.
SENDER = re.compile(
    r"^\s*(?:(?:from|to|tel|fax|web|cc|address|author|owner|source|contact)s?\b.{0,20}:|"
    r"(?:prepared|produced|issued|published|compiled|created|sent|supplied|provided|"
    r"commissioned|submitted|written|printed)\b.{0,10} (?:by|for|to)\b|"
    r"yours |signed|dear )"
    r"|@|\bwww\.|https?://|\b(?:tel|phone|telephone|e-?mail)\b|"
    r"\b0[0-9]{3,4} ?[0-9]{5,}|\b[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][A-Z]{2}\b",
    re.I,
)
# A day in a title is that of the report, unless it begins or ends a period.
DAY = re.compile(
    r"(?<!ending )(?<!ended )(?<!to )(?<!from )(?<![-–] )(?<![-–])(?<!the )(?<![0-9])"
    r"(?:[0-9]{1,2}[/.][0-9]{1,2}[/.](?:[0-9]{2}){1,2}|[0-9]{1,2}(?:st|nd|rd|th)?\s+"
    rf"(?:of\s+)?(?:{MONTH_NAMES})[\s,]+(?:[0-9]{{2}}){{1,2}})(?![0-9])(?!\s*(?:to|[-–])\s)",
    re.I,
)
# “Oxford Road” in an address, and “Cherwell House”: not places with figures.
STREET = re.compile(
    r"[A-Z][\w’'-]*\s+"
    r"(?i:road|rd|street|lane|avenue|close|drive|square|crescent|terrace)\b"
)
BUILDING = re.compile(
    r"(?:[A-Z][\w’'-]*\s+){1,4}(?i:court|house|hall|centre|station|college|hospital|"
    r"university|airport|park|hill|gate|parade|office)\b"
)
IN_TITLE = "as in the title above the table"
# Words for a rate, which is a different measure from its count.
RATE = re.compile(r"\brates?\b|\bper (?:1,?000|head|100,?000)|\bpercent|% change", re.I)


def values_given(layout, matcher, choices, names):
    """Return the values of key columns that the file does not have."""
    identity = matcher.resource.identity
    for_new = {s.heading for s in _needed(matcher) if s.name not in identity}
    given = {
        n: v
        for n, v in choices.given.items()
        if n not in names and n not in for_new and v
    }
    given |= _identity_years(layout, matcher, {*names, *given})
    for name in matcher.key_names:
        if name in names or name in given:
            continue
        for words, where in (
            (layout.table.title, IN_TITLE),
            (layout.table.sheet.name, "as in the name of the worksheet"),
            (_corner(layout), "as in the column headings"),
        ):
            if name not in given and (value := value_in_words(matcher, name, words)):
                given[name] = value
                layout.notes.append(
                    f"The {name} of all rows in {layout.table.place} is "
                    f"“{_title(matcher, name, value)}”, {where}."
                )
        if usual := matcher.resource.usual.get(name):
            given[name] = usual
            layout.notes.append(
                f"The file has no column “{name}”, so “{usual}” is used for all rows."
            )
        if name in given:
            continue
        only, why = only_value(matcher, name)
        if only:
            given[name] = only
            layout.notes.append(
                f"The file has no column “{name}”, so "
                f"“{_title(matcher, name, only)}”, {why}, is used for all rows."
            )
    return given


def _identity_years(layout, matcher, names):
    """Return the years of the title that rows without codes are identified by."""
    years = [
        slot.heading
        for slot in matcher.resource.slots
        if slot.name in matcher.resource.identity
        and isinstance(slot.columns[0].widget, YearWidget)
        and slot.heading not in names
    ]
    figures = [m.heading for m in layout.matches if m.name == matcher.figure]
    texts = [layout.table.title, *figures]
    counts = range(len(years), 0, -1)  # one year is that of the first column
    found = (_years_in(text, count) for count in counts for text in texts)
    found = next((f for f in found if len(set(f)) == len(f) > 0), [])
    for name, year in zip(years, found, strict=False):
        layout.notes.append(
            f"The {name} of all rows in {layout.table.place} is “{year}”, {IN_TITLE}."
        )
    return dict(zip(years, found, strict=False))


def _needed(matcher):
    """Return the slots of columns that new rows need, besides those of the key."""
    resource = matcher.resource
    return [
        slot
        for slot in resource.slots
        if slot.is_needed and len(slot.columns) == 1 and slot not in resource.key_slots
    ]


def values_for_new(layout, matcher, choices, names):
    """Return the values of other columns that new rows need and the file lacks."""
    found = {}
    needed = [slot for slot in _needed(matcher) if slot.heading not in names]
    years = [s.heading for s in needed if isinstance(s.columns[0].widget, YearWidget)]
    title = layout.table.title
    found_years = _years_in(title, len(years)) or _years_in(title, 1) * len(years)
    in_title = dict(zip(years, found_years, strict=False))
    for slot in needed:
        if given := choices.given.get(slot.heading):
            found[slot.heading] = given
            layout.given[slot.heading] = given
            continue
        is_record = isinstance(slot, ReferenceSlot)
        only, why = only_value(matcher, slot.heading) if is_record else ("", "")
        if only:
            found[slot.heading] = only
            layout.notes.append(
                f"The file has no column “{slot.heading}”, so "
                f"“{_title(matcher, slot.heading, only)}”, {why}, is used for new "
                "records."
            )
        if year := in_title.get(slot.heading):
            found[slot.heading] = year
            layout.notes.append(
                f"The {slot.heading} of new records is “{year}”, {IN_TITLE}."
            )
    return found


def _years_in(words, count):
    """Return the financial years that words name, if there are exactly this many."""
    found = list(dict.fromkeys(TITLE_YEAR.findall(words)))
    try:
        if len(found) == 1 and count == 2:
            return list(years_between(found[0]))  # “2015-18”
        return [year_label(two_years(tidy(text))) for text in found[:count]] * (
            len(found) == count
        )
    except ValueError:
        return []


def _title(matcher, name, value):
    """Return the name of the record whose code is in a key column."""
    owner = matcher.by_name[name][1].code_of
    row = matcher.lookups.table(owner).get(fold(owner, [value])) if owner else None
    return str(row or value)


def _corner(layout):
    """Return the headings above columns of labels that no heading names."""
    places = [m.number for m in layout.matches if m.name and not m.is_across]
    above = layout.table.parents or layout.table.headings
    return "; ".join(above[p] for p in places if above.get(p))


def value_in_words(matcher, name: str, words: str) -> str:
    """Return the only value of a key column that a title names, or an empty string."""
    _, column = matcher.by_name[name]
    owner = column.code_of
    if owner is not None:
        return _record_in_words(matcher.lookups, owner, words)
    if isinstance(column.widget, ChoiceWidget):
        return _choice_in_words(column.widget, words)
    return _time_in_words(column.widget, words) if matcher.is_time(name, column) else ""


def _record_in_words(lookups, owner, words):
    names = lookups.names(owner)
    words = "; ".join(w for w in words.split("; ") if not SENDER.search(w))
    if hasattr(owner, "ons_code") or hasattr(owner, "is_home"):
        words = _without_addresses(words, names)
    code = lookups.named_by(owner, words, is_part=True)
    own_names = (other for other, codes in names.by_name.items() if code in codes)
    is_other_rate = RATE.search(words) and not any(map(RATE.search, own_names))
    return "" if is_other_rate else code


def _choice_in_words(widget, words):
    labels = {plain_word(str(w)): pair[0] for pair in widget.choices for w in pair}
    plain = f" {plain_word(words)} "
    codes = {code for label, code in labels.items() if f" {label} " in plain}
    return codes.pop() if len(codes) == 1 else ""


def _time_in_words(widget, words):
    years = YEAR_IN_HEADING.finditer(DAY.sub(" ", words))
    found = {_time_of(widget, match[0], words) for match in years} - {""}
    return found.pop() or "" if len(found) == 1 else ""


def _time_of(widget, year, words):
    """Return a year or period as a column has it, or None if it is doubtful."""
    forms = [year, *TITLE_YEAR.findall(year)]
    is_period = isinstance(widget, PeriodWidget)
    if is_period and ONE_YEAR.fullmatch(year) and of_lone_years(words):
        forms = [f"{of_lone_years(words)} {year}"]
    if is_period and YEAR_TO_DATE.search(words):
        forms.insert(0, f"{year} ytd")
    for form in forms:
        try:
            return str(widget.write(widget.clean(form)))
        except AmbiguousCell:
            return None
        except ValueError:
            continue
    return ""


def _without_addresses(words, names):
    """Return words without addresses, and without verbs such as “reading”."""
    lines = (line for line in words.split("; ") if not STREET.search(line))
    found = BUILDING.sub(" ", "; ".join(lines))
    return " ".join(
        word
        for word in found.split()
        if not (word.endswith("ing") and fold_name(word) in names.by_name)
    )


def only_value(matcher, name):
    """Return the code of the only record that a column can name, or the home one."""
    _, column = matcher.by_name[name]
    owner = column.code_of
    if owner is None or owner is matcher.resource._meta.model:
        return "", ""
    rows = list(matcher.lookups.table(owner).values())
    if len(rows) == 1:
        return rows[0].code, f"the only {owner._meta.verbose_name}"
    try:
        owner._meta.get_field("is_home")
    except FieldDoesNotExist:
        return "", ""
    home = [row for row in rows if row.is_home]
    why = f"the home {owner._meta.verbose_name} of this site"
    return (home[0].code, why) if len(home) == 1 else ("", "")
