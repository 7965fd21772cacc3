"""Cache of what was read or checked, for cells that are alike."""

MOST = 10_000


class Remembered(dict):
    """A dict that is emptied when full, so that a long file takes little memory."""

    def __setitem__(self, key, value):
        if len(self) >= MOST:
            self.clear()
        super().__setitem__(key, value)
