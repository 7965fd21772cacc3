"""Document templates: new types and versions, and changes of their sections."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy

from anyascii import anyascii
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.text import slugify

from partnership.core.models.natural_keys import generate_code
from partnership.core.values.fingerprints import fingerprint
from partnership.models import Partnership
from reports import document_types
from reports.blocks import Empty
from reports.document_types import outlines
from reports.document_types.catalogue import NAMES, block_types
from reports.document_types.outline import DocumentType
from reports.models import DocumentTemplate, Report

# How many earlier versions of a template are searched for a section.
MOST_VERSIONS = 50
IN_USE = "Documents use this version, so it cannot be changed. Create a new version"


class InvalidChange(ValueError):
    """Raised when a template cannot be changed; the message says why."""


class Conflict(InvalidChange):
    """Raised when someone else has changed a section since its page was shown."""


def base_of(template: DocumentTemplate) -> DocumentType | None:
    """The type in the code that a template is based on, if any."""
    code = template.based_on or template.document_type
    return document_types.DOCUMENT_TYPES.get(code)


def outline_of(template: DocumentTemplate) -> list[dict]:
    """The sections of a template; those of its type if it has none of its own."""
    base = base_of(template)
    return deepcopy(template.outline) or (outlines.stored(base) if base else [])


def current_or_first(partnership: Partnership, code: str) -> DocumentTemplate:
    """The latest version of a partnership's template for a type, or a first one."""

    def latest():
        return DocumentTemplate.objects.current(partnership.pk, code)

    return latest() or _once(latest, None, lambda: for_type(partnership, code))


def next_version(template: DocumentTemplate) -> DocumentTemplate:
    """A new version, or the one that someone else creates at the same time."""

    def latest():
        return DocumentTemplate.objects.current(
            template.partnership_id, template.document_type
        )

    return _once(latest, latest(), lambda: new_version(template))


def _once(latest, before, create) -> DocumentTemplate:
    """The result of creating, or the latest version if it was created meanwhile."""
    try:
        with transaction.atomic():
            return create()
    except (InvalidChange, IntegrityError):
        found = latest()
        if found is None or found == before:
            raise
        return found


def for_type(partnership: Partnership, code: str) -> DocumentTemplate:
    """The first version of a partnership's template for a type in the code."""
    declared = document_types.get(code)
    return _create(
        partnership=partnership,
        name=str(declared.name)[:120],
        document_type=code,
        based_on=code,
        outline=outlines.stored(declared),
    )


def new_type(
    partnership: Partnership,
    name: str,
    source: DocumentTemplate | DocumentType | None = None,
) -> DocumentTemplate:
    """A type of the partnership's own: a copy of another one, or with one section."""
    name = " ".join(name.split())
    if not name:
        raise InvalidChange("Enter a name for the document type")
    code = slugify(anyascii(name))[:60].strip("-")
    if not code:
        raise InvalidChange("The name must include at least one letter or number")
    taken = DocumentTemplate.objects.filter(
        partnership=partnership, document_type=code
    ).exists()
    if taken or code in document_types.DOCUMENT_TYPES:
        raise InvalidChange(
            f"There is already a document type with the web address “{code}”. Enter a "
            "different name"
        )
    values: dict = {"partnership": partnership, "name": name, "document_type": code}
    if isinstance(source, DocumentTemplate):
        base = base_of(source)
        values |= {"based_on": base.code if base else "", "style": source.style}
        values |= {"title": name, "description": source.description}
        values["outline"] = outline_of(source)
    elif source is not None:
        values |= {"based_on": source.code, "title": name}
        values["outline"] = outlines.stored(source)
    else:
        values |= {"title": name, "style": DocumentTemplate.Style.PAPER}
        values["outline"] = [
            {
                "key": "introduction",
                "title": "Introduction",
                "numbering": "none",
                "blocks": [{"block": "prose", "options": {"key": "introduction.text"}}],
            }
        ]
    return _create(**values)


def new_version(template: DocumentTemplate) -> DocumentTemplate:
    """A copy of a template as the next version, which can be changed."""
    last = DocumentTemplate.objects.current(
        template.partnership_id, template.document_type
    )
    names = ["name", "document_type", "based_on", "title", "description", "style"]
    return _create(
        partnership=template.partnership,
        version=last.version + 1,
        outline=outline_of(template),
        **{name: getattr(template, name) for name in names},
    )


def drafts_of_other_versions(template: DocumentTemplate) -> QuerySet[Report]:
    """The drafts of the template's type and partnership that do not use it."""
    return Report.objects.filter(
        partnership=template.partnership_id,
        document_type=template.document_type,
        status=Report.Status.DRAFT,
    ).exclude(template=template)


@transaction.atomic
def use_in_drafts(template: DocumentTemplate) -> int:
    """Use the newest version in all drafts of its type; return how many."""
    versions = DocumentTemplate.objects.select_for_update()
    if template != versions.current(template.partnership_id, template.document_type):
        raise InvalidChange("Drafts use the latest version only. Open that version")
    rows = drafts_of_other_versions(template).select_for_update(of=("self",))
    found = list(rows)
    for report in found:
        report.template = template
        report._change_reason = f"Version {template.version} of the template used"
        report.save()
    return len(found)


def _create(**values) -> DocumentTemplate:
    row = DocumentTemplate(**values)
    row.code = generate_code(DocumentTemplate, {"name": row.document_type})
    _save(row, "Document template created")
    return row


def _save(row, reason):
    if found := next(outlines.problems(row.outline), ""):
        raise InvalidChange(found)
    try:
        row.full_clean()
    except ValidationError as error:
        raise InvalidChange(" ".join(error.messages)) from None
    row._change_reason = reason[:300]
    row.save()


