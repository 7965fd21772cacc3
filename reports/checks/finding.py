"""What a check found: what, where, why it matters, what to do."""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Model

from partnership.core.values.fingerprints import fingerprint
from reports.text.lines import Words


class Weight(StrEnum):
    """A stop bars publication; a warning wants an answer."""

    STOP = "stop"
    WARN = "warn"


@dataclass(frozen=True)
class Finding:
    """One finding of one check in one report.

    `what` is the fact in a sentence, `cure` what to do, `why` why it matters (the
    check's own unless given). `words` are the words in which it stands and `excerpt`
    the letters there; `offer` is what could stand in their place, a token or a
    spelling. `row` is the row to mend where it is data that is at fault. `about` tells
    one finding from another over time; it is `what` unless that changes too easily.
    """

    weight: Weight
    what: str
    cure: str
    why: str = ""
    words: Words | None = None
    section: str = ""
    place: str = ""
    excerpt: str = ""
    occurrence: int = 0
    offer: str = ""
    offer_words: str = ""
    row: Model | None = None
    about: str = ""
    check: str = ""

    @property
    def is_stop(self) -> bool:
        return self.weight is Weight.STOP

    @property
    def key(self) -> str:
        """The key of the section where it stands; empty for the whole document."""
        return self.section or (self.words.section if self.words else "")

    @property
    def where(self) -> str:
        return self.place or (self.words.place if self.words else "")

    @property
    def source(self) -> Model | None:
        """The row that somebody opens to put it right."""
        return self.row or (self.words.row if self.words else None)

    @property
    def fingerprint(self) -> str:
        """Names what was found, so that an answer holds as long as that stands."""
        named = "\n".join([self.check, self.key, self.about or self.what])
        return fingerprint(named, length=64)


def stop(what: str, cure: str, **given) -> Finding:
    return Finding(Weight.STOP, what, cure, **given)


def warn(what: str, cure: str, **given) -> Finding:
    return Finding(Weight.WARN, what, cure, **given)
