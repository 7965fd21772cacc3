"""Getting one row of a record type."""

from django.http import Http404


def get_row_or_404(record, pk, for_update=False):
    """Return the row, locked if `for_update`; raise Http404 if there is none."""
    if for_update:
        # Lock only the row itself: PostgreSQL cannot lock rows of an outer join.
        rows = record.model._default_manager.select_for_update(of=("self",))
        found = rows.filter(pk=pk).first()
    else:
        found = record.rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
