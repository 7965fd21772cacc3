"""The data that text may be about: figures, areas, people, organisations."""

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from partnership.core.models.dated import between
from partnership.core.values import financial_years
from partnership.core.values.formatting import pounds
from partnership.core.values.missing import Reason, qualified
from partnership.core.values.periods import Period, financial_year
from partnership.models import (
    Alias,
    Area,
    Group,
    Partner,
    Partnership,
    Person,
    RelatedPlan,
)
from priorities.models import CommissionersPlan, Measure
from priorities.queries.series import Series, read_series
from reports.assembly.build_context import BuildContext
from reports.text.data_state import DOCUMENTS, remembered
from reports.text.forms import GENERIC, any_of, plain, stems, words_of
from reports.text.periods import days_of
from reports.text.quantities import COUNT, PERCENT, POUNDS, RATE, printed
from reports.text.shared_queries import all_of, by_key, tenures_of

# Areas other than a partnership's own with which its figures are compared.
COMPARED = [Area.Kind.NATION, Area.Kind.REGION, Area.Kind.COMPARATOR]
UNIT = {
    Measure.Unit.COUNT: COUNT,
    Measure.Unit.PERCENT: PERCENT,
    Measure.Unit.POUNDS: POUNDS,
}
# Words too common to distinguish measures.
COMMON = {stem for word in GENERIC for stem in stems(word)} | set(
    "rate share number high risk year young people victim person adult child safety "
    "community crime offender police support level proportion percentage work".split()
)


# Organisations and plans that may have other names.
ALIASED = {
    "partner": Partner,
    "partnership": Partnership,
    "group": Group,
    "plan": RelatedPlan,
    "police-plan": CommissionersPlan,
}


@dataclass(frozen=True, eq=False)
class Fact:
    """One figure of the data, or the reason why there is none.

    `words` is the figure as documents print it, `token` what prints it.
    """

    subject: "Subject"
    area: str
    period: Period
    value: Decimal | None
    words: str
    token: str
    reason: str = ""
    qualifier: str = ""
    part: Decimal | None = None
    whole: Decimal | None = None

    @property
    def name(self) -> str:
        """“Domestic burglaries, Brackwell, 2017-18”."""
        return f"{self.of}, {self.period.label}"

    @property
    def of(self) -> str:
        """“Domestic burglaries, Brackwell”."""
        place = self.subject.areas.get(self.area, "")
        return ", ".join(filter(None, [self.subject.name, place]))

    @property
    def why_not(self) -> str:
        return Reason(self.reason).label if self.reason else "not given"


