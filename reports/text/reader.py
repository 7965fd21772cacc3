"""The reader of sentences: what each names, and what its numbers are about."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import chain
from typing import Any, TypeVar

from partnership.core.values.periods import Period
from reports.text.forms import (
    GENERIC,
    STOPS,
    TABLE,
    any_of,
    pattern,
    plain,
    stems_at,
    words_of,
)
from reports.text.knowledge import Knowledge, Named, Subject, knowledge_of
from reports.text.lines import in_one
from reports.text.linked_figures import bound
from reports.text.narrowing import is_of_part
from reports.text.occurrences import occurrence_in
from reports.text.periods import (
    DateMention,
    PeriodMention,
    dates_in,
    days_of,
    ends_of,
    periods_in,
)
from reports.text.phrases import phrase
from reports.text.quantities import (
    COUNT,
    DURATION,
    PERCENT,
    POUNDS,
    RATE,
    Quantity,
    has_number,
    quantities_in,
    worded,
)
from reports.text.sentences import sentences_of
from reports.text.spans import Placed, Span, overlaps, spans_of
from reports.text.tables import CELLS, TableHeadings, heads_of

VALUE, CHANGE, TARGET, GAP, SHARE, RANGE, RATIO, FRAME, EXTRA = (
    "value change target gap share range ratio frame extra".split()
)
# Whose number it is: a result, one that is planned or supposed, or someone else's.
RESULT, PLAN, QUOTED = "result plan quoted".split()
MASK = "\x01"
POINT = re.compile(r"(?<=\d)\.(?=\d)")
# What separates two places of a sentence, and by how much.
PARTING = [
    (re.compile(r"[;:]"), 7.0),
    (re.compile(r"[()–]| - "), 2.0),
    (re.compile(r","), 3.0),
    (re.compile(r"\b(?:but|while|whereas|although|though)\b"), 6.0),
    (re.compile(r"\b(?:and|or)\b"), 2.0),
    (re.compile(r"\b(?:against|compared|than|versus|vs)\b"), 3.0),
    (re.compile(r"\b(?:from|to|after)\b"), 1.6),
]
ACT = re.compile(
    r"\b(?:act|regulations?|order|section|rules)(?: \(\w+\))? (?:19|20)\d\d"
)
USUAL: dict[str, str] = TABLE["words"]["instead"]
REMEMBERED = 5_000
P = TypeVar("P", bound=Placed)
# Longer texts, or those with more numbers, are not sentences and take minutes to read.
LONGEST, MOST_QUANTITIES = 1_500, 100
# A larger number is not a figure, and arithmetic with it fails.
LARGEST = Decimal(10) ** 15
WORD = re.compile(r"[^\W_]+(?:[-'.,][^\W_]+)*|%")
PRONOUN = re.compile(
    r"\b(?:it|its|there|they|their|that|those|this|these|the figure"
    r"|the number|the rate|the total)\b"
)


@dataclass(frozen=True)
class Mention(Placed):
    """A place in a sentence that names something: an area's code or a subject."""

    start: int
    end: int
    what: Any


@dataclass(frozen=True)
class NameMention(Placed):
    start: int
    end: int
    named: tuple[Named, ...]

    def of(self, *kinds: str) -> Any:
        """What is named, if it is one of these kinds; otherwise None."""
        return next((thing for thing in self.named if thing.kind in kinds), None)


@dataclass
class Claim:
    """What one number is about: each list has what may be meant, likeliest first.

    `periods` is empty where the sentence names none. `sure` are the parts that are
    certain.
    """

    reading: "Reading"
    quantity: Quantity
    role: str
    voice: str = RESULT
    subjects: list[Subject] = field(default_factory=list)
    areas: list[str] = field(default_factory=list)
    periods: list[Period] = field(default_factory=list)
    sure: set[str] = field(default_factory=set)

    @property
    def subject(self) -> Subject | None:
        return self.subjects[0] if self.subjects else None


