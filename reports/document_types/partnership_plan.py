"""The partnership plan: what a community safety partnership will do.

Required of every community safety partnership by regulation 10 of SI 2007/1830. In a
unitary area it does what the county’s agreement does elsewhere.
"""

from dataclasses import replace

from partnership.models.wording import local
from reports.document_types.community_safety_agreement import DOCUMENT_TYPE as AGREEMENT
from reports.document_types.community_safety_agreement import (
    SECTIONS as SECTIONS_OF_AGREEMENT,
)
from reports.document_types.outline import DocumentType

# The parts of the county’s agreement that are about its districts.
OF_DISTRICTS = {"districts", "district-achievements", "district-crime"}


def _of_districts(used) -> bool:
    return used.options.get("key") in OF_DISTRICTS


def _reworded(used):
    """The block with the plan’s name in place of the agreement’s."""
    options = {
        name: _in_plan(value) if isinstance(value, str) else value
        for name, value in used.options.items()
    }
    if "items" in options:
        options["items"] = tuple(
            item for item in options["items"] if "@section districts" not in item
        )
    return replace(used, options=options)


def _in_plan(words):
    return words.replace(
        "Purpose of the {agreement}", "Purpose of the {partnership_plan}"
    ).replace("this {agreement.short}", "this {partnership_plan.short}")


SECTIONS = tuple(
    replace(
        section,
        blocks=tuple(
            _reworded(used) for used in section.blocks if not _of_districts(used)
        ),
    )
    for section in SECTIONS_OF_AGREEMENT
    if section.key not in OF_DISTRICTS
)

DOCUMENT_TYPE = DocumentType(
    code="partnership-plan",
    name=local("{partnership_plan}"),
    title="{partnership_plan}",
    description="What partners in {area} will do in {year}, who leads each {priority} "
    "and how the funding is allocated.",
    sections=SECTIONS,
    at_a_glance=AGREEMENT.at_a_glance,
    about=AGREEMENT.about,
)
