"""Money of the years that a document tells: sums, gaps, ceilings, recipients, uses."""

from collections.abc import Iterator

from funding.models import Fund
from funding.queries.differences import year_differences
from funding.queries.ledger import (
    UNKNOWN,
    Ledger,
)
from partnership.core.values.financial_years import label
from partnership.core.values.missing import Qualifier
from partnership.core.values.money import pounds
from reports.blocks.funding_table import main_ledger
from reports.checks.finding import stop, warn
from reports.checks.outlined import listed, number_of, place_of, uses
from reports.checks.registry import check
from reports.text.shared_queries import all_of

TABLES = ("funding_table", "returns_table")
ALL_YEARS = 3
NOT_PAID = ("no ", "not ", "without", "nothing")


def place(draft) -> str:
    return place_of(draft, *TABLES)


def told(draft) -> tuple[Ledger | None, list[int]]:
    """The ledger whose money the document tells, and the years that it shows."""
    for _key, used in uses(draft, *TABLES):
        ledger = main_ledger(draft.context, used.options.get("fund"))
        if ledger is None:
            continue
        if used.collect.__module__.endswith("returns_table"):
            return ledger, [year for year in ledger.years if year == draft.year]
        most = used.options.get("years", ALL_YEARS)
        return ledger, [year for year in ledger.years if year <= draft.year][-most:]
    return None, []


@check(
    "money-adds-up",
    "Lines, headings and totals that do not add up",
    "Money that does not add up makes readers doubt the whole table.",
)
def money_adds_up(draft):
    ledger, years = told(draft)
    for year in years:
        settlement = ledger.settlements[year]
        for sentence in year_differences(ledger, year):
            yield stop(
                f"{label(year)}: {sentence}",
                "Correct a line or the stated total, or record why they differ.",
                section=place(draft),
                row=settlement,
            )
        if settlement.difference_explained:
            yield warn(
                f"The lines of {label(year)} do not add up to the total. The reason "
                f"kept is: {settlement.difference_explained}",
                "Look whether the reason still holds.",
                section=place(draft),
                row=settlement,
            )


@check(
    "money-missing",
    "Amounts and totals that are not known",
    "A table with gaps cannot be checked, and no share of it can be told.",
)
def money_is_known(draft):
    ledger, years = told(draft)
    if ledger is None:
        return
    if place(draft) and draft.year not in ledger.settlements:
        yield stop(
            f"{ledger.fund} has no settlement for {label(draft.year)}.",
            "Enter the year’s settlement and what each line got.",
            section=place(draft),
        )
    for year in years:
        total = ledger.total(year)
        if total.gbp is None:
            yield warn(
                f"The total of {ledger.fund} for {label(year)} is not known "
                f"({total.words}).",
                "Ask the funder for the total and enter it in the settlement.",
                section=place(draft),
                row=ledger.settlements[year],
            )
        unknown = [
            ledger.lines[code].label
            for code, _depth in ledger.walk()
            if not ledger.children[code] and _is_unknown(ledger, code, year)
        ]
        if unknown:
            yield warn(
                f"{label(year)}: {number_of(len(unknown), 'amount is', 'amounts are')} "
                f"not known: {listed(unknown)}.",
                "Enter the amounts, or leave them with the reason that is kept.",
                section=place(draft),
                row=ledger.settlements[year],
                about=f"amounts of {year}",
            )
        yield from _dropped(draft, ledger, year)


def _is_unknown(ledger, code, year):
    row = ledger.stated(code, year)
    if row is not None:
        return row.reason in UNKNOWN
    return _had_money(ledger, code, year - 1) and _heading_tells(ledger, code, year)


def _had_money(ledger, code, year):
    row = ledger.stated(code, year)
    return row is not None and row.gbp is not None


def _heading_tells(ledger, code, year):
    """Whether a heading above the line states an amount for all below it."""
    above = ledger.lines[code].parent
    while above is not None and above.code in ledger.lines:
        if _had_money(ledger, above.code, year):
            return True
        above = ledger.lines[above.code].parent
    return False


def _dropped(draft, ledger, year):
    """Lines that had money the year before and have neither amount nor reason now."""
    if not any(when == year for _code, when in ledger.allocations):
        return
    for code, _depth in ledger.walk():
        had = not ledger.children[code] and _had_money(ledger, code, year - 1)
        gone = ledger.stated(code, year) is None
        if had and gone and not _heading_tells(ledger, code, year):
            yield stop(
                f"{ledger.lines[code].label} got "
                f"{ledger.stated(code, year - 1).words} in {label(year - 1)} "
                f"and has no amount for {label(year)}, and nothing says why.",
                "Enter the amount, or the reason why there is none.",
                section=place(draft),
                row=ledger.lines[code],
            )


