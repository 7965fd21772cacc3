"""Labels of an outline's texts for users: section and heading."""

from collections.abc import Iterable

from partnership.core.values import financial_years
from partnership.partners.local_terms import words_of
from reports import document_types
from reports.blocks import Use
from reports.document_types.outline import SectionSpec
from reports.models import Passage, Report

UNKNOWN = "Not in this document type"


def passage_label(passage: Passage) -> str:
    """The section and heading: “What we achieved in 2015-16, How we report”.

    The item of a repeated section is named by its key. Needs only the passage's report
    and the report's partnership.
    """
    if not document_types.is_known(passage.report):
        return UNKNOWN
    return _outlined(passage) or _added(passage) or UNKNOWN


def in_outline_order(report: Report, passages: Iterable[Passage]) -> list[Passage]:
    """The passages of a report in its order, then those that are not in its outline."""
    is_known = document_types.is_known(report)
    sections = document_types.of(report).sections if is_known else ()
    order = [used for section in sections for used in _texts(section)]

    def place(passage):
        found = _found(sections, passage.key)
        return order.index(found[1]) if found else len(order), passage.key

    return sorted(passages, key=place)


def with_report(passage: Passage) -> str:
    """The report, section and heading; the key if it is not in the outline."""
    known = document_types.is_known(passage.report)
    place = _outlined(passage) if known else ""
    return f"{passage.report}: {place or passage.key}"


def section_key_of(passage: Passage) -> str:
    """The key of the section that has the text; empty if the document has none."""
    report = passage.report
    if not document_types.is_known(report):
        return ""
    found = _found(document_types.of(report).sections, passage.key)
    if found is not None:
        section, _used, item = found
        return item or section.key
    return passage.key.removesuffix(".text") if _added(passage) else ""


def is_hidden(report: Report, key: str) -> bool:
    """Whether the report's template hides the section that has the text."""
    if not document_types.is_known(report):
        return False
    declared = document_types.of(report)
    return (
        _found(declared.sections, key) is None
        and _found(declared.hidden_sections, key) is not None
    )


def _outlined(passage: Passage) -> str:
    report = passage.report
    declared = document_types.of(report)
    # Hidden sections last: texts written for them are kept.
    found = _found([*declared.sections, *declared.hidden_sections], passage.key)
    if found is None:
        return ""
    section, used, item = found
    heading = used.options.get("heading", "")
    parts = (section.title or "Front sheet", item.replace("-", " "), heading)
    names = _names(report)
    words = ", ".join(
        part.format(**names, section=section.title) for part in parts if part
    )
    same_heading = [
        u for u in _texts(section) if u.options.get("heading", "") == heading
    ]
    number = (
        f" ({same_heading.index(used) + 1} of {len(same_heading)})"
        if len(same_heading) > 1
        else ""
    )
    return f"{words}{number}"


def _added(passage: Passage) -> str:
    """The title of the report's custom section that has the text, if any."""
    key = passage.key.removesuffix(".text")
    rows = passage.report.sections.filter(key=key, is_added=True)
    return rows.values_list("title", flat=True).first() or ""


def _found(
    sections: Iterable[SectionSpec], key: str
) -> tuple[SectionSpec, Use, str] | None:
    """The section, block and item of the text with this key."""
    for section in sections:
        for used in _texts(section):
            before, repeated, after = used.options["key"].partition("{item}")
            if key == before and not repeated:
                return section, used, ""
            if repeated and key.startswith(before) and key.endswith(after):
                return section, used, key[len(before) : len(key) - len(after)]
    return None


def _texts(section: SectionSpec) -> list[Use]:
    return [u for u in section.blocks if u.collect.__module__ == "reports.blocks.prose"]


def _names(report) -> dict[str, str]:
    partnership = report.partnership
    return {
        "partnership": partnership.name,
        "area": partnership.short_name,
        "year": report.years_label,
        "year_before": financial_years.label(report.year - 1),
        "year_after": financial_years.label((report.last_year or report.year) + 1),
        "period": report.period_label,
        "item": "",
        **words_of(partnership, *report.wording_years),
    }
