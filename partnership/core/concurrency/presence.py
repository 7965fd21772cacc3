"""Who else is viewing a page."""

import datetime as dt

from partnership.core.values.dates import clock

# A page that was not heard of for so long is closed.
HEARD_FOR = dt.timedelta(seconds=50)


def told(others) -> str:
    """“Dan Example (last seen at 2:41pm) has this page open too.” or nothing."""
    if not others:
        return ""
    *first, last = [f"{one.user} (last seen at {clock(one.seen_at)})" for one in others]
    who = f"{', '.join(first)} and {last}" if first else last
    return f"{who} {'have' if first else 'has'} this page open too."