@dataclass(eq=False)
class Reading:
    """One sentence, read. `low` is its text in lower case; positions are the same.

    `bare` is `low` with proper names and linked words hidden.
    """

    sentence: Any
    known: Knowledge
    low: str
    bare: str
    names: list[NameMention]
    areas: list[Mention]
    periods: list[PeriodMention]
    dates: list[DateMention]
    quantities: list[Quantity]
    before: "Reading | None" = None
    # Whether it is made of the headings of a table cell.
    is_heads: bool = False
    # The same reading without its place, which is cached until the data changes.
    remembered: "Reading | None" = None
    # Results worked out from it, by the name of the function.
    found: dict[str, Any] = field(default_factory=dict)

    def once(self, name: str, work: Callable[["Reading"], Any]) -> Any:
        """A result worked out from the sentence once, however often it is read."""
        if name not in self.found:
            self.found[name] = work(self.remembered or self)
        return self.found[name]

    @property
    def text(self) -> str:
        return self.sentence.text

    def has(self, *names: str) -> bool:
        return bool(pattern(*names).search(self.bare))

    def between(self, span, other) -> str:
        first, last = sorted([span, other], key=lambda x: x[0])
        return self.bare[first[1] : last[0]]

    def nearest(self, found: Iterable[P], span: Span) -> list[P]:
        """Some of the things that it names, nearest to a place first."""
        return sorted(found, key=lambda mention: self.cost(span, mention.span))

    def cost(self, span: tuple[int, int], other: tuple[int, int]) -> float:
        """The distance between two places, from the words between them."""
        far = _distance(self.between(span, other))
        first, last = sorted([span, other])
        inside = [
            q for q in self.quantities if first[1] <= q.start and q.end <= last[0]
        ]
        far += 2.5 * sum(q.unit != DURATION for q in inside)
        return far + (1.0 if other < span else 0.0)

    @property
    def subjects(self) -> list[Mention]:
        """What the sentence names that the data has figures for."""
        return self.once("subjects", _subjects)

    @property
    def area_codes(self) -> set[str]:
        return {area.what for area in self.areas}

    @property
    def districts(self) -> list[Mention]:
        """Where it names districts of the home area."""
        return [area for area in self.areas if area.what in self.known.districts]

    def named(self, *kinds: str) -> list[NameMention]:
        """The names in it that are of one of these kinds."""
        return [name for name in self.names if name.of(*kinds)]

    @property
    def measures(self) -> list[Subject]:
        """The measures that it names, each once."""
        return self._of_kind("measure")

    @property
    def lines(self) -> list[Subject]:
        """The funding lines that it names, each once."""
        return self._of_kind("line")

    def mentions(self, kind: str) -> list[Mention]:
        """Where it names subjects of a kind."""
        return [subject for subject in self.subjects if subject.what.kind == kind]

    def _of_kind(self, kind: str) -> list[Subject]:
        return list(dict.fromkeys(mention.what for mention in self.mentions(kind)))

    @cached_property
    def period(self) -> Period | None:
        """The period that its figures are for, if it names just one."""
        found = {days_of(period.period): period.period for period in self.given}
        return next(iter(found.values())) if len(found) == 1 else None

    @cached_property
    def given(self) -> list[PeriodMention]:
        """The periods that figures may be for: not dates of events or long spans."""
        found = []
        for period in self.periods:
            both = ends_of(period) if self.has("direction.up", "direction.down") else []
            found += both or ([] if period.is_range else [period])
        return found

    @cached_property
    def asides(self) -> list[Span]:
        """“6,500 incidents (2016: 6,725)”: the year of what is in the brackets only."""
        return [m.span() for m in phrase("periods.in-brackets").finditer(self.bare)]

    @cached_property
    def last_period(self) -> Period | None:
        """What “the year before” of the next sentence counts from."""
        if not self.given:
            return self.before.last_period if self.before else None
        given = [p for p in self.given if not overlaps(p.span, self.asides)]
        return given[-1].period if given else None

    @property
    def lead_in(self) -> "Reading | None":
        """The words that introduce the list that a statement is in."""
        here = self.remembered or self
        reading = here.before
        while reading is not None and reading.sentence.tag == here.sentence.tag == "li":
            reading = reading.before
        is_item = here.sentence.tag == "li"
        return reading if reading and (is_item or reading.bare.endswith(":")) else None

    @cached_property
    def last_area(self) -> str:
        """The area that “it” in the next sentence may mean."""
        if self.areas:
            return self.areas[0].what
        return self.before.last_area if self.before else ""

    @cached_property
    def last_subjects(self) -> list[Subject]:
        places = {area.start for area in self.areas}
        in_pounds = self.is_heads or any(q.unit == POUNDS for q in self.quantities)
        # Without money, “Aldermoor” is the place and not the grant to it.
        found = [
            subject.what
            for subject in self.subjects
            if in_pounds or subject.what.kind != "line" or subject.start not in places
        ]
        if found:
            return list(dict.fromkeys(found))
        return self.before.last_subjects if self.before else []

    def place(self, start: int, end: int) -> dict:
        """The place of some words, as issues give it."""
        excerpt = self.text[start:end]
        words = self.sentence.words
        at = self.sentence.start + start
        typed = words.typed[at : at + len(excerpt)]
        number = (
            occurrence_in(words, excerpt, at)
            if typed == words.text[at : at + len(excerpt)]
            else words.text[:at].count(excerpt)
        )
        return {"words": words, "excerpt": excerpt, "occurrence": number}