@check(
    "money-ceiling",
    "Ceilings that are counted in full",
    "“Up to” is a limit: the total is only as large if all of it was used.",
)
def ceilings_are_not_sums(draft):
    ledger, years = told(draft)
    for year in years:
        total = ledger.total(year)
        if total.gbp is None or total.qualifier == Qualifier.UP_TO:
            continue
        for (code, when), row in ledger.allocations.items():
            if when == year and row.amount_gbp and row.qualifier == Qualifier.UP_TO:
                yield warn(
                    f"{ledger.lines[code].label}: up to {pounds(row.amount_gbp)} is "
                    f"counted in full in the {label(year)} total of "
                    f"{pounds(total.gbp)}; without it the total is "
                    f"{pounds(total.gbp - row.amount_gbp)}.",
                    "Enter what was used, or mark the total as “up to”.",
                    section=place(draft),
                    row=row,
                    about=f"{code} {year}",
                )


@check(
    "money-not-comparable",
    "Lines that hold another line’s money in one year only",
    "Such a line seems to rise or fall where nothing changed.",
)
def lines_hold_the_same(draft):
    ledger, years = told(draft)
    for earlier, later in zip(years, years[1:], strict=False):
        for code, _depth in ledger.walk():
            held, holds = (
                ledger.included_lines(code, earlier),
                ledger.included_lines(code, later),
            )
            known = {ledger.stated(code, when) for when in (earlier, later)}
            if held == holds or not all(one and one.gbp is not None for one in known):
                continue
            names = listed(ledger.lines[one].label for one in sorted(held ^ holds))
            which = label(later if holds - held else earlier)
            yield warn(
                f"{ledger.lines[code].label} holds the money of {names} in {which} "
                f"only, so {label(earlier)} and {label(later)} cannot be compared.",
                "Say so where the change is told, or enter the amounts apart.",
                section=place(draft),
                row=ledger.lines[code],
            )


@check(
    "money-without-recipient",
    "Lines that do not say who receives the money",
    "Readers ask first who was paid.",
)
def recipients_are_named(draft):
    ledger, years = told(draft)
    if draft.year not in years:
        return
    lines = [
        ledger.lines[code]
        for code, _depth in ledger.walk()
        if not ledger.children[code]
        and ledger.amount(code, draft.year).gbp
        and not ledger.lines[code].recipient_id
        and not ledger.lines[code].recipient_partnership_id
    ]
    if lines:
        yield warn(
            f"No recipient is named for {number_of(len(lines), 'line')} of "
            f"{label(draft.year)}: {listed(line.label for line in lines)}.",
            "Choose the partner or partnership that receives each line.",
            section=place(draft),
            row=lines[0],
        )


@check(
    "fund-without-line",
    "A fund said to pay for something that has no line",
    "The same paper would say that there is a grant and that there is none.",
)
def funds_pay_for_lines(draft):
    names = [
        ledger.fund.name.lower() for ledger in draft.context.resolver.ledgers.values()
    ]
    for topic in _topics(draft):
        for words in draft.words:
            for sentence in words.sentences():
                text = sentence.text.lower()
                paid = any(name in text for name in names) and topic.lower() in text
                if paid and not any(word in text for word in NOT_PAID):
                    yield warn(
                        f"The words say that a fund pays for “{topic}”, which stands "
                        "among the topics without a grant.",
                        "Take it out of the sentence, or enter its line and amount.",
                        words=words,
                        excerpt=sentence.text,
                    )


def _topics(draft) -> Iterator[str]:
    """Titles of the sections that tell of something without a grant."""
    keys = {
        key[len("topic.") :] for key in draft.context.passages if key[:6] == "topic."
    }
    for section in draft.sections:
        if section.key in keys:
            yield section.title


@check(
    "funds-of-one-name",
    "Two funds that readers cannot tell apart",
    "A national and a local fund of one name are taken for the same money.",
)
def funds_have_their_own_names(draft):
    ledger, _years = told(draft)
    if ledger is None:
        return
    own = _bare(ledger.fund.name)
    for other in all_of(draft, Fund):
        if other.pk != ledger.fund.pk and _bare(other.name) == own:
            yield warn(
                f"“{other.name}” and “{ledger.fund.name}” differ by little in name.",
                "Name each after the one who gives it.",
                section=place(draft),
                row=other,
            )


def _bare(name):
    """The words of a name without articles, whatever their case."""
    return frozenset(name.lower().split()) - {"the", "a", "of", "national", "local"}