@dataclass(eq=False)
class Subject:
    """Something that the data has figures for: a measure, a funding line, a fund."""

    kind: str
    code: str
    name: str
    unit: str
    keys: list[frozenset[str]] = field(default_factory=list)
    stems: frozenset[str] = frozenset()
    good: str = ""
    base: str = ""
    facts: dict = field(default_factory=dict)
    targets: dict = field(default_factory=dict)
    areas: dict[str, str] = field(default_factory=dict)
    default: str = ""
    row: Any = None

    def add(self, fact: Fact) -> None:
        self.facts[fact.area, days_of(fact.period)] = fact

    def add_amount(self, year: int, amount, token: str) -> None:
        """Add what a ledger states for a year."""
        known = amount.gbp, amount.words, token, amount.reason, amount.qualifier
        self.add(Fact(self, "", financial_year(year), *known))

    def fact(self, area: str, period: Period) -> Fact | None:
        return self.facts.get((area, days_of(period)))

    def known(self, area: str, period: Period) -> Fact | None:
        """The figure, if there is one, not just a reason."""
        fact = self.fact(area, period)
        return fact if fact is not None and fact.value is not None else None

    def all_known(self, areas: list[str], period: Period) -> list[Fact]:
        """The figures of some areas; none if one of them has no figure."""
        found = [fact for area in areas if (fact := self.known(area, period))]
        return found if len(found) == len(areas) else []

    def composed(self, area: str, period: Period) -> Fact | None:
        """A count for a period made up of shorter ones, such as two quarters."""
        if self.unit not in {COUNT, POUNDS} or not period.start or not period.end:
            return None
        day, total, parts = period.start, Decimal(0), 0
        for fact in self.of(area):
            if (
                fact.period.start != day
                or fact.period.end is None
                or fact.value is None
            ):
                continue
            if fact.period.end > period.end or length(fact.period) >= length(period):
                continue
            if fact.qualifier not in {"", "exact"}:
                return None
            day, total = fact.period.end + dt.timedelta(1), total + fact.value
            parts += 1
        if parts < 2 or day <= period.end:
            return None
        return Fact(self, area, period, total, self.printed(total), "")

    def of(self, area: str) -> list[Fact]:
        """Everything that is known about an area, earliest first."""
        found = [item for (place, _), item in self.facts.items() if place == area]
        return sorted(
            found,
            key=lambda fact: (
                fact.period.end or dt.date.min,
                fact.period.start or dt.date.min,
            ),
        )

    def alike(self, area: str, period: Period) -> list[Fact]:
        """Known figures of an area for periods of the same length."""
        return [
            fact
            for fact in self.of(area)
            if fact.value is not None and length(fact.period) == length(period)
        ]

    @property
    def is_money(self) -> bool:
        return self.unit == POUNDS

    def printed(self, value: Decimal) -> str:
        """A value as documents print it."""
        return printed(value, self.unit)


def length(period: Period) -> int:
    """The length of a period in months."""
    if period.start is None or period.end is None:
        return 0
    return (
        (period.end.year - period.start.year) * 12
        + period.end.month
        - period.start.month
        + 1
    )


@dataclass(frozen=True, eq=False)
class Named:
    """Something with a name: its type, its row, and its name in the data."""

    kind: str
    row: Any
    name: str
    short: bool = False


@dataclass
class Knowledge:
    """All data that the statements of a document are compared with."""

    draft: Any
    subjects: list[Subject] = field(default_factory=list)
    names: dict[str, list[Named]] = field(default_factory=lambda: defaultdict(list))
    home: Area | None = None
    series: Series = field(default_factory=Series)
    area_rows: dict[str, Area] = field(default_factory=dict)
    # Readings of sentences, by what they depend on.
    read: dict = field(default_factory=dict)
    heads: dict = field(default_factory=dict)
    # Words of titles of people and posts, which may stand before a surname.
    title_words: set[str] = field(default_factory=set)
    # Results worked out from it, by the name of the function.
    found: dict[str, Any] = field(default_factory=dict)

    def once(self, name: str, work: Callable[[], Any]) -> Any:
        """A result worked out from the data once."""
        if name not in self.found:
            self.found[name] = work()
        return self.found[name]

    @cached_property
    def pattern(self) -> re.Pattern:
        return any_of(tuple(self.names))

    def of_kind(self, kind: str) -> list[Subject]:
        """Everything the data has figures for: measures, lines, funds, sums carried."""
        return [subject for subject in self.subjects if subject.kind == kind]

    @cached_property
    def by_code(self) -> dict[tuple[str, str], Subject]:
        return {(subject.kind, subject.code): subject for subject in self.subjects}

    @cached_property
    def _by_word(self) -> dict[str, list[tuple[frozenset[str], Subject]]]:
        """Each key of a subject under the rarest of its words."""
        number: dict[str, int] = defaultdict(int)
        keys = [
            (key, subject) for subject in self.subjects for key in subject.keys if key
        ]
        for key, _subject in keys:
            for word in key:
                number[word] += 1
        found = defaultdict(list)
        for key, one in keys:
            found[min(key, key=lambda word: (number[word], word))].append((key, one))
        return found

    def named_by(self, words: set[str]) -> list[Subject]:
        """The subjects with a key whose words are all in a set, in order."""
        found = {
            subject
            for word in words
            for key, subject in self._by_word.get(word, [])
            if key <= words
        }
        return sorted(found, key=self._order.__getitem__)

    @cached_property
    def _order(self) -> dict["Subject", int]:
        return {subject: place for place, subject in enumerate(self.subjects)}

    @property
    def year(self) -> int:
        return self.draft.year

    @property
    def home_code(self) -> str:
        return self.home.code if self.home else ""

    def peers(self, code: str) -> list[str]:
        """The areas of the same kind and of the same larger area, itself included."""
        row = self.area_rows.get(code)
        if row is None:
            return []
        return [
            quantity.code
            for quantity in self.area_rows.values()
            if quantity.kind == row.kind and quantity.parent_id == row.parent_id
        ]

    @cached_property
    def nation(self) -> str:
        found = (r.code for r in self.area_rows.values() if r.kind == Area.Kind.NATION)
        return next(found, "")

    @cached_property
    def districts(self) -> list[str]:
        """The areas that make up the home area."""
        if self.home is None:
            return []
        below = [r.code for r in self.area_rows.values() if r.parent_id == self.home.pk]
        return below or [
            r.code for r in self.area_rows.values() if r.kind == Area.Kind.DISTRICT
        ]

    def add_name(self, text: str, named: Named) -> None:
        text = plain(text or "").strip()
        if len(text) > 2 and all(
            name.row != named.row or name.kind != named.kind
            for name in self.names[text]
        ):
            self.names[text].append(named)