@lru_cache(maxsize=REMEMBERED)
def _distance(text: str) -> float:
    far = 0.3 * len(WORD.findall(text))
    return far + sum(weight * len(part.findall(text)) for part, weight in PARTING)


def readings(draft) -> list[Reading]:
    """Every sentence of a draft that someone wrote, read once for all checks."""
    return draft.shared("readings", lambda: list(_read(draft)))


def _read(draft):
    known = knowledge_of(draft)
    linked = defaultdict(list)
    for linked_figure in bound(draft):
        linked[id(linked_figure.sentence)].append(linked_figure)
    done: dict[int, Reading] = {}
    last: dict[int, Reading] = {}
    cells: dict[int, Iterator] = {}
    for sentence in sentences_of(draft):
        if sentence.words.row is None or len(sentence.text) > LONGEST:
            continue
        before = done.get(id(sentence.before)) or last.get(id(sentence.words))
        if sentence.line.tag in CELLS:
            words = sentence.words
            headings = cells.setdefault(id(words), iter(heads_of(words.html)))
            before = _under(known, next(headings, None), sentence.text)
        reading = _placed(known, sentence, before, linked[id(sentence)])
        done[id(sentence)] = last[id(sentence.words)] = reading
        yield reading


def _under(known, headings: TableHeadings | None, text: str) -> "Reading | None":
    """The headings of a cell, read as a statement before it, if all are known."""
    if headings is None or not has_number(text):
        return None
    if headings not in known.heads:
        known.heads[headings] = _heads_read(known, headings)
    return known.heads[headings]


def _heads_read(known, headings: TableHeadings) -> "Reading | None":
    over = read(known, Alone(headings.text, ""), None)
    row = len(headings.over) + 2
    column = row + len(headings.row) + 2
    named: list[Any] = [*over.areas, *over.subjects, *over.periods]
    parts = (row, column - 2), (column, len(headings.text))
    is_known = all(
        any(start <= name.start < end for name in named)
        or phrase("tables.plain").fullmatch(over.bare, start, end)
        for start, end in parts
    )
    # What a row or column names is narrower than the table's caption.
    over.periods = [p for p in over.periods if p.start >= row] or over.periods
    lines = [m for m in over.mentions("line") if m.start < row]
    if len(lines) < len(over.mentions("line")):
        over.found["subjects"] = [m for m in over.subjects if m not in lines]
    is_one = len({days_of(mention.period) for mention in over.given}) == 1
    is_one = is_one and len({area.what for area in over.areas}) < 2
    if not is_known or not is_one or phrase("tables.change").search(headings.column):
        return None
    over.is_heads, over.remembered = True, over
    return over


