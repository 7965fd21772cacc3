"""The supplements of a document: files that are published with it, with their type."""

from dataclasses import dataclass, field
from typing import ClassVar

from reports.document.files import Supplement
from reports.document.tree import FileBlock


@dataclass
class Supplements(FileBlock):
    """The list of supplements; `base` is the address of the document."""

    template: ClassVar[str] = "supplements"

    items: list[Supplement] = field(default_factory=list)
