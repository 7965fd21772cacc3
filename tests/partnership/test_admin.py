"""Django’s admin: every page opens, imports are previewed, permissions apply."""

# One module, because the base of all admin pages is tested here in one flow.

import datetime as dt

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from funding.models import Allocation, Fund, Settlement
from funding.queries.differences import WHAT_TO_DO
from partnership.admin.base import RecordAdmin
from partnership.core.imports import uploads
from partnership.core.imports.resource import NaturalKeyResource
from partnership.core.models.natural_keys import tracked_models
from partnership.models import Area, DutyEvidence, Person
from tests import builders

pytestmark = pytest.mark.django_db

BUILDERS = {
    "partnership": "area partner partnership coverage website group membership "
    "governance_link person post tenure related_plan duty duty_evidence term user",
    "priorities": "commissioners_plan objective priority succession strand lead "
    "measure observation stated_change comparison target achievement",
    "funding": "fund settlement line line_change allocation carry_forward return",
    "reports": "report front_matter section passage headline_figure recommendation "
    "contribution publication rendition acceptance",
}
NAMES = [(app, name) for app, names in BUILDERS.items() for name in names.split()]
KEPT = {"publication", "rendition", "acceptance"}
NOT_HERE = {"AutosavedDraft", "Presence"}
MODELS = [
    model
    for app in BUILDERS
    for model in tracked_models(app)
    if model.__name__ not in NOT_HERE
]


def build(name):
    article = "an" if f"an_{name}" in vars(builders) else "a"
    return getattr(builders, f"{article}_{name}")()


def address(model, page, *args):
    return reverse(
        f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args
    )


@pytest.fixture
def officer(client):
    """A client signed in with the rights of an officer."""
    user = builders.a_user(is_staff=True)
    user.groups.add(Group.objects.get(name="officer"))
    client.force_login(user)
    client.user = user
    return client


@pytest.fixture
def boss(client):
    client.force_login(builders.a_user(is_staff=True, is_superuser=True))
    return client


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_model_is_there_with_its_resource(model):
    page = admin.site._registry[model]

    if isinstance(page, RecordAdmin):
        [resource] = page.resource_classes
        assert issubclass(resource, NaturalKeyResource)
        assert resource._meta.model is model
        assert page.search_fields
    else:
        assert model.__name__ in {"User", "Edition", "DraftPdf", "AcceptedWarning"}


@pytest.mark.parametrize(("app", "name"), NAMES)
def test_list_add_and_change_pages_open(app, name, boss, media_root):
    row = build(name)
    model = type(row)

    pages = [address(model, "changelist"), address(model, "change", row.pk)]
    if name not in KEPT:
        pages.append(address(model, "add"))

    for page in pages:
        response = boss.get(page)
        assert response.status_code == 200, page
    shown = boss.get(address(model, "changelist"), {"q": "e"})
    assert shown.status_code == 200


@pytest.mark.parametrize(("app", "name"), NAMES)
def test_queries_of_a_list_do_not_grow_with_its_rows(
    app, name, boss, media_root, django_assert_max_num_queries
):
    model = type(build(name))
    page = address(model, "changelist")
    boss.get(page)  # content types are asked for once

    def queries():
        with django_assert_max_num_queries(100) as counted:
            assert boss.get(page).status_code == 200
        return len(counted)

    one = queries()
    build(name), build(name)
    assert queries() == one


@pytest.mark.parametrize("model", sorted(KEPT))
def test_editions_can_only_be_looked_at(model, boss, media_root):
    row = build(model)

    assert boss.get(address(type(row), "add")).status_code == 403
    assert boss.post(address(type(row), "change", row.pk), {}).status_code == 403
    assert boss.post(address(type(row), "delete", row.pk)).status_code == 403


def test_year_is_typed_and_shown_as_people_write_it(officer):
    row = builders.a_duty_evidence(year=2016)
    page = address(DutyEvidence, "change", row.pk)

    assert 'value="2016-17"' in officer.get(page).content.decode()
    assert (
        "2016-17" in officer.get(address(DutyEvidence, "changelist")).content.decode()
    )
    officer.post(
        page,
        {
            "duty": row.duty_id,
            "partnership": row.partnership_id,
            "year": "2017/18",
            "evidence": "Words",
        },
    )

    row.refresh_from_db()
    assert (row.year, row.evidence) == (2017, "Words")


