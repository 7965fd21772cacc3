"""Recognise errors caused by a full disk, whichever part of the system raises them."""

import errno
import re

FULL = {errno.ENOSPC, errno.EDQUOT}
WORDS = re.compile(r"disk is full|no space left on device|disk full|disk quota", re.I)
NO_SPACE = (
    "The server has no space left on its disk, so nothing was saved. Tell an "
    "administrator, and try again once there is space."
)


def is_disk_full(error: BaseException | None) -> bool:
    """Whether an error, or one that caused it, says that a disk is full."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in FULL:
            return True
        if type(error).__name__.endswith("Error") and WORDS.search(str(error)):
            return True
        error = error.__cause__ or error.__context__
    return False
