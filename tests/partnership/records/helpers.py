"""Users, rows of every record type and posted forms for tests of the staff area."""

import pytest
from django.contrib.auth.models import Group, Permission

from partnership.core.models.registry import RECORD_TYPES
from tests import builders

BUILDERS = {
    "partnerships": "a_partnership",
    "partners": "a_partner",
    "groups": "a_group",
    "memberships": "a_membership",
    "people": "a_person",
    "posts": "a_post",
    "tenures": "a_tenure",
    "areas": "an_area",
    "coverage": "a_coverage",
    "websites": "a_website",
    "governance-links": "a_governance_link",
    "related-plans": "a_related_plan",
    "duties": "a_duty",
    "duty-evidence": "a_duty_evidence",
    "terms": "a_term",
    "aliases": "an_alias",
    "populations": "a_population",
    "local-terms": "a_local_term",
    "priorities": "a_priority",
    "strands": "a_strand",
    "leads": "a_lead",
    "priority-links": "a_priority_link",
    "achievements": "an_achievement",
    "commissioners-plans": "a_commissioners_plan",
    "objectives": "an_objective",
    "measures": "a_measure",
    "observations": "an_observation",
    "targets": "a_target",
    "reported-changes": "a_reported_change",
    "series-breaks": "a_series_break",
    "comparisons": "a_comparison",
    "settlements": "a_settlement",
    "allocations": "an_allocation",
    "instalments": "an_instalment",
    "lines": "a_line",
    "carry-forwards": "a_carry_forward",
    "returns": "a_return",
    "funds": "a_fund",
    "line-changes": "a_line_change",
    "documents": "a_report",
    "document-templates": "a_document_template",
    "passages": "a_passage",
    "sections": "a_section_override",
    "contributions": "a_contribution",
    "recommendations": "a_recommendation",
    "headline-figures": "a_headline_figure",
    "charts": "a_measure_chart",
    "front-matter": "a_front_matter",
    "pictures": "a_picture",
    "supplements": "a_supplement",
}


# One record type of each sort: with a figure, a period, inlines, choices and long text.
FEW = {"allocations", "observations", "partners", "priorities", "terms"}
EVERY = pytest.mark.parametrize("slug", sorted(RECORD_TYPES))
# For tests of the engine and not of what a record type declares.
FEW_UNLESS_LONG = pytest.mark.parametrize(
    "slug",
    [
        slug if slug in FEW else pytest.param(slug, marks=pytest.mark.long)
        for slug in sorted(RECORD_TYPES)
    ],
)


def build(slug, **kwargs):
    return getattr(builders, BUILDERS[slug])(**kwargs)


def officers() -> Group:
    return Group.objects.get(name="officer")


def an_officer(**kwargs):
    user = builders.a_user(**kwargs)
    user.groups.add(officers())
    return user


def user_with_permissions(*actions, slug):
    """An account with some of the permissions of one kind of row."""
    user = builders.a_user()
    for action in actions:
        app, _, code = RECORD_TYPES[slug].permission(action).partition(".")
        user.user_permissions.add(
            Permission.objects.get(content_type__app_label=app, codename=code)
        )
    return user


def posted(page, **changed):
    """What a page's form sends if nothing but `changed` is typed."""
    sheet = page.context["record_form"]
    data = {"began": page.context["began"]}
    forms = [sheet.form]
    for formset in sheet.all_formsets():
        forms += [formset.management_form, *formset.forms]
    for form in forms:
        for bound in form:
            data |= boxes(bound)
    return {k: v for k, v in data.items() if v is not None} | changed


def boxes(bound):
    """The names and values that a browser sends for one box."""
    name, value = bound.html_name, bound.value()
    widget = bound.field.widget
    if hasattr(widget, "split"):
        typed = widget.split(value)
        return {f"{name}_{p}": v for p, v in zip(widget.parts, typed, strict=True)}
    if value is None or value is False or value == []:
        return {}
    if value is True:
        return {name: "on"}
    if isinstance(value, list):
        return {name: [str(getattr(one, "pk", one)) for one in value]}
    return {name: str(value)}
