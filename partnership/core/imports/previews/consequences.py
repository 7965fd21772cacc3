"""The effects of an import, found by saving it and rolling back."""

from django.db import transaction

from partnership.core.models import hooks
from partnership.core.models.display import with_count

# How many rows are saved on trial, and how many are looked up in documents.
MAX_SAVED, MAX_ROWS = 2_000, 50
MAX_NAMED = 5
# How many messages of a kind a page shows.
MAX_MESSAGES = 10


def consequences_of(record, importer) -> list[dict]:
    """Return messages about the drafts, editions and totals that would differ.

    Each has a text, links to what it names as pairs of text and URL, and the rest.
    """
    outcomes = importer.result.outcomes
    if not outcomes or len(outcomes) > MAX_SAVED or not importer.result.has_all:
        return []
    states = [(o.instance, o.instance.pk, o.instance._state.adding) for o in outcomes]
    with transaction.atomic():
        importer.save()
        if importer.result.errors:
            found = []
        else:
            keys = [outcome.instance.pk for outcome in outcomes]
            found = _messages(record.rows.filter(pk__in=keys))
        transaction.set_rollback(True)
    for instance, pk, adding in states:
        instance.pk, instance._state.adding = pk, adding
    return found


def _messages(rows):
    rows = list(rows)
    drafts, published = (
        list(
            dict.fromkeys(
                use for row in rows[:MAX_ROWS] for use in hooks.run(kind, row)
            )
        )
        for kind in (hooks.AFFECTED_DRAFTS, hooks.PUBLISHED_USES)
    )
    found = [_message(text) for text in first_of(hooks.messages_after_save(rows))]
    if drafts:
        found.append(
            _message(f"{with_count(len(drafts), 'draft')} will be updated:", drafts)
        )
    if published:
        count = with_count(len(published), "published document")
        verb = "uses" if len(published) == 1 else "use"
        text = f"{count} {verb} the current data and will not change:"
        found.append(_message(text, published))
    return found


def _message(text, uses=()):
    more = len(uses) - MAX_NAMED
    return {
        "text": text,
        "links": [[use.text, use.url] for use in uses[:MAX_NAMED]],
        "more": f"and {more} more" if more > 0 else "",
    }


def as_line(message: dict) -> str:
    """Return a message as plain text."""
    names = "; ".join(text for text, _url in message["links"])
    return " ".join(filter(None, [message["text"], names, message["more"]]))


def first_of(messages: list[str]) -> list[str]:
    """Return the first messages, and how many others there are."""
    more = len(messages) - MAX_MESSAGES
    if more < 2:
        return messages
    return [*messages[:MAX_MESSAGES], f"There are {more} more messages like these."]