@dataclass(frozen=True)
class Alone:
    """The letters of a sentence and the heading above it, wherever it is."""

    text: str
    own_heading: str
    tag: str = "p"


def _placed(known, sentence, before, linked) -> Reading:
    """A sentence's reading at its place, on which nothing else in it depends."""
    alone = Alone(in_one(sentence.text), sentence.own_heading, sentence.line.tag)
    found = _remembered(known, alone, before and before.remembered, linked)
    return replace(found, sentence=sentence, before=before, remembered=found)


def _remembered(known, alone, before=None, linked=()) -> Reading:
    figures = tuple(
        (figure.start, figure.figure.text, figure.token) for figure in linked
    )
    key = (alone, before, figures)
    found = known.read.get(key)
    if found is None:
        if len(known.read) > REMEMBERED:
            known.read.clear()
        found = known.read[key] = read(known, alone, before, linked)
    return found


def read(known: Knowledge, sentence, before: Reading | None, linked=()) -> Reading:
    low = _in_usual_words(plain(sentence.text))
    names, areas = _named(known, sentence.text, low)
    bare = _hidden(low, names)
    dates = _dates_in(low)
    anchor = before.last_period if before else None
    periods: Sequence[PeriodMention] = _periods_in(bare, known.year, anchor)
    acts = [m.span() for m in ACT.finditer(low)]
    periods = [p for p in periods if not any(a <= p.start < b for a, b in acts)]
    taken = spans_of(periods, dates, names) + acts
    found = _quantities_in(bare, tuple(taken))
    if before is not None and before.is_heads:
        found = [_in_unit_of(before, quantity) for quantity in found]
    quantities = [_linked(known, quantity, linked) for quantity in found]
    # A point in a number does not end a sentence.
    bare = POINT.sub("·", bare)
    return Reading(
        sentence, known, low, bare, names, areas, periods, dates, quantities, before
    )


def figures_in(draft, text: str) -> list[Quantity]:
    """Return the figures in digits of any text, without the text around it."""
    found = _remembered(knowledge_of(draft), Alone(text, "")).quantities
    return [
        quantity
        for quantity in found
        if quantity.unit != DURATION and quantity.has_digits
    ]


def _in_usual_words(low: str) -> str:
    """“On” for “upon”, with spaces for letters, so that the length stays the same."""
    return any_of(tuple(USUAL)).sub(lambda m: USUAL[m[0]].ljust(len(m[0])), low)


# A sentence is read again at every check of its draft, and mostly has not changed.
@lru_cache(maxsize=REMEMBERED)
def _dates_in(text):
    return dates_in(text)


@lru_cache(maxsize=REMEMBERED)
def _periods_in(text, year, anchor):
    return periods_in(text, year, anchor)


@lru_cache(maxsize=REMEMBERED)
def _quantities_in(text, taken):
    if not has_number(text):
        return []
    found = quantities_in(text, list(taken))
    return [quantity for quantity in found if quantity.value < LARGEST][
        :MOST_QUANTITIES
    ]


def _in_unit_of(headings: "Reading", quantity: Quantity) -> Quantity:
    """“£000” over a column makes 248.0 stand for £248,000."""
    if quantity.unit != COUNT:
        return quantity
    if phrase("tables.thousands").search(headings.low):
        return replace(
            quantity,
            unit=POUNDS,
            value=quantity.value * 1000,
            last=quantity.last * 1000,
            is_worded=True,  # A linked figure would be printed in pounds.
        )
    for unit in (PERCENT, POUNDS):
        if phrase(f"tables.{unit}").search(headings.low):
            return replace(quantity, unit=unit, is_worded=True)
    return quantity


def _linked(known, quantity, linked):
    """A number that data print, in the unit of its measure: a rate of 7 is not 7."""
    for figure in linked:
        end = figure.start + len(figure.figure.text)
        if figure.start <= quantity.start < end:
            name, arguments = figure.token.name, figure.token.arguments
            measure = known.by_code.get(("measure", *arguments[:1]))
            is_rate = name == "value" and measure and measure.unit == RATE
            return replace(
                quantity,
                is_linked=True,
                token=figure.token,
                lead=min(figure.start, quantity.lead),
                unit=RATE if is_rate else quantity.unit,
            )
    return quantity


