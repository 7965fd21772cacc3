"""Words that somebody typed into a section and did not save."""

from django.utils import timezone

from partnership.workplace.drafts import forget, kept_words
from partnership.workplace.words import clock
from reports import editing

__all__ = ["bring_back", "forget", "kept"]


def kept(request) -> dict | None:
    """What the script and the page offer to bring back; times in milliseconds."""
    draft = kept_words(request)
    if draft is None:
        return None
    day = timezone.localtime(draft.kept_at)
    return {
        "at": int(draft.kept_at.timestamp() * 1000),
        "when": f"{day:%-d %B %Y} at {clock(draft.kept_at)}",
        "fields": {name: values[-1] for name, values in draft.data.items() if values},
    }


def bring_back(request, places) -> None:
    """Fill the places with what was kept, as if it had just been typed."""
    draft = kept(request)
    if draft is None:
        return
    for place in places:
        editing.take(place, draft["fields"])