def settlement_form(settlement, *lines, **fields):
    """What the page of a settlement posts: `lines` are pairs of line and amount."""
    data = {
        "fund": settlement.fund_id,
        "partnership": settlement.partnership_id,
        "year": "2016-17",
        "total_gbp": "778,813",
        "reason": "",
        "qualifier": "exact",
        "allocations-TOTAL_FORMS": len(lines),
        "allocations-INITIAL_FORMS": 0,
        **fields,
    }
    for number, (line, amount) in enumerate(lines):
        data |= {
            f"allocations-{number}-line": line.pk,
            f"allocations-{number}-amount_gbp": amount,
            f"allocations-{number}-qualifier": "exact",
        }
    return data


@pytest.fixture
def settlement():
    return builders.a_settlement(total_gbp=778813)


def line_of(settlement):
    return builders.a_line(fund=settlement.fund, partnership=settlement.partnership)


def test_different_sums_are_saved_with_a_warning(officer, settlement):
    data = settlement_form(settlement, (line_of(settlement), "768,813"))
    page = address(Settlement, "change", settlement.pk)

    shown = officer.post(page, data, follow=True).content.decode()

    assert Allocation.objects.get().amount_gbp == 768813
    assert "The lines add up to £768,813, but the settlement is £778,813." in shown
    assert WHAT_TO_DO in shown


def test_explained_difference_is_no_warning(officer, settlement):
    data = settlement_form(
        settlement,
        (line_of(settlement), "768,813"),
        difference_explained="The rest was returned.",
    )
    page = address(Settlement, "change", settlement.pk)

    shown = officer.post(page, data, follow=True).content.decode()

    assert Allocation.objects.exists()
    assert "add up to" not in shown


def test_number_with_a_reason_is_an_error_at_the_number(officer, settlement):
    data = settlement_form(settlement, reason="not-given")
    page = address(Settlement, "change", settlement.pk)

    form = officer.post(page, data).context["adminform"].form

    assert form.errors == {
        "total_gbp": ["Enter a figure or select a reason there is none, not both"]
    }


def test_names_are_escaped_in_lists_and_warnings(officer, settlement):
    hostile = "<script>alert(1)</script>"
    heading = line_of(settlement)
    heading.label = hostile
    heading.save()
    below = line_of(settlement)
    below.parent = heading
    below.save()
    data = settlement_form(settlement, (heading, "10"), (below, "5"))

    page = officer.post(address(Settlement, "change", settlement.pk), data, follow=True)
    rows = officer.get(address(Allocation, "changelist"))

    for response in (page, rows):
        assert hostile not in response.content.decode()
    assert "&lt;script&gt;" in page.content.decode()
    assert "&lt;script&gt;" in rows.content.decode()


def test_rich_text_has_hints_on_markup_and_figure_codes(officer):
    from priorities.models import Priority

    shown = officer.get(address(Priority, "add")).content.decode()

    assert "[=total community-safety-fund 2016-17]" in shown


# Import and export


def upload(client, model, text, name="people.csv"):
    data = text if isinstance(text, bytes) else text.encode()
    file = SimpleUploadedFile(name, data)
    return client.post(address(model, "import"), {"resource": "0", "import_file": file})


def confirm(client, model, preview):
    initial = preview.context["confirm_form"].initial
    return client.post(address(model, "process_import"), initial, follow=True)


def test_upload_preview_and_confirmation(officer, media_root):
    builders.a_person(code="bo", name="Bo Example")

    preview = upload(officer, Person, "code,name\nann,Ann <b>\nbo,Bo Other\n")

    shown = preview.content.decode()
    assert "1 new, 1 changed, 0 unchanged." in shown
    assert "Ann &lt;b&gt;" in shown
    assert "<del>Bo Example</del> <ins>Bo Other</ins>" in shown
    assert Person.objects.count() == 1

    done = confirm(officer, Person, preview)

    assert "Imported: 1 new, 1 changed, 0 unchanged." in done.content.decode()
    assert set(Person.objects.values_list("code", "name")) == {
        ("ann", "Ann <b>"),
        ("bo", "Bo Other"),
    }
    assert list(media_root.glob("imports/*")) == []


def test_bad_row_is_named_and_cannot_be_confirmed(officer, media_root):
    preview = upload(officer, Area, "code,name,kind\na,Ashire,county\nb,Bshire,land\n")

    shown = preview.content.decode()
    assert "Row 3, column kind: “land” is not an option" in shown
    assert "confirm_form" not in preview.context
    assert list(media_root.glob("imports/*")) == []