def knowledge_of(draft) -> Knowledge:
    """Read once for a draft, and not again until the data changes."""
    return draft.shared("knowledge", lambda: _remembered(draft))


def _remembered(draft) -> Knowledge:
    own: dict[tuple, Knowledge] = remembered(draft, "knowledge", dict)
    key = _depends_on(draft)
    own[key] = known = own.pop(key, None) or _read(_without_document(draft))
    for old in list(own)[:-DOCUMENTS]:
        own.pop(old, None)
    return known


def _depends_on(draft) -> tuple:
    """Everything that the reading of a sentence depends on, except the sentence."""
    report, resolver = draft.report, draft.context.resolver
    areas = {key[1] for key in resolver.series.observations}
    return (
        *(
            report.pk,
            report.document_type,
            report.partnership_id,
            report.year,
            report.last_year,
        ),
        *(report.dated_on, draft.day),
        frozenset(areas),
        tuple(resolver.ledgers),
    )


def _without_document(draft):
    """A draft for queries that does not keep finished pages in memory."""
    return type(draft)(draft.report, draft.context, None)


def _read(draft) -> Knowledge:
    known = Knowledge(draft, home=draft.context.area)
    series = known.series = _series(draft.context)
    _areas(known)
    _measures(known, series)
    _targets(known, series)
    for ledger in draft.context.resolver.ledgers.values():
        _ledger(known, ledger)
    _keys(known)
    _names(known)
    known.names = {k: v for k, v in known.names.items() if v}
    return known


def _series(context: BuildContext) -> Series:
    partnership = context.partnership
    areas_compared = Area.objects.filter(
        coverage__partnership__police_area=partnership.police_area_id
    ) | Area.objects.filter(kind__in=COMPARED)
    areas = set(areas_compared.values_list("code", flat=True))
    if partnership.police_area_id:
        areas.add(partnership.police_area.code)
    areas |= {key[1] for key in context.resolver.series.observations}
    codes = Measure.objects.filter(observations__area__code__in=areas) | (
        Measure.objects.filter(reported_changes__area__code__in=areas)
    )
    return read_series(set(codes.values_list("code", flat=True)), areas)


def _areas(known):
    for row in all_of(known.draft, Area):
        known.area_rows[row.code] = row
        known.add_name(row.name, Named("area", row, row.name))


