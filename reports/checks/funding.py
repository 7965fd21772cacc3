"""Funding in a document: totals, missing amounts, maximums, recipients, names."""

from collections.abc import Iterator
from dataclasses import dataclass

from funding.models import Fund, FundingLineChange, Settlement
from funding.queries.differences import year_differences
from funding.queries.ledger import UNKNOWN, Ledger
from partnership.core.values.financial_years import label
from partnership.core.values.missing import Qualifier
from partnership.core.values.money import pounds
from partnership.models.wording import worded
from reports.blocks.funding_table import YEARS, main_ledger, years_shown
from reports.checks.gaps import Gap, report
from reports.checks.issue import Severity, advice, error, warning
from reports.checks.outline_queries import place_of, repeated_items, uses
from reports.checks.registry import check
from reports.document_types.section_loops import other_funds
from reports.text.shared_queries import all_of

TABLES = ("funding_table", "returns_table")
NOT_PAID = ("no ", "not ", "without", "nothing")


def place(draft) -> str:
    return place_of(draft, *TABLES)


def ledger_of(draft) -> tuple[Ledger | None, list[int]]:
    """The ledger of the document’s funding table, and the years that it shows."""
    for _key, used in uses(draft, *TABLES):
        ledger = main_ledger(draft.context, used.options.get("fund"))
        if ledger is None:
            continue
        if used.collect.__module__.endswith("returns_table"):
            return ledger, [year for year in ledger.years if year == draft.year]
        most = used.options.get("years", YEARS)
        return ledger, years_shown(ledger, draft.context.last_year, most)
    return None, []


@dataclass(frozen=True)
class FundingYear:
    """A year of a fund in a table of the document, and the section of the table.

    `label` names the fund as well if it is not the main one.
    """

    ledger: Ledger
    year: int
    section: str
    label: str

    @property
    def settlement(self) -> Settlement:
        return self.ledger.settlements[self.year]


def printed_years(draft) -> Iterator[FundingYear]:
    """Each year of each fund with a table in the document, the main one first."""
    ledger, years = ledger_of(draft)
    if ledger is not None:
        for year in years:
            yield FundingYear(ledger, year, place(draft), label(year))
    for item in repeated_items(draft, other_funds):
        code = getattr(item.subject, "code", "")
        other = draft.context.resolver.ledgers[code]
        for year in years_shown(other, draft.context.last_year):
            name = f"{other.fund}, {label(year)}"
            yield FundingYear(other, year, item.key, name)


@check("funding-total")
def money_adds_up(draft):
    for printed in printed_years(draft):
        for sentence in year_differences(printed.ledger, printed.year):
            yield error(
                f"{printed.label}: {sentence}",
                "Correct a line or the total, or explain the difference.",
                section=printed.section,
                row=printed.settlement,
            )
        if printed.settlement.difference_explained:
            yield advice(
                f"The lines of {printed.label} do not add up to the total. Recorded "
                f"reason: {printed.settlement.difference_explained}",
                "Check the reason is still correct.",
                section=printed.section,
                row=printed.settlement,
            )


@check("funding-missing")
def settlement_is_there(draft):
    ledger, _years = ledger_of(draft)
    if ledger and draft.year not in ledger.settlements:
        yield error(
            f"{ledger.fund} has no settlement for {label(draft.year)}.",
            worded(
                "Enter the settlement for the year and the {allocation} for each line."
            ),
            section=place(draft),
        )


@check("funding-missing")
def totals_are_known(draft):
    for printed in printed_years(draft):
        total = printed.ledger.total(printed.year)
        if total.gbp is None:
            # A gap with a reason needs no action.
            yield (advice if total.reason else warning)(
                f"The total of {printed.ledger.fund} for {label(printed.year)} is not "
                f"known ({total.words}).",
                "Ask the funder for the total, then add it to the settlement.",
                section=printed.section,
                row=printed.settlement,
            )


@check("funding-missing")
def amounts_are_known(draft):
    for printed in printed_years(draft):
        ledger, year = printed.ledger, printed.year
        yield from report(
            Gap(
                [
                    ledger.lines[code]
                    for code in _lowest(ledger)
                    if _is_unknown(ledger, code, year)
                ],
                "amount",
                f"missing for {printed.label}",
                name=lambda line: line.label,
            ),
            hint="Enter the amounts, or check that the recorded reasons still hold.",
            severity=Severity.ADVICE,
            section=printed.section,
            row=printed.settlement,
            about=f"amounts of {printed.label.replace(label(year), str(year))}",
        )


