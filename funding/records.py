"""Staff area records: funds, settlements, allocations and monitoring returns."""

from funding.models import (
    Allocation,
    CarryForward,
    Fund,
    FundingLine,
    FundingLineChange,
    Instalment,
    MonitoringReturn,
    Settlement,
)
from funding.queries.differences import WHAT_TO_DO, differences
from funding.queries.subtotals import has_amounts_below, new_subtotals
from partnership.core.models.hooks import LinkedText, after_save_messages
from partnership.core.models.registry import (
    FieldOptions,
    Fieldset,
    Inline,
    ListOptions,
    ListTotal,
    Naming,
    RecordLink,
    RecordType,
    register,
)
from partnership.models.wording import local

FUNDING = "Funding"


def returns_without_a_day(returns) -> dict[int, dict[str, str]]:
    """Return a notice for each return without a due date."""
    words = "Enter when it is due. A return without a date is never late."
    return {
        row.pk: {"due_on": words}
        for row in returns
        if row.is_not_yet_due and row.due_on is None
    }


def lines_alone(rows):
    """Exclude subtotals from allocations, so that amounts are not counted twice."""
    return rows.exclude(has_amounts_below())


register(
    RecordType(
        Settlement,
        "settlements",
        FUNDING,
        listing=ListOptions(
            columns=["fund", "partnership", "year", "total_gbp", "agreed_on"],
            search=["fund__name", "partnership__name", "source"],
            filters=["year", "fund", "partnership"],
            bulk=["agreed_on"],
            total=ListTotal("total_gbp", by=["year"]),
        ),
        fieldsets=[
            Fieldset("About", ["fund", "partnership", "year"]),
            Fieldset(
                "Amount", [("total_gbp", "reason", "qualifier"), "agreed_on", "source"]
            ),
            Fieldset("Lines", ["split_reason", "difference_explained"]),
        ],
        inlines=[
            Inline(
                Instalment,
                [
                    *("number", "share_percent", "amount_gbp", "reason", "due_on"),
                    *("condition", "paid_gbp", "paid_on", "payer", "note"),
                ],
                "Payments",
                hint="If the fund pays in parts. Money returned is negative.",
                layout="columns",
                singular="payment",
                columns=[
                    Fieldset("Payment", ["number", "share_percent", "condition"]),
                    Fieldset("Announced", ["amount_gbp", "reason", "due_on"]),
                    Fieldset("Paid", ["paid_gbp", "paid_on", "payer", "note"]),
                ],
            )
        ],
        fields=FieldOptions(labels={"total_gbp": "Settlement total"}),
        naming=Naming(select_related=["fund", "partnership"]),
        links=[
            RecordLink(local("Edit {allocation.plural}"), "funding:allocations_table")
        ],
        related_history=[Inline(Allocation, [], "Lines", singular="line")],
        description="The total a fund gives the partnership for one year.",
        empty_text="Add the settlement of a fund for the year.",
    ),
    RecordType(
        Allocation,
        "allocations",
        FUNDING,
        listing=ListOptions(
            columns=[
                "line",
                "settlement__year",
                "settlement__fund",
                "amount_gbp",
                "note",
            ],
            search=["line__label", "line__code", "note"],
            filters=["settlement__year", "settlement__fund", "line", "reason"],
            bulk=["qualifier", "lead", "conditions"],
            total=ListTotal(
                "amount_gbp",
                by=["settlement__year"],
                rows=lines_alone,
                note="Subtotals are not counted again.",
            ),
            downloads=[
                ("table with a column for each year", "funding:allocations_by_year")
            ],
        ),
        fieldsets=[
            Fieldset("About", ["settlement", "line"]),
            Fieldset(
                "Amount", [("amount_gbp", "reason", "qualifier"), "in_line", "note"]
            ),
            Fieldset("Purpose", ["purpose", "conditions", "reasons_for_grant", "lead"]),
            Fieldset("If it is a subtotal", ["difference_explained"]),
        ],
        fields=FieldOptions(
            labels={
                "amount_gbp": "Amount",
                "settlement__year": "Year",
                "settlement__fund": "Fund",
            },
            hints={"note": "Shown below the funding table."},
        ),
        naming=Naming(select_related=["line", "settlement"]),
        description="Amounts for each funding line and year.",
        empty_text=local("Open a settlement and select “Edit {allocation.plural}”."),
    ),
    RecordType(
        FundingLine,
        "lines",
        FUNDING,
        listing=ListOptions(
            columns=["label", "fund", "partnership", "parent", "recipient", "order"],
            search=["label", "short_label", "code"],
            filters=["fund", "partnership", "parent", "recipient"],
            bulk=["parent"],
        ),
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
        fields=FieldOptions(labels={"order": "Position in table"}),
        naming=Naming(select_related=["partnership"]),
        description="What funds pay for each year.",
        empty_text="Add the first line of a fund.",
    ),
    RecordType(
        Instalment,
        "instalments",
        FUNDING,
        listing=ListOptions(
            columns=["settlement", "number", "due_on", "amount_gbp", "paid_on"],
            search=["settlement__fund__name", "condition", "note"],
            filters=["settlement"],
            bulk=["paid_on"],
        ),
        fieldsets=[
            Fieldset("Payment", ["settlement", "number", "share_percent"]),
            Fieldset("Announced", [("amount_gbp", "reason"), "due_on", "condition"]),
            Fieldset("Paid", [("paid_gbp", "paid_on"), "payer", "note"]),
        ],
        fields=FieldOptions(
            labels={"amount_gbp": "Amount announced", "paid_gbp": "Amount paid"},
            hints={
                "amount_gbp": "For example, 46,500. Leave blank to work it out from "
                "the share of the total."
            },
        ),
        naming=Naming(
            singular="payment",
            plural="payments",
            select_related=["settlement__fund", "settlement__partnership"],
        ),
        description="Payments of each settlement: announced, due, paid or returned.",
        empty_text="Add the first payment of a settlement.",
    ),
    RecordType(
        CarryForward,
        "carry-forwards",
        FUNDING,
        listing=ListOptions(
            columns=["purpose", "line", "from_year", "to_year", "amount_gbp"],
            search=["purpose", "code", "line__label"],
            filters=["from_year", "to_year", "line"],
            total=ListTotal("amount_gbp", by=["from_year", "to_year"]),
        ),
        fieldsets=[
            Fieldset("Line and years", ["line", ("from_year", "to_year"), "part_of"]),
            Fieldset("Amount", [("amount_gbp", "reason", "qualifier")]),
            Fieldset("Purpose", ["purpose", "code", "note"]),
        ],
        fields=FieldOptions(labels={"amount_gbp": "Amount"}),
        naming=Naming(singular="carry-forward", plural="carry-forwards"),
        description="Money carried forward and spent in a later year.",
        empty_text="Add money that was carried forward.",
    ),
    RecordType(
        MonitoringReturn,
        "returns",
        FUNDING,
        listing=ListOptions(
            columns=[
                "line",
                "year",
                "kind",
                "due_on",
                "received_on",
                "accepted_on",
                "spent_gbp",
            ],
            search=["line__label", "line__code"],
            filters=["year", "kind", "line"],
            bulk=["due_on", "received_on", "accepted_on"],
            total=ListTotal("spent_gbp", by=["year", "kind"]),
        ),
        fieldsets=[
            Fieldset("About", ["line", "year", "kind"]),
            Fieldset("Status", ["due_on", "received_on", "accepted_on"]),
            Fieldset(
                "Report", [("spent_gbp", "reason"), "overspend_explained", "narrative"]
            ),
        ],
        fields=FieldOptions(labels={"spent_gbp": "Amount spent to date"}),
        naming=Naming(select_related=["line"]),
        notices=returns_without_a_day,
        description="Mid-year and end-of-year monitoring returns.",
        empty_text="Add a monitoring return that is due.",
    ),
    RecordType(
        Fund,
        "funds",
        FUNDING,
        listing=ListOptions(
            columns=["name", "funder", "legal_basis", "from_on", "to_on"],
            search=["name", "code"],
            filters=["funder"],
        ),
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
        listing=ListOptions(
            columns=["earlier", "later", "kind", "year"],
            search=["earlier__label", "later__label"],
            filters=["kind", "year"],
            bulk=["kind", "year"],
        ),
        fieldsets=[
            Fieldset("What happened to it", ["earlier", "later", "kind", "year"])
        ],
        fields=FieldOptions(labels={"earlier": "Earlier line", "later": "Later line"}),
        naming=Naming(select_related=["earlier", "later"]),
        description="How funding lines have changed.",
        empty_text="Add a line that was renamed, split or merged.",
    ),
)


@after_save_messages
def sums(rows):
    """Yield a warning for each sum of a settlement that differs after a save."""
    parts = (row for row in rows if isinstance(row, Allocation | Instalment))
    settlements = {row.settlement_id: row.settlement for row in parts}
    settlements |= {row.pk: row for row in rows if isinstance(row, Settlement)}
    for settlement in settlements.values():
        for sentence in differences(settlement):
            yield LinkedText(f"{sentence} {WHAT_TO_DO}")


@after_save_messages
def subtotals(rows):
    """Yield what lines with amounts turn into if lines are added below them."""
    lines = [row for row in rows if isinstance(row, FundingLine)]
    yield from map(LinkedText, new_subtotals(lines))
