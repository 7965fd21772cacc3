"""Users, rows of every record type and posted forms for tests of the staff area."""

import pytest
from django.contrib.auth.models import Group, Permission

from partnership.core.models.registry import RECORD_TYPES
from partnership.core.models.registry import edit_url as place
from tests import builders

# Each builder has the name of its model; those of one sort of row have none.
BUILDERS = {
    build.__name__: build
    for name, build in vars(builders).items()
    if name.startswith(("a_", "an_")) and hasattr(build, "__name__")
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
    return BUILDERS[RECORD_TYPES[slug].model.__name__](**kwargs)


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


def change(client, row, follow=False, **changed):
    """Open the form of a record, type `changed` and save it."""
    data = posted(client.get(place(row)), **changed)
    return client.post(place(row), data, follow=follow)


def conflict(officer, other, row, mine, theirs):
    """The answer to an officer whose form was open while another saved."""
    data = posted(officer.get(place(row)), **mine)
    change(other, row, **theirs)
    return officer.post(place(row), data)


def sent(answer):
    """What a page in between sends on: all that was typed before it."""
    data = {}
    for name, value in answer.context["sent"]:
        data.setdefault(name, []).append(value)
    return data


def joined(answer):
    """What the page of a conflict sends but for the choices."""
    return sent(answer) | {"merged": answer.context["comparison"].current.combined}


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