@check("funding-missing")
def no_line_is_dropped(draft):
    """Lines with money the year before have an amount, a reason or a later line."""
    for printed in printed_years(draft):
        ledger, year = printed.ledger, printed.year
        changes = all_of(draft, FundingLineChange)
        replaced = {row.earlier_id for row in changes if row.year <= year}
        has_amounts = any(when == year for _code, when in ledger.allocations)
        for code in _lowest(ledger) if has_amounts else ():
            if ledger.lines[code].pk in replaced:
                continue
            if _is_dropped(ledger, code, year):
                before = ledger.stated(code, year - 1).words
                yield error(
                    f"{ledger.lines[code].label} has no amount for {label(year)} and "
                    f"no reason given ({before} in {label(year - 1)}).",
                    "Enter the amount, or a reason there is none.",
                    section=printed.section,
                    row=ledger.lines[code],
                )


def _lowest(ledger) -> list[str]:
    """The codes of lines that are not subtotals."""
    return [code for code, _depth in ledger.walk() if not ledger.children[code]]


def _is_dropped(ledger, code, year):
    gone = _had_money(ledger, code, year - 1) and ledger.stated(code, year) is None
    return gone and not _subtotal_is_known(ledger, code, year)


def _is_unknown(ledger, code, year):
    row = ledger.stated(code, year)
    if row is not None:
        return row.reason in UNKNOWN
    return _had_money(ledger, code, year - 1) and _subtotal_is_known(ledger, code, year)


def _had_money(ledger, code, year):
    row = ledger.stated(code, year)
    return row is not None and row.gbp is not None and row.gbp >= 0


def _subtotal_is_known(ledger, code, year):
    """Whether a heading above the line states an amount for all below it."""
    above = ledger.lines[code].parent
    while above is not None and above.code in ledger.lines:
        if _had_money(ledger, above.code, year):
            return True
        above = ledger.lines[above.code].parent
    return False


@check("funding-maximum")
def ceilings_are_not_sums(draft):
    for printed in printed_years(draft):
        ledger, year = printed.ledger, printed.year
        total = ledger.total(year)
        is_old = year < draft.context.last_year - 1
        if is_old or total.gbp is None or total.qualifier == Qualifier.UP_TO:
            continue
        for (code, when), row in ledger.allocations.items():
            if when == year and row.amount_gbp and row.qualifier == Qualifier.UP_TO:
                yield warning(
                    f"{ledger.lines[code].label}: up to {pounds(row.amount_gbp)} is "
                    f"counted in full in the {label(year)} total of "
                    f"{pounds(total.gbp)}; without it the total is "
                    f"{pounds(total.gbp - row.amount_gbp)}.",
                    "Enter what was used, or mark the total as “up to”.",
                    section=printed.section,
                    row=row,
                    about=f"{code} {year}",
                )


@check("funding-missing")
def recipients_are_named(draft):
    yield from report(
        Gap(
            [
                line
                for printed in printed_years(draft)
                for line in map(printed.ledger.lines.get, _lowest(printed.ledger))
                if printed.year == draft.year
                and printed.ledger.amount(line.code, draft.year).gbp
                and not line.recipient_id
                and not line.recipient_partnership_id
            ],
            "line",
            f"of {label(draft.year)} with no recipient",
            name=lambda line: line.label,
        ),
        hint="Select the partner or partnership that receives each line.",
        severity=Severity.ADVICE,
        section=place(draft),
    )


@check("funding-not-recorded")
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
                    yield warning(
                        f"The text says that a fund pays for “{topic}”, which is a "
                        "topic without a grant.",
                        "Correct the sentence, or add its funding line and amount.",
                        words=words,
                        excerpt=sentence.text,
                    )


def _topics(draft) -> Iterator[str]:
    """Titles of the sections about something without a grant."""
    keys = {
        key[len("topic.") :] for key in draft.context.passages if key[:6] == "topic."
    }
    for section in draft.sections:
        if section.key in keys:
            yield section.title


@check("funding-not-recorded")
def funds_have_their_own_names(draft):
    ledger, _years = ledger_of(draft)
    if ledger is None:
        return
    own = _bare(ledger.fund.name)
    for other in all_of(draft, Fund):
        if other.pk != ledger.fund.pk and _bare(other.name) == own:
            yield warning(
                f"“{other.name}” and “{ledger.fund.name}” have almost the same name.",
                "Add the name of the funder to each.",
                section=place(draft),
                row=other,
            )


def _bare(name):
    """The words of a name without articles, whatever their case."""
    return frozenset(name.lower().split()) - {"the", "a", "of", "national", "local"}