@contextmanager
def _changing(template: DocumentTemplate, reason: str) -> Iterator[list[dict]]:
    """Lock a template and save the changes made to its outline in the block."""
    with transaction.atomic():
        row = DocumentTemplate.objects.select_for_update().get(pk=template.pk)
        if row.is_used:
            raise InvalidChange(IN_USE)
        outline = outline_of(row)
        yield outline
        row.outline = outline
        _save(row, reason)


def section_of(outline: list[dict], key: str) -> dict:
    """The section with a key. Raises InvalidChange if there is none."""
    for section in outline:
        if section["key"] == key:
            return section
    raise InvalidChange(
        "This section is no longer in the template. Select another section"
    )


def move(template: DocumentTemplate, key: str, up: bool) -> None:
    """Swap a section with the one before or after it."""
    with _changing(template, "Section moved") as outline:
        here = outline.index(section_of(outline, key))
        there = here - 1 if up else here + 1
        if not 0 <= there < len(outline):
            which = "first" if up else "last"
            raise InvalidChange(f"This is already the {which} section")
        if not outline[min(here, there)]["title"]:
            raise InvalidChange("The front sheet is always first")
        outline[here], outline[there] = outline[there], outline[here]


def hide(template: DocumentTemplate, key: str) -> None:
    """Hide a section in new documents; its place and its blocks are kept."""
    with _changing(template, "Section hidden") as outline:
        section_of(outline, key)["is_included"] = False


def unhide(template: DocumentTemplate, key: str) -> None:
    with _changing(template, "Section shown") as outline:
        section_of(outline, key).pop("is_included", None)


def add_section(
    template: DocumentTemplate, title: str, numbering: str, repeat: str, block: str
) -> str:
    """Add a section with one block before the appendices; return its key."""
    title = " ".join(title.split())
    if not title:
        raise InvalidChange("Enter a section title")
    with _changing(template, f"Section “{title}” added") as outline:
        if outlines.is_repeated(outline, repeat):
            raise InvalidChange(outlines.only_one(repeat))
        if title in {section.get("title") for section in outline}:
            raise InvalidChange(f"There is already a section “{title}”")
        taken = {section["key"] for section in outline}
        key = _free(slugify(anyascii(title))[:50] or "section", taken)
        section: dict = {
            "key": key,
            "title": title,
            "numbering": numbering,
            "blocks": [],
        }
        if repeat:
            section["repeat"] = repeat
        section["blocks"] = [new_block(outline, section, block)]
        place = len(outline)
        if numbering in ("section", "none"):
            place = next(
                (
                    number
                    for number, earlier in enumerate(outline)
                    if earlier.get("numbering") in ("appendix", "annex")
                ),
                place,
            )
        outline.insert(place, section)
    return key


def _free(start: str, taken) -> str:
    key, number = start, 2
    while key in taken:
        key, number = f"{start}-{number}", number + 1
    return key


def section_fingerprint(section: dict) -> str:
    """A fingerprint of a section, to tell whether it was changed."""
    return fingerprint(outlines.DEFAULTS | section)


def earlier_section(template: DocumentTemplate, key: str, state: str) -> dict | None:
    """The section as it was in this state, from the template's history."""
    for version in template.history.order_by("-history_id")[:MOST_VERSIONS]:
        for section in outline_of(version):
            if section["key"] == key and section_fingerprint(section) == state:
                return outlines.DEFAULTS | section
    return None


def save_section(
    template: DocumentTemplate, key: str, changed: dict, state: str | None = None
) -> None:
    """Replace the title, number and blocks of a section; its key stays.

    Raises Conflict if a `state` is given and the section no longer has it.
    """
    name = changed["title"] or "Front sheet"
    with _changing(template, f"Section “{name}” changed") as outline:
        here = outline.index(section_of(outline, key))
        if state is not None and section_fingerprint(outline[here]) != state:
            raise Conflict("Someone else has changed this section")
        changed = {**outline[here], **changed, "key": key}
        outline[here] = outlines.without_defaults(changed)


def add_block(template: DocumentTemplate, key: str, block: str) -> None:
    with _changing(template, "Block added") as outline:
        section = section_of(outline, key)
        section["blocks"].append(new_block(outline, section, block))


def new_block(outline: list[dict], section: dict, name: str) -> dict:
    """A block as a type in the code uses it, with keys that are free here.

    The first text of a section always has the same key, so that removed text comes back
    with its block.
    """
    found = block_types().get(name)
    if found is None:
        raise InvalidChange("Select what to add")
    taken = {
        block["options"].get("key")
        for item in [*outline, section]
        for block in item["blocks"]
    }
    if name == "prose":
        start = section["key"]
        own = f"{start}.{{item}}" if section.get("repeat") else f"{start}.text"
        if own in taken:
            own = _free(f"{own}.text" if section.get("repeat") else own, taken)
        return {"block": name, "options": {"key": own}}
    block = _as_declared(name) or {"block": name, "options": {}}
    options = block["options"]
    if "key" in found.options:
        options["key"] = _free(f"{section['key']}-{name}".replace("_", "-"), taken)
    if "caption" in found.options and not options.get("caption"):
        options["caption"] = NAMES[name]
    if block.get("empty") == Empty.STOP.name.lower():
        block["empty"] = Empty.NOTHING_REPORTED.name.lower()
    return block


def _as_declared(name: str) -> dict | None:
    """The first use of a block in the types of the code."""
    for declared in document_types.DOCUMENT_TYPES.values():
        for section in outlines.stored(declared):
            for block in section["blocks"]:
                if block["block"] == name:
                    return deepcopy(block)
    return None
