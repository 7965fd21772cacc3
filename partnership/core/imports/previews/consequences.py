"""The effects of an import, found by saving it and rolling back."""

from django.db import transaction

from partnership.core.models import hooks
from partnership.core.models.display import with_count

# How many rows are saved on trial, and how many are looked up in documents.
MAX_SAVED, MAX_ROWS = 2_000, 50
MAX_NAMED = 5
# How many messages of a kind a page shows.
MAX_MESSAGES = 10


def consequences_of(record, importer) -> list[str]:
    """Return messages about the drafts, editions and totals that would differ."""
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
        dict.fromkeys(
            use.text for row in rows[:MAX_ROWS] for use in hooks.run(kind, row)
        )
        for kind in (hooks.AFFECTED_DRAFTS, hooks.PUBLISHED_USES)
    )
    messages = first_of(hooks.messages_after_save(rows))
    if drafts:
        count = with_count(len(drafts), "draft", "drafts")
        messages.append(f"{count} will be updated: {_named(drafts)}")
    if published:
        count = with_count(len(published), "published document", "published documents")
        verb = "uses" if len(published) == 1 else "use"
        names = _named(published)
        messages.append(f"{count} {verb} the current data and will not change: {names}")
    return messages


def first_of(messages: list[str]) -> list[str]:
    """Return the first messages, and how many others there are."""
    more = len(messages) - MAX_MESSAGES
    if more < 2:
        return messages
    return [*messages[:MAX_MESSAGES], f"There are {more} more messages like these."]


def _named(found):
    names = list(found)
    more = f" and {len(names) - MAX_NAMED} more" if len(names) > MAX_NAMED else ""
    return "; ".join(names[:MAX_NAMED]) + more
