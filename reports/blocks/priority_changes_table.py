"""What happened to a year's priorities in the next year, if recorded."""

from partnership.core.values.formatting import count
from priorities.models import PriorityLink
from reports.blocks.folding import FoldedTable
from reports.blocks.table import Column, Row, Table, missing, text
from reports.document.records_used import UsedField, use


def collect(context, *, key, caption, source="", unjoined="") -> Table | FoldedTable:
    """One row for each priority and the one that replaces it; a paragraph for one.

    `unjoined` introduces the list of later priorities that replace none.
    """
    before = context.priorities_of(context.year)
    after = context.priorities_of(context.year + 1)
    use(*before, *after)
    followed: dict = {}
    for row in (
        PriorityLink.objects.filter(earlier__in=before)
        .select_related("later")
        .order_by("later__number")
    ):
        followed.setdefault(row.earlier_id, []).append(row)
    by_priority = {
        priority: _rows(priority, followed.get(priority.pk, []), after)
        for priority in before
    }
    rows = [row for found in by_priority.values() for row in found]
    unknown = [priority for priority, found in by_priority.items() if not found]
    if rows and len(unknown) > 1:
        # Their titles are long, so their short titles are listed below the table.
        names = "; ".join(priority.short_title for priority in unknown)
        folded = [f"No change has been recorded for {names}."]
    else:
        folded = []
        rows += [_unknown_row(priority) for priority in unknown]
    rest = _unjoined(context, unjoined, before, after, followed)
    caption = context.fill(caption)
    if len(rows) == 1 and folded:
        words = [f"{caption}. {_in_words(*rows[0].cells)}."]
        words.append(
            f"No change has been recorded for the other {count(len(unknown))}."
        )
        words.append(rest)
        text_of_all = " ".join(filter(None, words))
        return FoldedTable(text_of_all, key=key, caption=caption, is_row=True)
    source = " ".join(filter(None, [context.fill(source), rest]))
    return Table(
        key=key,
        caption=caption,
        source=source,
        columns=[
            Column(context.fill("{priority.start} for {year}"), 42),
            Column("What happened", 16),
            Column(context.fill("{priority.start} for {year_after}"), 42),
        ],
        rows=rows,
        folded=folded,
    )


def _rows(priority, later_links, after):
    title = text(priority.full_title)
    if later_links:
        return [
            Row([title, _kind(row), text(row.later.full_title)]) for row in later_links
        ]
    if priority in after:
        return [Row([title, text("Continues"), title])]
    if priority.ended_reason:
        use(UsedField(priority, "ended_reason"))
        return [Row([title, text("Ended"), text(priority.ended_reason)])]
    return []


def _in_words(earlier, what, later) -> str:
    """“Reworded: “Help victims”, now “Support victims””."""
    words = f"{what.text}: “{earlier.text}”"
    if what.text == "Ended":
        return f"{words}. {later.text.rstrip('.')}"
    return words if later.text == earlier.text else f"{words}, now “{later.text}”"


def _unknown_row(priority):
    title = text(priority.full_title)
    return Row([title, missing("not-given"), missing("not-given")])


def _kind(link):
    return text(link.get_kind_display().capitalize())


def _unjoined(context, lead, before, after, followed):
    """The short titles of later priorities that do not replace an earlier one."""
    joined = {row.later_id for rows in followed.values() for row in rows}
    joined |= {priority.pk for priority in before}
    rest = [row.short_title for row in after if row.pk not in joined]
    return f"{context.fill(lead)} {'; '.join(rest)}." if lead and rest else ""