NEEDS_CAPITAL = {"area", "partner", "partnership", "person", "plan"}


def _named(known, text, low):
    names, areas = [], []
    for match in known.pattern.finditer(low):
        key = re.sub(r"\s+", " ", match[0])
        has_capital = text[match.start()].isupper() or key.startswith("the ")
        is_other = " " not in key and _has_first_name(known, text, match.start())
        found = [
            name
            for name in known.names.get(key, [])
            if has_capital or name.kind not in NEEDS_CAPITAL
            if name.kind != "person" or not is_other
        ]
        if found:
            names.append(NameMention(*match.span(), tuple(found)))
            areas += _areas_of(found, *match.span())
    if known.home:
        areas += [Mention(*span, known.home.code) for span in _home_in(low, names)]
    if nation := known.nation:
        # “The national rate” is that of the nation.
        found = phrase("mood.nation").finditer(low)
        areas += [Mention(*match.span(), nation) for match in found]
    areas.sort(key=lambda area: area.start)
    return names, sorted([*areas, *_of_two(low, areas)], key=lambda area: area.start)


def _has_first_name(known, text: str, start: int) -> bool:
    """“Gordon Stroud” is not Graham Stroud; “Commissioner Stroud” may be."""
    before = text[:start].split()
    word = before[-1] if len(before) > 1 and text[start - 1] == " " else ""
    is_name = word.isalpha() and word.istitle() and len(word) > 2
    return is_name and word.lower() not in known.title_words


def _home_in(low: str, names) -> Iterator[Span]:
    """Where “the county”, “here” or “ours” means the partnership’s own area."""
    for match in any_of(tuple(words_of("words.home"))).finditer(low):
        is_name = any(n.start <= match.start() < n.end for n in names)
        is_other = phrase("areas.not-home-after").match(low[match.end() :])
        is_other = is_other or phrase("areas.not-home").search(low[: match.start()])
        if not is_name and not is_other:
            yield match.span()
    for match in phrase("areas.ours").finditer(low):
        yield match.span("ours")


def _of_two(low, areas) -> Iterator[Mention]:
    """“The former” and “the latter” of two areas named before."""
    for match in phrase("areas.of-two").finditer(low):
        named = list(dict.fromkeys(m.what for m in areas if m.end <= match.start()))
        if len(named) == 2:
            start, end = match.span()
            yield Mention(start, end, named[1 if match["latter"] else 0])


def _areas_of(found, start, end) -> list[Mention]:
    """The areas that a name means; none for a partnership of several areas."""
    own = [mention.row.code for mention in found if mention.kind == "area"]
    if not own:
        partnerships = (
            mention.row for mention in found if mention.kind == "partnership"
        )
        covered = (
            [row.code for row in mention.areas.all()] for mention in partnerships
        )
        own = next((codes for codes in covered if len(codes) == 1), [])
    return [Mention(start, end, code) for code in own]


def _hidden(low, names):
    """The text with the names of people, organisations and plans hidden."""
    for name in names:
        if name.of("area", "line", "fund"):
            continue
        low = low[: name.start] + MASK * (name.end - name.start) + low[name.end :]
    return low


def _subjects(reading: Reading) -> list[Mention]:
    found: list[Mention] = []
    at = _stems_at(reading.bare)
    for subject in reading.known.named_by({word for _start, _end, word in at}):
        if span := _span(subject, at):
            found.append(Mention(*span, subject))
    for name in reading.names:
        for thing in name.named:
            if thing.kind in {"line", "fund"}:
                found.append(Mention(*name.span, thing.row))
            elif thing.kind in {"partner", "partnership"}:
                found += _paid(reading.known, thing, name)
    found += _shared_lines(reading)
    found = [m for m in found if not is_of_part(reading, m)]
    return _most_specific(found or list(_linked_subjects(reading)), reading)


