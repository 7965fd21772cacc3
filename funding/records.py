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
    LinkedText,
    after_save_messages,
)
from partnership.core.models.registry import (
    Fieldset,
    Inline,
    RecordLink,
    RecordType,
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
    RecordType(
        Settlement,
        "settlements",
        FUNDING,
        columns=["fund", "partnership", "year", "total_gbp", "agreed_on"],
        filters=["year", "fund", "partnership"],
        search=["fund__name", "partnership__name", "source"],
        fieldsets=[
            Fieldset("About", ["fund", "partnership", "year"]),
            Fieldset(
                "Amount",
                [("total_gbp", "reason", "qualifier"), "agreed_on", "source"],
            ),
            Fieldset("Difference from the lines", ["difference_explained"]),
        ],
        select_related=["fund", "partnership"],
        labels={"total_gbp": "Settlement total"},
        hints={"total_gbp": POUNDS, "agreed_on": "For example, 30 9 2016."},
        links=[RecordLink("Edit allocations", "funding:edit_table")],
        related_history=[Inline(Allocation, [], "Lines", singular="line")],
        total="total_gbp",
        total_by=["year"],
        bulk=["agreed_on"],
        description="The total a fund gives the partnership for one year.",
        empty_text="Add the settlement of a fund for the year.",
    ),
    RecordType(
        Allocation,
        "allocations",
        FUNDING,
        columns=["line", "settlement__year", "settlement__fund", "amount_gbp", "note"],
        filters=["settlement__year", "settlement__fund", "line", "reason"],
        search=["line__label", "line__code", "note"],
        fieldsets=[
            Fieldset("About", ["settlement", "line"]),
            Fieldset(
                "Amount", [("amount_gbp", "reason", "qualifier"), "in_line", "note"]
            ),
            Fieldset("Purpose", ["purpose", "conditions", "reasons_for_grant", "lead"]),
            Fieldset("If it is a subtotal", ["difference_explained"]),
        ],
        select_related=["line", "settlement"],
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
        description="Amounts for each funding line and year.",
        empty_text="Open a settlement and select “Edit allocations”.",
    ),
    RecordType(
        FundingLine,
        "lines",
        FUNDING,
        columns=["label", "fund", "partnership", "parent", "recipient", "order"],
        filters=["fund", "partnership", "parent", "recipient"],
        search=["label", "short_label", "code"],
        fieldsets=[
            Fieldset("About", ["label", "short_label", "code", "fund", "partnership"]),
            Fieldset("Position", ["parent", "order"]),
            Fieldset(
                "Recipient",
                ["recipient", "recipient_partnership", "measures"],
                hint="Select a partner or a partnership, not both.",
            ),
        ],
        inlines=[
            Inline(
                FundingLineChange,
                ["earlier", "kind", "year"],
                "Replaces",
                hint="The earlier line that this one replaces.",
                fk_name="later",
                singular="earlier line",
            )
        ],
        labels={"order": "Position in table"},
        bulk=["parent"],
        verbose_name="funding line",
        verbose_name_plural="funding lines",
        description="What funds pay for, year after year.",
        empty_text="Add the first line of a fund.",
    ),
    RecordType(
        CarryForward,
        "carry-forwards",
        FUNDING,
        columns=["purpose", "line", "from_year", "to_year", "amount_gbp"],
        filters=["from_year", "to_year", "line"],
        search=["purpose", "code", "line__label"],
        fieldsets=[
            Fieldset("Line and years", ["line", ("from_year", "to_year"), "part_of"]),
            Fieldset("Amount", [("amount_gbp", "reason", "qualifier")]),
            Fieldset("Purpose", ["purpose", "code", "note"]),
        ],
        labels={"amount_gbp": "Amount"},
        hints={"amount_gbp": POUNDS},
        total="amount_gbp",
        total_by=["from_year", "to_year"],
        verbose_name="carry-forward",
        verbose_name_plural="carry-forwards",
        description="Money carried forward and spent in a later year.",
        empty_text="Add money that was carried forward.",
    ),
    RecordType(
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
        fieldsets=[
            Fieldset("About", ["line", "year", "kind"]),
            Fieldset("Status", ["due_on", "received_on", "accepted_on"]),
            Fieldset("Report", [("spent_gbp", "reason"), "narrative"]),
        ],
        select_related=["line"],
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
        description="Mid-year and end-of-year monitoring returns.",
        empty_text="Add a monitoring return that is due.",
    ),
    RecordType(
        Fund,
        "funds",
        FUNDING,
        columns=["name", "funder", "legal_basis", "from_on", "to_on"],
        filters=["funder"],
        search=["name", "code"],
        fieldsets=[
            Fieldset("About", ["name", "code", "funder", "legal_basis"]),
            Fieldset("Dates", [("from_on", "to_on")]),
        ],
        description="Funds that provide money each year.",
        empty_text="Add the fund your grant comes from.",
    ),
    RecordType(
        FundingLineChange,
        "line-changes",
        FUNDING,
        columns=["earlier", "later", "kind", "year"],
        filters=["kind", "year"],
        search=["earlier__label", "later__label"],
        fieldsets=[
            Fieldset("What happened to it", ["earlier", "later", "kind", "year"])
        ],
        select_related=["earlier", "later"],
        labels={"earlier": "Earlier line", "later": "Later line"},
        bulk=["kind", "year"],
        verbose_name="funding line change",
        verbose_name_plural="funding line changes",
        description="How funding lines have changed.",
        empty_text="Add a line that was renamed, split or merged.",
    ),
)


@after_save_messages
def sums(row):
    """Yield a warning for each sum of a settlement that differs after a save."""
    settlement = row.settlement if isinstance(row, Allocation) else row
    if isinstance(settlement, Settlement):
        for sentence in differences(settlement):
            yield LinkedText(f"{sentence} {WHAT_TO_DO}")
