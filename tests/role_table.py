"""Every address of the site, an example of each, and the table that says who may.

The table is in docs/roles.md and nowhere else. Whoever adds an address adds its row
there; if the address has parts that vary, an example of them goes into EXAMPLES.
"""

import re
from dataclasses import dataclass

from django.conf import settings
from django.contrib.admindocs.views import simplify_regex
from django.db import connection, transaction
from django.urls import get_resolver, reverse

from partnership.accounts import services
from partnership.core.models import registry
from partnership.models import Partnership, Term
from reports.publication import publish
from tests import builders

TABLE = settings.BASE_DIR / "docs" / "roles.md"
NOBODY = "nobody"
COLUMNS = [NOBODY, "member", "contributor", "officer", "publisher", "admin"]
OUTCOMES = {"open", "sign in", "refused", "not found"}
ADMIN = "/admin/…"
# Files that are no pages.
SKIPPED = ("static/", "media/")


def _home():
    return Partnership.objects.home() or builders.a_home_partnership()


def _document():
    """A draft with too little in it to be made whole, so that no PDF is laid out."""
    number = next(builders.numbers)
    report = builders.a_report(partnership=_home(), period=f"draft-{number}")
    return {"kind": report.kind, "rest": report.period}


def _paper():
    """The number of a draft that can be shown section by section, if not whole."""
    return {"pk": builders.a_report(partnership=_home(), period=_period()).pk}


def _period():
    return f"draft-{next(builders.numbers)}"


def _section():
    return {**_paper(), "key": "foreword"}


def _edition():
    report = builders.a_report(partnership=_home(), period=_period())
    content = {"document": {}, "page": dict.fromkeys(publish.ON_PAGE, "")}
    content["page"] |= {"body": "", "contents": [], "notices": []}
    builders.an_edition(report=report, content=content)
    return {"kind": report.kind, "rest": report.period, "number": 1}


def _editions():
    return {name: part for name, part in _edition().items() if name != "number"}


def _record():
    return {"record": registry.record_type_of(Term)}


def _row():
    return {**_record(), "pk": builders.a_term().pk}


def _version():
    row = builders.a_term()
    return {**_record(), "pk": row.pk, "version": row.history.first().pk}


def _somebody():
    return {"pk": builders.a_user(name="Jo Example").pk}


def _password_link():
    path = services.password_link(builders.a_user())
    uid, _, key = path.rstrip("/").rpartition("/")[2].partition("-")
    return {"uidb36": uid, "key": key}


# What stands for the parts of an address that vary, by the name of its view. Each is
# made anew for every walk, with rows of its own.
EXAMPLES = {
    "accounts:link": _somebody,
    "accounts:deactivate": _somebody,
    "accounts:reactivate": _somebody,
    "accounts:user": _somebody,
    "accounts:two_step": _somebody,
    "account_reset_password_from_key": _password_link,
    "openid_connect_login": lambda: {"provider_id": "council"},
    "openid_connect_callback": lambda: {"provider_id": "council"},
    "partnership:partner_detail": lambda: {"code": builders.a_partner().code},
    "partnership:partnership_detail": lambda: {"code": builders.a_partnership().code},
    "priorities:priority_detail": lambda: {"code": builders.a_priority().code},
    "priorities:measure_detail": lambda: {"code": builders.a_measure().code},
    "funding:fund_ledger": lambda: {
        "code": builders.a_settlement(partnership=_home()).fund.code
    },
    "funding:my_return": lambda: {"pk": builders.a_return().pk},
    "funding:my_return_check": lambda: {"pk": builders.a_return().pk},
    "reports:my_part": lambda: {"pk": builders.a_contribution().pk},
    "reports:my_part_check": lambda: {"pk": builders.a_contribution().pk},
    "editor:report": _paper,
    "editor:section": _section,
    "editor:preview": _section,
    "editor:sections": _paper,
    "editor:figures": _paper,
    "editor:references": _paper,
    "documents:check_results": _paper,
    "documents:check_results_file": _paper,
    "documents:link_figures": _paper,
    "documents:accept_warnings": _paper,
    "documents:preview": _paper,
    "documents:pdf": _paper,
    "documents:pdf_file": _paper,
    "documents:publish": _paper,
    "funding:edit_table": lambda: {"pk": builders.a_settlement(partnership=_home()).pk},
    "records:list": _record,
    "records:add": _record,
    "records:bulk_action": _record,
    "records:export": lambda: {**_record(), "extension": "csv"},
    "records:import": _record,
    "records:import_template": lambda: {**_record(), "extension": "csv"},
    "records:import_rows": lambda: {**_record(), "extension": "csv"},
    "records:import_preview": lambda: {**_record(), "key": "0" * 32},
    "records:import_errors": lambda: {
        **_record(),
        "key": "0" * 32,
        "extension": "csv",
    },
    "records:edit": _row,
    "records:delete": _row,
    "records:history": _row,
    "records:restore": _version,
    "reports:editions": _editions,
    "reports:edition": _edition,
    "reports:edition_json": _edition,
    "reports:edition_pdf": _edition,
    "reports:document": _document,
    "reports:document_pdf": _document,
    "reports:document_json": _document,
}


