"""Who else is viewing a page."""

import datetime as dt

from partnership.core.values.dates import clock

# A page that has sent nothing for this long counts as closed.
HEARD_FOR = dt.timedelta(seconds=50)


def told(others) -> str:
    """“Dan Example (last active at 2:41pm) is also viewing this page.” or nothing."""
    if not others:
        return ""
    *first, last = [
        f"{one.user} (last active at {clock(one.seen_at)})" for one in others
    ]
    who = f"{', '.join(first)} and {last}" if first else last
    return f"{who} {'are' if first else 'is'} also viewing this page."
