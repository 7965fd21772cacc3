"""Who else is viewing a page."""

import datetime as dt

from partnership.core.values.dates import clock
from partnership.core.values.formatting import listed

# A page that has sent nothing for this long counts as closed.
ACTIVE_FOR = dt.timedelta(seconds=50)


def describe_viewers(presences) -> str:
    """“Dan Example (last active at 2:41pm) is also viewing this page.” or nothing."""
    if not presences:
        return ""
    names = [
        f"{presence.user} (last active at {clock(presence.seen_at)})"
        for presence in presences
    ]
    verb = "is" if len(names) == 1 else "are"
    return f"{listed(names)} {verb} also viewing this page."