@dataclass(frozen=True)
class Route:
    """One address and one way to use it: `get` opens it, `post` sends to it."""

    address: str
    name: str
    method: str
    varies: bool

    @property
    def key(self):
        return f"send to {self.address}" if self.method == "post" else self.address

    def url(self):
        if self.address == ADMIN:
            return reverse("admin:index")
        if not self.varies:
            return reverse(self.name)
        if self.name not in EXAMPLES:
            raise AssertionError(
                f"{self.address} has parts that vary. Add an example of them to "
                f'EXAMPLES in tests/role_table.py, like "{self.name}": '
                f'lambda: {{"code": builders.a_measure().code}},'
            )
        return reverse(self.name, kwargs=EXAMPLES[self.name]())


def routes():
    """All of them, in the order in which they are tried; the administration is one."""
    return [Route(ADMIN, "admin:index", "get", varies=False), *_walk(get_resolver())]


def _walk(resolver, before="", namespaces=()):
    for pattern in resolver.url_patterns:
        path = before + _readable(pattern.pattern)
        if path.startswith(("admin/", *SKIPPED)):
            continue
        if hasattr(pattern, "url_patterns"):
            inner = [*namespaces, *([pattern.namespace] if pattern.namespace else [])]
            yield from _walk(pattern, path, inner)
        else:
            name = ":".join([*namespaces, pattern.name or path])
            for method in _methods(pattern.callback):
                yield Route(f"/{path}", name, method, varies="<" in path)


def _readable(pattern):
    if hasattr(pattern, "_route"):
        return re.sub(r"<\w+:(\w+)>", r"<\1>", str(pattern))
    return simplify_regex(str(pattern)).lstrip("/")


def _methods(view):
    """How a view can be used; of a plain function, both ways."""
    given = getattr(view, "view_class", None)
    if given is None:
        return ["get", "post"]
    return [
        method
        for method in ["get", "post"]
        if hasattr(given, method) and method in given.http_method_names
    ]


def table():
    """What docs/roles.md says: for each address, the outcome in each column."""
    rows = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) == len(COLUMNS) + 1 and "`" in cells[0]:
            rows[cells[0].replace("`", "")] = dict(zip(COLUMNS, cells[1:], strict=True))
    return rows


def line(route, outcomes):
    """The row to write for a route."""
    key = route.key.replace(route.address, f"`{route.address}`")
    return f"| {key} | {' | '.join(outcomes)} |"


def holders():
    """Somebody for each column; a stranger for the first."""
    people = {NOBODY: None}
    for role in COLUMNS[1:]:
        user = builders.a_user(name=f"Sample {role}")
        services.give_roles(user, [role])
        people[role] = user
    return people


def outcome(client, route, user, url):
    """What comes of it, and which tables it changed; afterwards all is as before."""
    client.logout()
    if user is not None:
        client.force_login(user)
    if route.method == "get":
        response = client.get(url, follow=True)
        if response.streaming:
            list(response.streaming_content)  # to its end, which closes the file
        return verdict(response, user), []
    client.get(reverse("account_inactive"))  # so that the visit is noted by now
    with transaction.atomic():
        before = fingerprints()
        response = client.post(url)
        after = fingerprints()
        transaction.set_rollback(True)
    changed = sorted(name for name in after if after[name] != before[name])
    return verdict(response, user), changed


def verdict(response, user):
    way = [url for url, _ in getattr(response, "redirect_chain", [])]
    way.append(getattr(response, "url", ""))
    if user is None and any(url.startswith(reverse("account_login")) for url in way):
        return "sign in"
    return {403: "refused", 404: "not found"}.get(response.status_code, "open")


def fingerprints():
    """What each table holds, but for sessions and counted tries."""
    with connection.cursor() as cursor:
        found = {}
        for name in connection.introspection.table_names(cursor):
            if name not in {"django_session", "cache"}:
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")
                found[name] = sorted(map(repr, cursor.fetchall()))
        return found