def _shared_lines(reading: Reading) -> Iterator[Mention]:
    """“The three partnerships share £560,000”: the line that theirs are parts of."""
    units = {q.unit for q in reading.quantities}
    is_share = PERCENT in units and phrase("change.fund").search(reading.bare)
    if not is_share and POUNDS not in units:
        return
    lines = reading.known.of_kind("line")
    parts = [line.row for line in lines if line.row.recipient_partnership]
    parents = {row.parent for row in parts if row.parent}
    for named in phrase("money.partnerships").finditer(reading.bare):
        if not named["n"] or worded(named["n"]) == len(parts):
            yield from (Mention(*named.span(), s) for s in lines if s.row in parents)


@lru_cache(maxsize=REMEMBERED)
def _stems_at(text: str) -> tuple[tuple[int, int, str], ...]:
    return tuple(stems_at(text))


def _linked_subjects(reading: Reading):
    """If a sentence names no subject, the subjects of its linked figures."""
    for quantity in reading.quantities:
        token = quantity.token
        if token is not None and token.name == "value" and token.arguments:
            subject = reading.known.by_code.get(("measure", token.arguments[0]))
            if subject is not None:
                yield Mention(*quantity.span, subject)


def _paid(known, named, name):
    """The lines that an organisation receives."""
    for subject in known.subjects:
        row = subject.row
        if subject.kind == "line" and named.row in (
            row.recipient,
            row.recipient_partnership,
        ):
            yield Mention(*name.span, subject)


def _span(subject: Subject, at) -> tuple[int, int] | None:
    """The place of the words of one of a subject's keys, close together."""
    where = defaultdict(list)
    for start, end, word in at:
        if word in subject.stems:
            where[word].append((start, end))
    best = None
    for key in subject.keys:
        if not key or not all(word in where for word in key):
            continue
        span = _closest([where[word] for word in sorted(key)])
        size = span[1] - span[0]
        if size <= 90 and (
            best is None or len(key) > best[0] or len(key) == best[0] and size < best[2]
        ):
            best = len(key), span, size
    return best[1] if best else None


def _closest(places):
    """The shortest span with one place of each word."""
    best = None
    for first in chain.from_iterable(places):
        chosen = [min(row, key=lambda p: abs(p[0] - first[0])) for row in places]
        start, end = min(p[0] for p in chosen), max(p[1] for p in chosen)
        if best is None or end - start < best[1] - best[0]:
            best = start, end
    return best


def _most_specific(found: list[Mention], reading) -> list[Mention]:
    """If one subject's words are part of another's, the other is meant."""
    specific = []
    words = {mention.what: _naming_words(mention, reading) for mention in found}
    for mention in found:
        rivals = [
            other
            for other in found
            if other.what is not mention.what
            and other.what.kind == mention.what.kind == "measure"
            and other.what.unit == mention.what.unit
            and words[mention.what] < words[other.what]
        ]
        if not rivals:
            specific.append(mention)
    return sorted(dict.fromkeys(specific), key=lambda mention: mention.start)


def _naming_words(mention, reading):
    at = {word for _s, _e, word in _stems_at(reading.bare)}
    return frozenset(mention.what.stems & at)


def counted(reading: Reading, at: int) -> tuple[int, list[str]]:
    """What a number counts, in the words right after it: their end and the words."""
    words: list[str] = []
    end = at
    for match in re.finditer(r"[^\s]+", reading.bare[at:]):
        raw = match[0]
        word = raw.strip(",.;:()[]'\"“”?!")
        start = at + match.start()
        if raw[0] in "(–-;:" or not word:
            break
        if (
            word in STOPS
            or word[0].isdigit()
            or any(p.start <= start < p.end for p in reading.periods)
        ):
            if word in {"of"} and words and words[-1] in GENERIC:
                continue
            break
        words.append(word)
        end = at + match.end()
        if raw[-1] in ",.;:)" or len(words) > 6:
            break
    return end, words
