"""Autosaved drafts of a section's text."""

from partnership.core.concurrency.autosave import get_draft
from partnership.core.values.dates import moment
from reports.editor import save


def saved_draft(request) -> dict | None:
    """The autosaved draft that the page offers to restore; times in milliseconds."""
    draft = get_draft(request)
    if draft is None:
        return None
    return {
        "at": int(draft.saved_at.timestamp() * 1000),
        "when": moment(draft.saved_at),
        "fields": {name: values[-1] for name, values in draft.data.items() if values},
    }


def restore_draft(request, places) -> None:
    """Fill the places with the autosaved draft, as if it had just been submitted."""
    draft = saved_draft(request)
    if draft is None:
        return
    for place in places:
        save.read_submitted(place, draft["fields"])
