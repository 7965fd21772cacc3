"""Comparing two documents: text, priorities, funding and linked measures."""

from dataclasses import dataclass, field
from decimal import Decimal

from funding.queries.fund_overview import change_words
from funding.releases import public_ledgers
from partnership.core.models.display import whole_number
from partnership.core.releases.queries import public_rows
from reports.errors import ReportNotRendered
from reports.figures.grammar import tokens_in
from reports.models import Edition, Withdrawal
from reports.public import queries
from reports.public.text_changes import SectionChange, compare_sections
from reports.publication.edition_content import draft_content
from reports.publication.listings import Listing, listing_of

# Between a document's path and the number of an edition.
EDITION = "@"


@dataclass(frozen=True)
class Compared:
    """One of the documents compared: its listing, its frozen content and its name."""

    listing: Listing
    content: dict
    number: int | None = None

    @property
    def name(self) -> str:
        title = self.listing.title
        return f"{title}, edition {self.number}" if self.number else title

    @property
    def url(self) -> str:
        edition = f"edition/{self.number}/" if self.number else ""
        return f"/{self.listing.path}/{edition}"


@dataclass(frozen=True)
class Line:
    """One row of a comparison: a name, before, after and the change in words."""

    name: str
    before: str
    after: str
    change: str = ""


@dataclass
class Comparison:
    old: Compared
    new: Compared
    sections: list[SectionChange] = field(default_factory=list)
    priorities: list[Line] = field(default_factory=list)
    funding: list[Line] = field(default_factory=list)
    measures: list[Line] = field(default_factory=list)


def document_at(place: str) -> Compared | None:
    """The document at a path, or with a number its edition: agreement/2016-17@1."""
    path, _, number = place.partition(EDITION)
    document_type, _, rest = path.partition("/")
    if number:
        edition = queries.edition_at(document_type, rest, whole_number(number) or 0)
        if edition is None or queries.withdrawal_of(edition):
            return None
        return Compared(Listing(**edition.listing), edition.content, edition.number)
    current = queries.current_edition(document_type, rest)
    if current:
        return Compared(Listing(**current.listing), current.content)
    draft = queries.draft_at(document_type, rest)
    if draft is None:
        return None
    try:
        return Compared(listing_of(draft), draft_content(draft))
    except ReportNotRendered:
        return None


def withdrawn_at(place: str) -> tuple[Withdrawal, Edition | None] | None:
    """The withdrawal of the document or edition at a place, and the edition."""
    path, _, number = place.partition(EDITION)
    document_type, _, rest = path.partition("/")
    if withdrawal := queries.withdrawal_at(document_type, rest):
        return withdrawal, None
    edition = queries.edition_at(document_type, rest, whole_number(number) or 0)
    withdrawal = queries.withdrawal_of(edition) if edition else None
    return (withdrawal, edition) if withdrawal else None


def compare(old: Compared, new: Compared) -> Comparison:
    result = Comparison(old, new)
    bodies = [side.content["page"]["body"] for side in (old, new)]
    result.sections = compare_sections(*bodies)
    result.measures = _measures(old.content["document"], new.content["document"])
    before, after = old.listing, new.listing
    if before.partnership_code == after.partnership_code and before.year != after.year:
        result.priorities = _priorities(before, after)
        result.funding = _funding(before, after)
    return result


def _priorities(before, after) -> list[Line]:
    """The priorities of two years: continued, reworded, new and ended."""
    rows = [
        row
        for row in public_rows("priority")
        if row["partnership"]["code"] == after.partnership_code
    ]
    old = {row["code"]: row for row in _in_year(rows, before.year)}
    new = {row["code"]: row for row in _in_year(rows, after.year)}
    same_name = {row["name"].casefold(): code for code, row in old.items()}
    lines, replaced = [], set()
    for code, row in new.items():
        links = [link for link in row["earlier"] if link["code"] in old]
        replaced |= {link["code"] for link in links}
        earlier = "; ".join(link["name"] for link in links)
        same = code if code in old else same_name.get(row["name"].casefold())
        if links and code not in old:
            lines.append(Line(row["name"], earlier, row["name"], _kinds(links)))
        elif same:
            replaced.add(same)
            lines.append(Line(row["name"], row["name"], row["name"], "Continued"))
        else:
            lines.append(Line(row["name"], "", row["name"], "New"))
    lines += [
        Line(row["name"], row["name"], "", "Ended")
        for code, row in old.items()
        if code not in replaced
    ]
    return lines


def _in_year(rows, year):
    rows = [row for row in rows if row["from_year"] <= year <= row["to_year"]]
    return sorted(rows, key=lambda row: row["number"])


def _kinds(links) -> str:
    kinds = dict.fromkeys(link["kind"] for link in links)
    return ", ".join(kinds).capitalize()


def _funding(before, after) -> list[Line]:
    """Each funding line that has an amount in either year, in pounds and per cent."""
    lines = []
    for ledger in public_ledgers():
        giver = next(iter(ledger.lines.values()), None)
        if giver is None or giver.partnership.code != after.partnership_code:
            continue
        if not {before.year, after.year} <= set(ledger.years):
            continue
        lines.append(
            _amounts(
                f"{ledger.fund.name}, total",
                ledger.total(before.year),
                ledger.total(after.year),
                ledger.total_change(before.year, after.year),
            )
        )
        for code, _depth in ledger.walk():
            first = ledger.amount(code, before.year)
            last = ledger.amount(code, after.year)
            if (first.gbp, last.gbp) != (None, None):
                change = ledger.change(code, before.year, after.year)
                lines.append(_amounts(ledger.lines[code].label, first, last, change))
    return lines


def _amounts(name, first, last, change: Decimal | None) -> Line:
    if change is None:
        words = "not comparable"
    elif not change:
        words = "no change"
    else:
        words = change_words(change, first.gbp).replace(" than in", "")
    return Line(name, first.words, last.words, words)


def _measures(old: dict, new: dict) -> list[Line]:
    """The latest linked figure of each measure and area that both documents print."""
    before, after = _linked_values(old), _linked_values(new)
    return [
        Line(name, before[place][1], text)
        for place, (name, text) in after.items()
        if place in before and before[place][1] != text
    ]


def _linked_values(document: dict) -> dict[tuple[str, str], tuple[str, str]]:
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for figure in document.get("figures", []):
        for token in tokens_in(figure["token"]):
            if token.name == "value" and len(token.arguments) >= 3:
                measure, area = token.arguments[:2]
                text = f"{figure['text']} ({figure['period']})"
                found[measure, area] = (figure["about"], text)
    return found


def year_before(listing: Listing) -> Listing | None:
    """The document of the same type and partnership for the latest year before."""
    earlier = [
        row
        for row in queries.published()
        if row.document_type == listing.document_type
        and row.partnership_code == listing.partnership_code
        and (row.year, row.period) < (listing.year, listing.period)
    ]
    return next(iter(earlier), None)
