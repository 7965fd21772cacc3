"""What has been read or checked once, for cells that say the same."""

MOST = 20_000


class Remembered(dict):
    """A dict that starts again when it is full, so a long file needs little room."""

    def __setitem__(self, key, value):
        if len(self) >= MOST:
            self.clear()
        super().__setitem__(key, value)