def test_row_that_has_become_bad_saves_nothing_on_confirmation(officer, media_root):
    funder = builders.a_partner(code="funder")
    text = "code,name,funder\na,Fund A,funder\nb,Fund B,funder\n"
    preview = upload(officer, Fund, text)
    builders.a_fund(code="other", name="Fund B", funder=funder)

    shown = confirm(officer, Fund, preview).content.decode()

    assert "Nothing has been imported." in shown
    assert "Row 3, column name: Fund with this Name already exists." in shown
    assert set(Fund.objects.values_list("code", flat=True)) == {"other"}


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (
            b"\xd0\xcf\x11\xe0",
            "figures.xlsx",
            "password-protected or in the old XLS format",
        ),
        (b"PK\x03\x04", "figures.xlsx", "cannot be opened"),
        (b"code\na", "figures.ods", "must be XLSX or CSV"),
        (b"code\n\0", "figures.csv", "contains invalid characters"),
        (b"name\nAnn", "figures.csv", "must have these columns: code. Missing: code"),
    ],
)
def test_file_that_is_not_read_is_refused_in_one_sentence(
    officer, media_root, data, name, words
):
    shown = upload(officer, Person, data, name).content.decode()

    assert words in shown
    assert "Error" not in shown.partition("</head>")[2]
    assert list(media_root.glob("imports/*")) == []


def test_preview_of_somebody_else_cannot_be_confirmed(officer, media_root):
    preview = upload(officer, Person, "code,name\nann,Ann\n")
    other = builders.a_user(is_staff=True)
    other.groups.add(Group.objects.get(name="officer"))
    officer.force_login(other)

    shown = confirm(officer, Person, preview).content.decode()

    assert uploads.EXPIRED in shown
    assert Person.objects.count() == 0


def test_file_changed_after_its_preview_is_not_imported(officer, media_root):
    preview = upload(officer, Person, "code,name\nann,Ann\n")
    [stored] = media_root.glob("imports/*")
    stored.write_text("code,name\nann,Somebody else\n")

    assert uploads.EXPIRED in confirm(officer, Person, preview).content.decode()
    assert Person.objects.count() == 0


def test_uploads_that_nobody_confirms_go_within_the_hour(officer, media_root):
    upload(officer, Person, "code,name\nann,Ann\n")

    uploads.sweep()
    assert len(list(media_root.glob("imports/*"))) == 1
    uploads.sweep(now=timezone.now() + dt.timedelta(seconds=3700))
    assert list(media_root.glob("imports/*")) == []


@pytest.mark.parametrize(
    ("codes", "page", "status"),
    [
        ([], "import", 403),
        ([], "export", 403),
        (["view", "add"], "import", 403),
        (["view", "change"], "import", 403),
        (["view", "add", "change"], "import", 200),
        (["add", "change"], "export", 403),
        (["view"], "export", 200),
    ],
)
def test_import_needs_add_and_change_export_needs_view(client, codes, page, status):
    builders.a_person(name="Not for everybody")
    user = builders.a_user(is_staff=True)
    user.user_permissions.set(
        Permission.objects.filter(codename__in=[f"{code}_person" for code in codes])
    )
    client.force_login(user)

    response = client.get(address(Person, page))

    assert response.status_code == status
    assert "Not for everybody" not in response.content.decode()
    confirmed = client.post(address(Person, "process_import"), {})
    assert confirmed.status_code == (302 if {"add", "change"} <= {*codes} else 403)


@pytest.mark.parametrize(("number", "ending"), [(0, "xlsx"), (1, "csv"), (2, "ods")])
def test_export_in_three_formats(officer, number, ending):
    builders.a_person(code="ann", name="=1+1")

    response = officer.post(
        address(Person, "export"), {"format": number, "resource": "0"}
    )

    assert f'.{ending}"' in response["Content-Disposition"]
    if ending == "csv":
        assert response.content.decode("utf-8-sig").splitlines() == [
            "code,title,name",
            "ann,,'=1+1",
        ]


def test_admin_cannot_raise_anybody_above_themselves(client):
    user = builders.a_user(is_staff=True)
    user.groups.add(Group.objects.get(name="admin"))
    top = builders.a_user(is_staff=True, is_superuser=True)
    client.force_login(user)

    own = client.get(address(type(user), "change", user.pk))
    assert "is_superuser" not in own.context["adminform"].form.fields
    assert client.post(address(type(user), "change", top.pk), {}).status_code == 403
    assert client.post(address(type(user), "delete", top.pk)).status_code == 403
    password = reverse("admin:auth_user_password_change", args=[top.pk])
    assert client.get(password).status_code == 403
