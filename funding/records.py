"""Staff area records: funds, settlements, allocations and monitoring returns."""

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

POUNDS = "For example, 46,500 or £46,500."


def lines_alone(rows):
    """Exclude subtotals from allocations, so that amounts are not counted twice."""
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
            Part("About", ["fund", "partnership", "year"]),
            Part(
                "Amount",
                [("total_gbp", "reason", "qualifier"), "agreed_on", "source"],
            ),
            Part("Difference from the lines", ["difference_explained"]),
        ],
        named_with=["fund", "partnership"],
        labels={"total_gbp": "Settlement total"},
        hints={"total_gbp": POUNDS, "agreed_on": "For example, 30 9 2016."},
        links=[Link("Edit allocations", "funding:allocations_table")],
        belonging=[Children(Allocation, [], "Lines", one="line")],
        total="total_gbp",
        total_by=["year"],
        bulk=["agreed_on"],
        about="The total a fund gives the partnership for one year.",
        first_step="Add the settlement of a fund for the year.",
    ),
    Record(
        Allocation,
        "allocations",
        FUNDING,
        columns=["line", "settlement__year", "settlement__fund", "amount_gbp", "note"],
        filters=["settlement__year", "settlement__fund", "line", "reason"],
        search=["line__label", "line__code", "note"],
        parts=[
            Part("About", ["settlement", "line"]),
            Part("Amount", [("amount_gbp", "reason", "qualifier"), "in_line", "note"]),
            Part("Purpose", ["purpose", "conditions", "reasons_for_grant", "lead"]),
            Part("If it is a subtotal", ["difference_explained"]),
        ],
        named_with=["line", "settlement"],
        labels={
            "amount_gbp": "Amount",
            "settlement__year": "Year",
            "settlement__fund": "Fund",
        },
        hints={"amount_gbp": POUNDS, "note": "Shown below the funding table."},
        total="amount_gbp",
        total_by=["settlement__year"],
        total_of=lines_alone,
        total_note="Subtotals are not counted again.",
        bulk=["qualifier", "lead", "conditions"],
        about="Amounts for each funding line and year.",
        first_step="Open a settlement and select “Edit allocations”.",
    ),
    Record(
        FundingLine,
        "lines",
        FUNDING,
        columns=["label", "fund", "partnership", "parent", "recipient", "order"],
        filters=["fund", "partnership", "parent", "recipient"],
        search=["label", "short_label", "code"],
        parts=[
            Part("About", ["label", "short_label", "code", "fund", "partnership"]),
            Part("Position", ["parent", "order"]),
            Part(
                "Recipient",
                ["recipient", "recipient_partnership", "measures"],
                hint="Select a partner or a partnership, not both.",
            ),
        ],
        children=[
            Children(
                FundingLineChange,
                ["earlier", "kind", "year"],
                "Replaces",
                hint="The earlier line that this one replaces.",
                parent="later",
                one="earlier line",
            )
        ],
        labels={"order": "Position in table"},
        bulk=["parent"],
        name="funding line",
        plural="funding lines",
        about="What funds pay for, year after year.",
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
            Part("Line and years", ["line", ("from_year", "to_year"), "part_of"]),
            Part("Amount", [("amount_gbp", "reason", "qualifier")]),
            Part("Purpose", ["purpose", "code", "note"]),
        ],
        labels={"amount_gbp": "Amount"},
        hints={"amount_gbp": POUNDS},
        total="amount_gbp",
        total_by=["from_year", "to_year"],
        name="carry-forward",
        plural="carry-forwards",
        about="Money carried forward and spent in a later year.",
        first_step="Add money that was carried forward.",
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
            Part("About", ["line", "year", "kind"]),
            Part("Status", ["due_on", "received_on", "accepted_on"]),
            Part("Report", [("spent_gbp", "reason"), "narrative"]),
        ],
        named_with=["line"],
        labels={"spent_gbp": "Amount spent to date"},
        hints={
            "spent_gbp": POUNDS,
            "due_on": "For example, 30 9 2016.",
            "received_on": "For example, 30 9 2016.",
            "accepted_on": "For example, 30 9 2016.",
        },
        total="spent_gbp",
        total_by=["year", "kind"],
        bulk=["due_on", "received_on", "accepted_on"],
        about="Mid-year and end-of-year monitoring returns.",
        first_step="Add a monitoring return that is due.",
    ),
    Record(
        Fund,
        "funds",
        FUNDING,
        columns=["name", "funder", "legal_basis", "from_on", "to_on"],
        filters=["funder"],
        search=["name", "code"],
        parts=[
            Part("About", ["name", "code", "funder", "legal_basis"]),
            Part("Dates", [("from_on", "to_on")]),
        ],
        about="Funds that provide money each year.",
        first_step="Add the fund your grant comes from.",
    ),
    Record(
        FundingLineChange,
        "line-changes",
        FUNDING,
        columns=["earlier", "later", "kind", "year"],
        filters=["kind", "year"],
        search=["earlier__label", "later__label"],
        parts=[Part("What happened to it", ["earlier", "later", "kind", "year"])],
        named_with=["earlier", "later"],
        labels={"earlier": "Earlier line", "later": "Later line"},
        bulk=["kind", "year"],
        name="funding line change",
        plural="funding line changes",
        about="How funding lines have changed.",
        first_step="Add a line that was renamed, split or merged.",
    ),
)


@remarks_on
def sums(row):
    """Yield a warning for each sum of a settlement that differs after a save."""
    settlement = row.settlement if isinstance(row, Allocation) else row
    if isinstance(settlement, Settlement):
        for sentence in differences(settlement):
            yield Told(f"{sentence} {WHAT_TO_DO}")
