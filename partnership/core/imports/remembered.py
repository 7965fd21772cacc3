"""A cache of results for cells with the same value."""

MOST = 10_000


class Remembered(dict):
    """A dict that is emptied when full, so that a long file takes little memory."""

    def __setitem__(self, key, value):
        if len(self) >= MOST:
            self.clear()
        super().__setitem__(key, value)
