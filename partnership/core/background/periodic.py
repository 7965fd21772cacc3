"""Work that is due at a time, such as emails to try again.

Each function registered here looks for what is due and enqueues a task for it. The
worker calls them all every 30 seconds; `manage.py enqueue_due_work` does so once, for
sites with another task backend. What is due is stored in a row, so nothing is lost
while no worker runs.
"""

import datetime as dt
import logging
from collections.abc import Callable

logger = logging.getLogger(__name__)

EVERY = dt.timedelta(seconds=30)
FUNCTIONS: list[Callable[[], None]] = []


def periodic(function):
    """Register a function that enqueues what is due."""
    FUNCTIONS.append(function)
    return function


def enqueue_due_work() -> None:
    """Call every function; an error in one does not stop the others."""
    for function in FUNCTIONS:
        try:
            function()
        except Exception:
            logger.exception("Periodic work %s failed", function.__name__)