def _measures(known, series):
    subjects = {}
    for code, row in series.measures.items():
        unit = UNIT.get(row.unit, RATE if row.unit.startswith("per-") else row.unit)
        subjects[code] = Subject(
            "measure",
            code,
            row.name,
            unit,
            good=row.desired_direction,
            base=row.base,
            default=known.home_code,
            row=row,
        )
    for (code, area, period), row in series.observations.items():
        subject = subjects[code]
        subject.areas[area] = row.area.name
        known.area_rows.setdefault(area, row.area)
        subject.add(
            Fact(
                subject,
                area,
                row.period,
                row.value,
                _observed(subject, row),
                f"[=value {code} {area} {period}]",
                row.reason,
                row.qualifier,
                row.numerator,
                row.denominator,
            )
        )
    known.subjects += subjects.values()


def _observed(subject, row):
    if row.value is None:
        return Reason(row.reason).label if row.reason else ""
    return qualified(subject.printed(row.value), row.qualifier)


def _targets(known, series):
    from reports.figures.targets import read_targets

    for (code, area, _period), row in read_targets(list(series.measures)).items():
        subject = known.by_code.get(("measure", code))
        if subject is not None:
            subject.targets[area, days_of(row.period)] = row
    known.__dict__.pop("by_code", None)


def _ledger(known, ledger):
    fund = ledger.fund
    total = Subject("fund", fund.code, fund.name, POUNDS, row=fund)
    for year in ledger.years:
        token = f"[=total {fund.code} {financial_years.label(year)}]"
        total.add_amount(year, ledger.total(year), token)
    known.subjects.append(total)
    for code, line in ledger.lines.items():
        subject = Subject("line", code, line.label, POUNDS, row=line)
        for year in ledger.years:
            amount = ledger.amount(code, year)
            if amount.gbp is None and ledger.stated(code, year) is None:
                continue
            token = f"[=amount {code} {financial_years.label(year)}]"
            subject.add_amount(year, amount, token)
        known.subjects.append(subject)
    for code, row in ledger.carried.items():
        subject = Subject(
            "carried", code, f"Carried forward: {row.purpose}", POUNDS, row=row
        )
        words = (
            qualified(pounds(row.amount_gbp), row.qualifier)
            if row.amount_gbp is not None
            else ""
        )
        subject.add(
            Fact(
                subject,
                "",
                financial_year(row.to_year),
                row.amount_gbp,
                words,
                f"[=carried {code}]",
                "",
                row.qualifier,
            )
        )
        known.subjects.append(subject)


def _keys(known):
    """The words by which each subject is known: enough of its name to be unique."""
    for kind in ("measure", "line", "carried"):
        alike = known.of_kind(kind)
        owners = defaultdict(set)
        for fact in alike:
            fact.stems = frozenset(stems(" ".join(_called(fact))))
            for word in fact.stems:
                owners[word].add(fact.code)
        for fact in alike:
            fact.keys = list(_own_keys(fact, owners))


def _called(subject: Subject) -> list[str]:
    row = subject.row
    if subject.kind == "measure":
        return [row.name, row.code.replace("-", " "), row.counted, row.base]
    if subject.kind == "line":
        return [row.label, row.short_label]
    return [row.purpose]


def _own_keys(subject, owners):
    row = subject.row
    phrases = {
        "measure": ["name"],
        "line": ["label", "short_label"],
        "carried": ["purpose"],
    }
    for name in phrases[subject.kind]:
        if found := stems(getattr(row, name)):
            yield frozenset(found)
    if subject.kind == "measure":
        code = stems(row.code.replace("-", " "))
        if code and not code <= COMMON:
            yield code
        *_, head = row.code.split("-")
        head = next(iter(stems(head)), "")
        if head and head not in COMMON and owners[head] == {subject.code}:
            yield frozenset({head})
    named = [
        w
        for w in stems(" ".join(_called(subject)[: 2 if subject.kind == "line" else 1]))
        if w not in COMMON
    ]
    own = [word for word in subject.stems if owners[word] == {subject.code}]
    telling = [word for word in own if word not in COMMON]
    if len(named) <= 1 and set(named) <= set(own):
        yield from (frozenset({word}) for word in named)
    for first in telling:
        yield from (frozenset({first, second}) for second in subject.stems - {first})
    if subject.kind == "carried":
        yield from (frozenset({w}) for w in telling)


