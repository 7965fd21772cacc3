"""What officers work on: funds, what each line got, and what came back."""

from django.db.models import Exists, OuterRef

from funding.models import (
    Allocation,
    CarryForward,
    Fund,
    FundingLine,
    FundingLineChange,
    MonitoringReturn,
    Settlement,
)
from funding.queries.differences import (
    WHAT_TO_DO,
    differences,
)
from partnership.core.models.hooks import (
    Told,
    remarks_on,
)
from partnership.core.models.registry import (
    Children,
    Link,
    Part,
    Record,
    register,
)

FUNDING = "Funding"

POUNDS = "Pounds in full, like 46,500 or £46,500."


def lines_alone(rows):
    """Allocations without the headings that others of their settlement stand under."""
    below = Allocation.objects.filter(
        settlement=OuterRef("settlement"),
        line__parent=OuterRef("line"),
        amount_gbp__isnull=False,
    )
    return rows.exclude(Exists(below))


register(
    Record(
        Settlement,
        "settlements",
        FUNDING,
        columns=["fund", "partnership", "year", "total_gbp", "agreed_on"],
        filters=["year", "fund", "partnership"],
        search=["fund__name", "partnership__name", "source"],
        parts=[
            Part("What it is", ["fund", "partnership", "year"]),
            Part(
                "What was given",
                [("total_gbp", "reason", "qualifier"), "agreed_on", "source"],
            ),
            Part("If the lines do not add up to it", ["difference_explained"]),
        ],
        named_with=["fund", "partnership"],
        labels={"total_gbp": "Total stated"},
        hints={"total_gbp": POUNDS, "agreed_on": "For example, 30 9 2016."},
        links=[Link("Edit allocations", "funding:edit_table")],
        belonging=[Children(Allocation, [], "Lines", one="line")],
        total="total_gbp",
        total_by=["year"],
        bulk=["agreed_on"],
        about="What a fund gives a partnership for a year, as the funder states it.",
        first_step="Add what the fund gives for the year.",
    ),
    Record(
        Allocation,
        "allocations",
        FUNDING,
        columns=["line", "settlement__year", "settlement__fund", "amount_gbp", "note"],
        filters=["settlement__year", "settlement__fund", "line", "reason"],
        search=["line__label", "line__code", "note"],
        parts=[
            Part("What it is", ["settlement", "line"]),
            Part(
                "How much", [("amount_gbp", "reason", "qualifier"), "in_line", "note"]
            ),
            Part(
                "What it is for", ["purpose", "conditions", "reasons_for_grant", "lead"]
            ),
            Part("If it is a heading", ["difference_explained"]),
        ],
        named_with=["line", "settlement"],
        labels={
            "amount_gbp": "Amount",
            "settlement__year": "Year",
            "settlement__fund": "Fund",
        },
        hints={"amount_gbp": POUNDS, "note": "Printed under the funding table."},
        total="amount_gbp",
        total_by=["settlement__year"],
        total_of=lines_alone,
        total_note="Headings are not added to the lines below them.",
        bulk=["qualifier", "lead", "conditions"],
        about="One row for each line of a fund and year.",
        first_step="Open a settlement and fill in its lines as a table.",
    ),
    Record(
        FundingLine,
        "lines",
        FUNDING,
        columns=["label", "fund", "partnership", "parent", "recipient", "order"],
        filters=["fund", "partnership", "parent", "recipient"],
        search=["label", "short_label", "code"],
        parts=[
            Part("What it is", ["label", "short_label", "code", "fund", "partnership"]),
            Part("Where it stands", ["parent", "order"]),
            Part(
                "Who gets it",
                ["recipient", "recipient_partnership", "measures"],
                hint="A partner or a partnership, not both.",
            ),
        ],
        children=[
            Children(
                FundingLineChange,
                ["earlier", "kind", "year"],
                "Came from",
                hint="The line of the years before that this one was made of.",
                parent="later",
                one="earlier line",
            )
        ],
        labels={"order": "Place in the table"},
        bulk=["parent"],
        name="funding line",
        plural="funding lines",
        about="Lines of a fund, the same through the years.",
        first_step="Add the first line of a fund.",
    ),
    Record(
        CarryForward,
        "carry-forwards",
        FUNDING,
        columns=["purpose", "line", "from_year", "to_year", "amount_gbp"],
        filters=["from_year", "to_year", "line"],
        search=["purpose", "code", "line__label"],
        parts=[
            Part("From which line", ["line", ("from_year", "to_year"), "part_of"]),
            Part("How much", [("amount_gbp", "reason", "qualifier")]),
            Part("What it is for", ["purpose", "code", "note"]),
        ],
        labels={"amount_gbp": "Amount", "from_year": "From", "to_year": "Spent in"},
        hints={"amount_gbp": POUNDS},
        total="amount_gbp",
        total_by=["from_year", "to_year"],
        name="carry-forward",
        plural="carry-forwards",
        about="Money of one year that was spent in a later one.",
        first_step="Add money that was carried into a later year.",
    ),
    Record(
        MonitoringReturn,
        "returns",
        FUNDING,
        columns=[
            "line",
            "year",
            "kind",
            "due_on",
            "received_on",
            "accepted_on",
            "spent_gbp",
        ],
        filters=["year", "kind", "line"],
        search=["line__label", "line__code"],
        parts=[
            Part("What it is", ["line", "year", "kind"]),
            Part("Where it stands", ["due_on", "received_on", "accepted_on"]),
            Part("What it says", [("spent_gbp", "reason"), "narrative"]),
        ],
        named_with=["line"],
        labels={"spent_gbp": "Spent to date"},
        hints={
            "spent_gbp": POUNDS,
            "due_on": "For example, 30 9 2016.",
            "received_on": "For example, 30 9 2016.",
            "accepted_on": "For example, 30 9 2016.",
        },
        total="spent_gbp",
        total_by=["year", "kind"],
        bulk=["due_on", "received_on", "accepted_on"],
        about="What recipients report back, mid-year and at the end of the year.",
        first_step="Add a return that is due.",
    ),
    Record(
        Fund,
        "funds",
        FUNDING,
        columns=["name", "funder", "legal_basis", "from_on", "to_on"],
        filters=["funder"],
        search=["name", "code"],
        parts=[
            Part("What it is", ["name", "code", "funder", "legal_basis"]),
            Part("When it was given", [("from_on", "to_on")]),
        ],
        labels={"from_on": "From", "to_on": "Until"},
        about="Pots of money that a funder gives out year by year.",
        first_step="Add the fund that your grant comes from.",
    ),
    Record(
        FundingLineChange,
        "line-changes",
        FUNDING,
        columns=["earlier", "later", "kind", "year"],
        filters=["kind", "year"],
        search=["earlier__label", "later__label"],
        parts=[Part("What became of it", ["earlier", "later", "kind", "year"])],
        named_with=["earlier", "later"],
        labels={"earlier": "Earlier line", "later": "Later line"},
        bulk=["kind", "year"],
        name="change of a line",
        plural="changes of lines",
        about="How one line became another.",
        first_step="Add a line that was renamed, split or merged.",
    ),
)


@remarks_on
def sums(row):
    """A sentence for each sum of a settlement that does not agree after a save."""
    settlement = row.settlement if isinstance(row, Allocation) else row
    if isinstance(settlement, Settlement):
        for sentence in differences(settlement):
            yield Told(f"{sentence} {WHAT_TO_DO}")
