"""The home partnership as the public sees it."""

from types import SimpleNamespace

from partnership.core.releases.queries import public_rows


def public_home() -> SimpleNamespace | None:
    """The home partnership's published row; None until it is published."""
    for row in public_rows("partnership"):
        if row["is_home"]:
            return SimpleNamespace(**row)
    return None


def publisher_name() -> str:
    """Return the name of the home partnership, once it is published."""
    home = public_home()
    return home.name if home else "Community safety partnership"
