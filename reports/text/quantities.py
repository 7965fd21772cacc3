"""Quantities in a sentence: value, unit, precision and what is counted."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from partnership.core.values.formatting import bare, pounds
from reports.figures.grammar import Token
from reports.text.forms import TABLE, any_of, pattern, words_of
from reports.text.phrases import shape
from reports.text.spans import Placed, overlaps

COUNT, PERCENT, POINTS, RATE = "count", "percent", "points", "rate"
POUNDS, DURATION, MULTIPLE = "pounds", "duration", "multiple"

UNITS = TABLE["numbers"]["units"]
TENS = TABLE["numbers"]["tens"]
SMALL_NUMBERS = UNITS | TENS
SCALES = TABLE["numbers"]["scales"]
FRACTIONS = TABLE["fractions"]
_TIMES = TABLE["multiples"]
MULTIPLES = _TIMES["alone"] | {
    f"{word} {after}": number
    for word, number in _TIMES["times"].items()
    # “Half the burglaries” is a fraction.
    for after in _TIMES["as"] + (_TIMES["of"] if number > 1 else [])
}
BOUNDS = TABLE["bounds"]

_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_ONE = "|".join([*UNITS, "a dozen"])
_WORDED = (
    rf"(?:(?:{'|'.join(TENS)})(?:[ -](?:{_ONE}))?|{_ONE})"
    rf"(?: (?:hundred|thousand|million)(?: and)?"
    rf"(?: (?:(?:{'|'.join(TENS)})(?:[ -](?:{_ONE}))?|{_ONE}))?)*"
)
_PARTS = "|".join(sorted(FRACTIONS, key=len, reverse=True))
_SCALE = "|".join(sorted(SCALES, key=len, reverse=True))
_SMALL = rf"(?:\d{{1,2}}|{_ONE})"
NUMBER = re.compile(
    "|".join(
        [
            # One in five, 3 out of 4.
            rf"(?<![\w£.,])(?P<some>{_SMALL}) (?:(?:pounds?|people|persons?"
            rf"|victims?|offences?|crimes?|homes?|households?|adults?|children|pupils?"
            rf"|incidents?|offenders?|burglar(?:y|ies)|calls?|cases?|reports?|families"
            rf"|residents?|respondents?|women|men|schools?|shops?) )?(?:in"
            rf"|out of) (?:every )?(?P<many>two|three|four|five|six|seven|eight"
            rf"|nine|ten|twenty|a hundred|[2-9]|10|20|100)\b(?=[ ,.;:)]"
            rf"|$)(?! (?:years?|months?|weeks?|days?|thousand|hundred|million"
            rf"|districts|priorities|areas|csps|lines|quarters|members"
            rf"|objectives|community)\b)",
            r"£(?P<some_pounds>\d{1,2}) (?:in|out of) (?:every )?"
            r"£(?P<many_pounds>100?|[2-9])\b(?![,.]?\d)",
            # Half, a third, two thirds, three quarters; of a million perhaps.
            rf"(?<![\w£.,-])(?:(?P<parts>a|an|one|two|three|four|five|six|seven"
            rf"|eight|nine)[ -])?(?P<part>{_PARTS})(?![\w-])(?: of an?"
            rf"| an?)? ?(?P<of_scale>million|thousand"
            rf"|billion)?(?P<of_pounds> pounds)?",
            rf"(?P<pound>£) ?(?P<money>{_DIGITS})(?: ?(?P<money_scale>{_SCALE}))?"
            r"(?![\w])",
            rf"(?<![\w£.,/])(?<![\w.]-)(?P<digits>{_DIGITS})(?: ?(?P<scale>hundred"
            rf"|thousand|million|billion|k|m|bn)(?![\w]))?(?!(?!pp\b|pc\b)\w|[-/]\d)",
            rf"(?<![\w£.,-])(?P<worded>a dozen|an? hundred|an? thousand"
            rf"|an? million|{_WORDED})(?![\w-])",
        ]
    )
)
# “Twice as many”, and “three times Dunmere’s 4.4”.
_TIMES_OF = [word for word, number in _TIMES["times"].items() if number > 1]
_MULTIPLE = re.compile(
    rf"{any_of(tuple(MULTIPLES)).pattern}"
    rf"|{any_of(tuple(_TIMES_OF)).pattern}(?= (?:[a-z]+'s |£?\d))"
)
_UNIT = {
    name: re.compile(
        r"\s*(?:"
        + "|".join(
            re.escape(w)
            for w in sorted(words_of(f"units.{name}"), key=len, reverse=True)
        )
        + r")(?!\w)"
    )
    for name in ("points", "percent", "rate", "pounds", "duration")
}
_BEFORE = {
    name: re.compile(
        rf"(?:{pattern(f'bounds.{name}').pattern})\s+"
        rf"{'' if name in {'over', 'under'} else '(?:the |a |an )?'}$"
    )
    for name in BOUNDS
}
_YEAR_END = re.compile(r"(?:19|20)\d\d(?:-\d\d)?,?$")
# "101 more than 603" compares two numbers and bounds neither.
_COMPARES = re.compile(
    r"(?:[\d%]|[a-z] (?:points?|per cent))$|\b(?:half|third|quarter"
    r"|was|were|is|are|been|even|far|much) $"
)
# "Add up to £560,000" and "went up to 182" set no bound.
_ADDS = re.compile(
    r"\b(?:add|adds|added|adding|adds it|sum|go|goes|went|gone|going|moved|crept"
    r"|shot|climbed|pushed|driven) $"
)
_OR_SO = re.compile(r"\s+(?:or so|or thereabouts)\b")
_OR_MORE = {
    "exact": re.compile(r"\s+(?:exactly|precisely)\b"),
    "at-least": re.compile(r"\s+(?:or more|or over|or above|or higher|at least)\b"),
    "up-to": re.compile(
        r"\s+(?:or fewer|or less|or under|or below|at most|or lower|at the most)\b"
    ),
}

_MORE_OF = re.compile(r"\s*[a-z]+ (?:more|fewer|less|higher|lower)\b")
_AGAIN = re.compile(r"(?: [a-z]+){0,3} again\b")
_ARTICLE_AT_END = re.compile(r"(?: of an?| an?)?\s*$")
_EACH = re.compile(r"\d(?: [a-z-]+){0,2} $")
_PARTED = re.compile(r" (?:of|more|fewer|less|higher|lower|as|up|down)\b")
_OF_POINT = re.compile(r"(?: of)? an? (?:percentage )?point\b")

# "Two hundred" may be 196, "three thousand" 2,960.
_ROUND = {"hundred": Decimal(10), "thousand": Decimal(100), "million": Decimal(100_000)}

# Numbers that are labels, ages, hours and so on, not quantities.
LABELS, AGES = shape("quantities.labels"), shape("quantities.ages")
NOT_NUMBERS = shape("quantities.none")


@dataclass(frozen=True)
class Quantity(Placed):
    """One number of a sentence.

    `start` to `end` is the number with its unit, `lead` where its bound begins
    ("nearly"). `last` is the size of its last place: 0.1 for 11.3%, 1000 for £53k;
    `near` the size of its last place that is not 0. `is_linked` if data print it.
    """

    start: int
    end: int
    lead: int
    text: str
    value: Decimal
    unit: str
    last: Decimal = Decimal(1)
    bound: str = ""
    is_fraction: bool = False
    is_worded: bool = False
    is_linked: bool = False
    token: Token | None = field(default=None, compare=False)

    @property
    def number_end(self) -> int:
        """Where its digits end: before “per 1,000”, “points” or “hours”."""
        has_words = self.unit in {RATE, POINTS, DURATION}
        return self.start + len(self.text.split()[0]) if has_words else self.end

    @property
    def has_digits(self) -> bool:
        return any(map(str.isdigit, self.text))

    @property
    def kind(self) -> str:
        """Its unit; a bare 8.2 next to “7.1 per 1,000” is a rate too."""
        return RATE if self.unit == COUNT and self.last < 1 else self.unit

    @property
    def near(self) -> Decimal:
        """The place to which it may have been rounded: 100 for 1,200."""
        if self.last != 1 or not self.value or self.value != int(self.value):
            return self.last
        digits = str(int(self.value))
        nought = len(digits) - len(digits.rstrip("0"))
        return Decimal(10) ** min(
            nought, max(len(digits) - 2, 0) if len(digits) > 3 else 0
        )

    @property
    def _room(self) -> Decimal:
        """How far “nearly” reaches: not as far as the next rounded number."""
        digits = f"{self.value.normalize():f}".partition(".")[0]
        noughts = len(digits) - len(digits.rstrip("0")) if self.last >= 1 else 0
        place = max(Decimal(10) ** noughts, self.last if self.last > 1 else Decimal(0))
        if self.last < 1:
            place = self.last
        least = min(self.last, Decimal(1)), self.value * Decimal("0.045")
        return max(place * Decimal("0.45"), *least)

    @property
    def _about(self) -> Decimal:
        """How far “some” reaches: “some 6,725” is hardly 6,500."""
        exact = self.last == 1 and self.value > 1000 and self.near < 50
        return max(self.near, Decimal(5)) if exact else self.value * Decimal("0.04")

    def is_about(self, value: Decimal) -> bool:
        """Whether it is the value rounded to the places that are written."""
        return abs(self.value - value) <= self.near / 2

    def fits(self, value: Decimal) -> bool:
        """Whether the value agrees with this number and its bound."""
        size, number = abs(value), self.value
        if self.is_fraction:
            return self._fraction_fits(size)
        if self.bound in {"at-least", "up-to"} and number > 100 and number % 5:
            return size == number  # “no fewer than 1,964” is the number itself
        return _FITS.get(self.bound, Quantity.is_about)(self, size)

    def _fraction_fits(self, size: Decimal) -> bool:
        number = self.value
        if self.bound in {"under-near", "under"}:
            least = max(number - 7, number * Decimal("0.85"))
            return least <= size < number + Decimal("0.5")
        if self.bound in {"over-near", "over"}:
            most = min(number + 17, number * Decimal("1.34"))
            return number - Decimal("0.5") < size <= most
        slack = min(Decimal("2.2"), number * Decimal("0.12"))
        return abs(size - number) <= (4 if self.bound == "about" else slack)

    def _is_nearly(self, size: Decimal) -> bool:
        least = max(self.value * Decimal("0.925"), self.value - self._room)
        return least <= size < self.value

    def _is_just_over(self, size: Decimal) -> bool:
        is_half = self.is_worded and self.last > 1000  # “half a million”
        most = self.value * Decimal("1.15" if is_half else "1.055")
        room = self.value if is_half else self._room
        return self.value < size <= min(most, self.value + room)


# Whether a value agrees with a number that has one of these bounds.
_FITS: dict[str, Callable[[Quantity, Decimal], bool]] = {
    "under-near": Quantity._is_nearly,
    "over-near": Quantity._is_just_over,
    "over": lambda quantity, size: quantity.value < size <= quantity.value * 2,
    "under": lambda quantity, size: size < quantity.value,
    "at-least": lambda quantity, size: size >= quantity.value,
    "up-to": lambda quantity, size: size <= quantity.value,
    "about": lambda quantity, size: (
        quantity.is_about(size) or abs(size - quantity.value) <= quantity._about
    ),
    "exact": lambda quantity, size: abs(quantity.value - size) <= quantity.last / 2,
}


def is_multiple(q: Quantity, ratio: Decimal) -> bool:
    """Whether a ratio may be stated as “doubled”, “nearly halved” and so on."""
    if "more than" in q.text or q.bound in {"over", "over-near"}:
        return q.value < ratio < q.value * Decimal("1.5")
    if q.bound in {"under-near", "about"}:
        low, high = ("0.85", "1.02") if q.value > 1 else ("0.95", "1.2")
        return q.value * Decimal(low) <= ratio <= q.value * Decimal(high)
    return abs(ratio - q.value) <= q.value * Decimal("0.06")


def printed(value: Decimal, unit: str) -> str:
    """A value as documents print it: £1,200, 12%, 1,198."""
    if unit == POUNDS:
        return pounds(value)
    return f"{bare(value)}%" if unit == PERCENT else bare(value)


def is_misread(number: Decimal, other: Decimal) -> bool:
    """Whether one is the other mistyped: a digit changed, lost, added or moved."""
    first, second = (
        f"{abs(value).normalize():f}".replace(".", "") for value in (number, other)
    )
    if len(first) == len(second):
        apart = sum(a != b for a, b in zip(first, second, strict=True))
        return apart == 1 or sorted(first) == sorted(second)
    longer, shorter = sorted((first, second), key=len, reverse=True)
    return len(longer) == len(shorter) + 1 and any(
        longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer))
    )


_HINT = re.compile(
    "[0-9£]|"
    + "|".join(sorted([*UNITS, *TENS, *SCALES, *FRACTIONS, *MULTIPLES, "dozen"]))
)


def has_number(text: str) -> bool:
    """Whether a text may contain a quantity: far faster than reading it."""
    return bool(_HINT.search(text))


def quantities_in(text: str, taken: list[tuple[int, int]]) -> list[Quantity]:
    """The quantities of a text in lower case; places in `taken` are skipped."""
    taken = [*taken, *(m.span() for m in NOT_NUMBERS.finditer(text))]
    found: list[Quantity] = []
    for match in _MULTIPLE.finditer(text):
        words = re.sub(r"\s+", " ", match[0])
        value = Decimal(str(MULTIPLES.get(words) or _TIMES["times"][words]))
        if _AGAIN.match(text, match.end()):
            value += 1  # “Half as many burglaries again”
        found.append(_made(text, *match.span(), value, MULTIPLE, is_worded=True))
        taken.append(match.span())
    for match in NUMBER.finditer(text):
        if overlaps(match.span(), taken):
            continue
        if quantity := _quantity(text, match):
            found.append(quantity)
            taken.append(quantity.span)
    return sorted(found, key=lambda quantity: quantity.start)


def _quantity(text, match) -> Quantity | None:
    start, end = match.span()
    if LABELS.search(text[:start][-24:]) and not match["pound"]:
        return None
    if match["some"] or match["some_pounds"]:
        return _some_in_many(text, match)
    if match["part"]:
        return _fraction(text, match)
    if match["pound"]:
        value, last = _scaled(match["money"], match["money_scale"])
        return _made(text, start, end, value, POUNDS, last)
    return _number(text, match)


def _some_in_many(text, match) -> Quantity | None:
    """“One in five”, “£6 in every £10”."""
    some = worded(match["some"] or match["some_pounds"])
    many = worded(match["many"] or match["many_pounds"])
    if not some or not many or some > many:
        return None
    share = Decimal(100) * some / many
    start, end = match.span()
    return _made(text, start, end, share, PERCENT, is_fraction=True, is_worded=True)


def _number(text, match) -> Quantity | None:
    """A number in digits or in words, with its unit if it has one."""
    after, end = text[match.end() :], match.end()
    if AGES.match(after) or match["worded"] == "one" and _is_pronoun(after):
        return None
    value: Decimal | None
    if match["digits"]:
        value, last = _scaled(match["digits"], match["scale"])
    else:
        value = worded(match["worded"])
        last = _ROUND.get(match["worded"].split()[-1], Decimal(1))
    if value is None:
        return None
    units = ((name, finder.match(after)) for name, finder in _UNIT.items())
    unit, follow = next((unit for unit in units if unit[1]), (COUNT, None))
    end += follow.end() if follow else 0
    is_worded = not match["digits"]
    return _made(text, match.start(), end, value, unit, last, is_worded=is_worded)


def _is_pronoun(after):
    return not re.match(
        r"\s+(?:in|out of|year|month|week|day|percentage|point|per|hundred"
        r"|priority|district|objective)\b",
        after,
    )


def _fraction(text, match) -> Quantity | None:
    start, end = match.span()
    word, parts = match["part"], match["parts"]
    if not parts and word not in {"half"}:
        return None
    many = FRACTIONS[word]
    some = 1 if parts in {None, "a", "an", "one"} else UNITS[parts]
    if some > 1 and not word.endswith("s") or some >= many:
        return None
    after = text[end:]
    if _is_no_share(word, text[:start], after):
        return None
    share = Decimal(some) / many
    if point := _OF_POINT.match(text, match.end("part")):
        return _made(text, start, point.end(), share, POINTS, share, is_worded=True)
    if match["of_scale"] or match["of_pounds"]:
        value = share * SCALES.get(match["of_scale"] or "", 1)
        unit = POUNDS if match["of_pounds"] or text[:start].endswith("£") else COUNT
        return _made(text, start, end, value, unit, value / 10, is_worded=True)
    if match[0].rstrip().endswith((" a", " an")) and _MORE_OF.match(after):
        # “Half an offence more”: half of one, not a share.
        return _made(text, start, end, share, COUNT, share, is_worded=True)
    end = start + len(_ARTICLE_AT_END.sub("", match[0]))
    return _made(
        text, start, end, share * 100, PERCENT, is_fraction=True, is_worded=True
    )


def _is_no_share(word: str, before: str, after: str) -> bool:
    """“A third, in May”, “a quarter of 2017”, “60 a quarter”."""
    if before.endswith((", and ", "; ")) and after.startswith(","):
        return True
    if word not in {"quarter", "quarters"}:
        return False
    is_time = re.match(r"'s|\s+of\s+(?:20|the\s+(?:financial\s+)?year)|\s+year", after)
    is_each = word == "quarter" and _EACH.search(before)
    return bool(is_time or is_each and not _PARTED.match(after))


def _made(text, start, end, value, unit, last=Decimal(1), **given) -> Quantity:
    lead, bound = _bound_before(text[:start])
    after = text[end:]
    for name, finder in _OR_MORE.items():
        if finder.match(after):
            bound = bound or name
    if _OR_SO.match(after):
        bound = bound or "about"
    return Quantity(
        start, end, lead, text[start:end], value, unit, last, bound, **given
    )


def _bound_before(before: str) -> tuple[int, str]:
    """Where a bound before a number begins, and which bound it is."""
    lead, bound = len(before), ""
    for name, finder in _BEFORE.items():
        found = finder.search(before)
        head = before[: found.start()] if found else ""
        if found is None or name == "up-to" and _ADDS.search(head):
            continue
        if name == "over" and head.endswith("left "):
            continue  # “Left over £9,000”
        if name in {"over", "under"} and " than" in found[0]:
            if _COMPARES.search(head.rstrip()) and not _YEAR_END.search(head.rstrip()):
                continue
        if found.start() < lead:
            lead, bound = found.start(), name
    return lead, bound


def _scaled(digits, scale) -> tuple[Decimal, Decimal]:
    digits = digits.replace(",", "")
    factor = Decimal(SCALES.get(scale or "", 1))
    places = len(digits.partition(".")[2])
    return Decimal(digits) * factor, Decimal(1).scaleb(-places) * factor


def worded(text: str) -> Decimal | None:
    """The number that is written in words: "two hundred and six", "twelve hundred"."""
    if re.fullmatch(r"\d+", text):
        return Decimal(text)
    total, current = 0, 0
    for word in re.findall(r"[a-z]+", text):
        if word in {"a", "an"}:
            current = current or 1
        elif word == "and":
            continue
        elif word == "dozen":
            current = (current or 1) * 12
        elif word in SMALL_NUMBERS:
            current += SMALL_NUMBERS[word]
        elif word == "hundred":
            current = (current or 1) * 100
        elif word in SCALES:
            total += (current or 1) * SCALES[word]
            current = 0
        else:
            return None
    return Decimal(total + current)