def _aliases(known):
    """Other names of places, organisations and plans; those of subjects become keys."""
    rows: dict[str, dict] = {"area": known.area_rows}
    for kind, model in ALIASED.items():
        rows[kind] = {row.code: row for row in all_of(known.draft, model)}
    report = known.draft.report
    ends = financial_years.last_day(report.last_year or report.year)
    days = financial_years.first_day(report.year), max(ends, report.dated_on or ends)
    for alias in Alias.objects.filter(between(*days)):
        row = rows.get(alias.kind, {}).get(alias.record_code)
        if row is not None:
            kind = "plan" if alias.kind == "police-plan" else alias.kind
            known.add_name(alias.name, Named(kind, row, str(row), True))
        subject = known.by_code.get((alias.kind, alias.record_code))
        if subject is not None:
            subject.keys.append(frozenset(stems(alias.name)))


def _without_place(known, name: str) -> str:
    """“Drug and Alcohol Action Team” for Marlshire’s, if that is unique."""
    places = [area.name for area in known.area_rows.values()]
    place = next((p for p in places if name.startswith(f"{p} ")), "")
    local = name.removeprefix(place).strip()
    return local if len(local.split()) > 2 else ""


def _names(known):
    _aliases(known)
    _name_bodies(known)
    _name_people(known)
    draft = known.draft
    for row in [*all_of(draft, RelatedPlan), *all_of(draft, CommissionersPlan)]:
        undated = re.sub(r"\W+\d{4}\b.*$", "", row.title)
        _call(known, "plan", row, row.title, undated, _without_place(known, undated))
    for subject in known.subjects:
        if subject.kind in {"line", "fund"}:
            named = Named(subject.kind, subject, subject.name)
            known.add_name(subject.name, named)
            known.add_name(getattr(subject.row, "short_label", ""), named)


def _name_bodies(known):
    draft = known.draft
    partners = by_key(draft, Partner)
    for row in partners.values():
        row.parent = partners.get(row.parent_id)
        also = row.also_known_as.splitlines()
        others = [re.sub(r"^the ", "", plain(name)) for name in also[:1]]
        local = _without_place(known, row.name)
        _call(known, "partner", row, row.name, local, row.short_name, *also, *others)
    for row in all_of(draft, Partnership):
        if row.police_area_id == draft.partnership.police_area_id:
            brief = row.short_name or row.name
            names = [row.name, row.short_name]
            for ending in ("partnership", "csp", "community safety partnership"):
                names += [f"{brief} {ending}", f"{brief}'s {ending}"]
            for name in names:
                known.add_name(name, Named("partnership", row, row.name))
    for row in all_of(draft, Group):
        _call(known, "group", row, row.name, row.short_name)


def _name_people(known):
    people = all_of(known.draft, Person)
    last_names = Counter(row.name.split()[-1] for row in people)
    titles = {*words_of("people.titles"), *(row.title for row in people)} - {""}
    posts = (tenure.post.title for tenure in tenures_of(known.draft))
    known.title_words.update(
        word for title in (*titles, *posts) for word in plain(title).split()
    )
    for row in people:
        last = row.name.split()[-1]
        short = [f"{title} {last}" for title in titles]
        if last_names[last] == 1 and len(last) > 4 and plain(last) not in known.names:
            short.append(last)
        for title in titles:
            _call(known, "person", row, f"{title} {row.name}")
        _call(known, "person", row, row.name, *short)


def _call(known, kind, row, name, *others):
    """Add a record under its name and its short names."""
    official = row.title if kind == "plan" else row.name
    known.add_name(name, Named(kind, row, official))
    for other in others:
        known.add_name(other, Named(kind, row, official, True))
