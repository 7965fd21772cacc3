"""Every URL of the site, an example of each, and the table of who can open it.

The table is in docs/access.md only. If you add a URL, add its row there; if the URL has
parameters, add an example of them to EXAMPLES.
"""

import re
from dataclasses import dataclass

from django.conf import settings
from django.contrib.admindocs.views import simplify_regex
from django.db import connection, transaction
from django.urls import get_resolver, reverse

from partnership.accounts import services
from partnership.core.models import ImportRun, registry
from partnership.models import Partnership, Term
from reports.publication import edition_content
from tests import builders

TABLE = settings.BASE_DIR / "docs" / "access.md"
NOBODY = "nobody"
COLUMNS = [NOBODY, "member", "contributor", "officer", "publisher", "admin"]
OUTCOMES = {"open", "sign in", "refused", "not found"}
ADMIN = "/admin/…"
# Files, not pages.
SKIPPED = ("static/", "media/")


def _home():
    return Partnership.objects.home() or builders.a_home_partnership()


def _document():
    """A draft that is too incomplete to be built, so that no PDF is created."""
    number = next(builders.numbers)
    report = builders.a_report(partnership=_home(), period=f"draft-{number}")
    return {"document_type": report.document_type, "rest": report.period}


def _paper():
    """The id of a draft whose sections can be shown, but not the whole document."""
    return {"pk": builders.a_report(partnership=_home(), period=_period()).pk}


def _period():
    return f"draft-{next(builders.numbers)}"


def _template():
    version = next(builders.numbers)
    return {"pk": builders.a_document_template(partnership=_home(), version=version).pk}


def _section():
    return {**_paper(), "key": "foreword"}


def _edition():
    report = builders.a_report(partnership=_home(), period=_period())
    content = {"document": {}, "page": dict.fromkeys(edition_content.ON_PAGE, "")}
    content["page"] |= {"body": "", "contents": [], "notices": []}
    builders.an_edition(report=report, content=content)
    return {"document_type": report.document_type, "rest": report.period, "number": 1}


def _published():
    report = builders.a_report(partnership=_home(), period=_period())
    content = {"document": {}, "page": {}}
    builders.an_edition(report=report, content=content)
    return {"pk": report.pk}


def _editions():
    return {name: part for name, part in _edition().items() if name != "number"}


def _published_file():
    name = builders.a_picture().file
    report = builders.a_report(partnership=_home(), period=_period())
    content = {"files": [{"name": name, "title": "A street"}]}
    builders.an_edition(report=report, content=content)
    return {"document_type": report.document_type, "rest": report.period, "name": name}


def _document_tables():
    table = {
        **{"block": "table", "key": "cases", "label": "", "caption": "Cases"},
        "notes": [],
        **{"columns": [{"label": "Area"}], "rows": []},
    }
    section = {"key": "cases", "title": "Cases", "blocks": [table]}
    content = {"document": {"sections": [section]}}
    report = builders.a_report(partnership=_home(), period=_period())
    edition = builders.an_edition(report=report, content=content)
    return {"path": edition.path, "extension": "csv"}


def _figures():
    return {"kind": "measure", "key": builders.a_measure().code}


def _record():
    return {"record": registry.record_type_of(Term)}


def _records_file():
    return {**_record(), "extension": "csv"}


def _kept_file():
    return {**_records_file(), "key": "0" * 32}


def _row():
    return {**_record(), "pk": builders.a_term().pk}


def _version():
    row = builders.a_term()
    return {**_record(), "pk": row.pk, "version": row.history.first().pk}


def _import_run():
    return ImportRun.objects.create(
        list_slug="terms", file_name="terms.csv", sha256="0" * 64, fingerprint="0" * 64
    )


def _user():
    return {"pk": builders.a_user(name="Jo Example").pk}


def _password_link():
    path = services.password_link(builders.a_user())
    uid, _, key = path.rstrip("/").rpartition("/")[2].partition("-")
    return {"uidb36": uid, "key": key}


def _alike(namespace, names, example):
    return {f"{namespace}:{name}": example for name in names.split()}


# Example parameters of URLs, by the name of the view. They are created again for every
# request, with records of their own.
EXAMPLES = {
    **_alike("accounts", "link deactivate reactivate user two_step", _user),
    "account_reset_password_from_key": _password_link,
    "openid_connect_login": lambda: {"provider_id": "council"},
    "openid_connect_callback": lambda: {"provider_id": "council"},
    "partnership:partner_detail": lambda: {"code": builders.a_partner().code},
    "partnership:partnership_detail": lambda: {"code": builders.a_partnership().code},
    "priorities:priority_detail": lambda: {"code": builders.a_priority().code},
    "priorities:objective_detail": lambda: {"code": builders.an_objective().code},
    "priorities:grid": lambda: {"pk": builders.a_measure().pk},
    "priorities:measure_detail": lambda: {"code": builders.a_measure().code},
    "funding:line_detail": lambda: {"code": builders.an_allocation().line.code},
    "funding:fund_detail": lambda: {
        "code": builders.a_settlement(partnership=_home()).fund.code
    },
    "reports:record_data": lambda: {**_figures(), "extension": "csv"},
    "reports:list_data": lambda: {"kind": "measure", "extension": "csv"},
    "reports:grants_data": lambda: {"extension": "json"},
    "reports:register_data": lambda: {"extension": "csv"},
    "reports:notices_data": lambda: {"extension": "csv"},
    "reports:document_tables": _document_tables,
    "reports:edition_tables": lambda: {**_document_tables(), "number": 1},
    "reports:edition_table": lambda: {
        **_document_tables(),
        "number": 1,
        "table": "cases",
    },
    "reports:line_data": lambda: {
        "code": builders.an_allocation().line.code,
        "extension": "csv",
    },
    "reports:follow_topic": lambda: {"scope": "type", "key": "annual-review"},
    "reports:feed_of_topic": lambda: {"scope": "type", "key": "annual-review"},
    "reports:confirm_subscription": lambda: {"token": "no-such-link"},
    "reports:stop_subscription": lambda: {"token": "no-such-link"},
    "staff:release": _figures,
    "staff:release_preview": _figures,
    "funding:return_update": lambda: {"pk": builders.a_return().pk},
    "funding:return_confirm": lambda: {"pk": builders.a_return().pk},
    "reports:my_contribution": lambda: {"pk": builders.a_contribution().pk},
    "reports:my_contribution_check": lambda: {"pk": builders.a_contribution().pk},
    "background:job": lambda: {"pk": builders.a_job().pk},
    **_alike("editor", "report sections word word_return replace", _paper),
    **_alike("editor", "files pictures", _paper),
    **_alike("documents", "check_results check_results_file link_figures", _paper),
    **_alike("documents", "preview pdf pdf_file carry_over word_import", _paper),
    **_alike("documents", "publish review", _paper),
    "editor:section": _section,
    "editor:preview": _section,
    "documents:word_import_preview": lambda: {**_paper(), "key": "0" * 32},
    "documents:template": _template,
    "documents:template_section": lambda: {**_template(), "key": "vision"},
    "documents:feeds": lambda: {"record": "terms", "pk": builders.a_term().pk},
    "documents:differences": _published,
    "reports:shared_draft": lambda: {"pk": builders.a_reviewer().pk},
    "reports:shared_link": lambda: {"token": "no-such-link"},
    "reports:shared_link_file": lambda: {"token": "no-such-link", "name": "a.png"},
    "reports:document_file": _published_file,
    "records:stored_file": lambda: {"name": builders.a_picture().file},
    "funding:allocations_table": lambda: {
        "pk": builders.a_settlement(partnership=_home()).pk
    },
    **_alike("records", "list add bulk_action import", _record),
    **_alike("records", "edit delete history", _row),
    **_alike("records", "export import_template import_rows", _records_file),
    **_alike("records", "download_file download_ready import_errors", _kept_file),
    "records:workbook_preview": lambda: {"key": "0" * 32},
    "records:import_report": lambda: {"pk": _import_run().pk},
    "records:import_preview": lambda: {**_record(), "key": "0" * 32},
    "records:restore": _version,
    "reports:editions": _editions,
    **_alike("reports", "edition edition_json edition_html edition_pdf", _edition),
    **_alike("reports", "document document_pdf document_json", _document),
}


@dataclass(frozen=True)
class Route:
    """One URL and one method: `get` opens it, `post` sends to it."""

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
                f"{self.address} has parameters. Add an example of them to EXAMPLES "
                f'in tests/role_table.py, for example "{self.name}": '
                f'lambda: {{"code": builders.a_measure().code}},'
            )
        return reverse(self.name, kwargs=EXAMPLES[self.name]())


def routes():
    """All routes, in the order of the URL patterns; Django's admin is one."""
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
    """The methods that a view accepts; for a function, both."""
    view_class = getattr(view, "view_class", None)
    if view_class is None:
        return ["get", "post"]
    return [
        method
        for method in ["get", "post"]
        if hasattr(view_class, method) and method in view_class.http_method_names
    ]


def table():
    """The table of docs/access.md: for each URL, the outcome in each column."""
    rows = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) == len(COLUMNS) + 1 and "`" in cells[0]:
            rows[cells[0].replace("`", "")] = dict(zip(COLUMNS, cells[1:], strict=True))
    return rows


def line(route, outcomes):
    """The row of a route for the table."""
    key = route.key.replace(route.address, f"`{route.address}`")
    return f"| {key} | {' | '.join(outcomes)} |"


def holders():
    """A user for each column; none for the first."""
    users = {NOBODY: None}
    for role in COLUMNS[1:]:
        user = builders.a_user(name=f"Sample {role}")
        services.give_roles(user, [role])
        users[role] = user
    return users


def outcome(client, route, user):
    """The outcome, and the tables that were written to.

    The records of the example are rolled back too: a site that grows with each URL
    answers more and more slowly.
    """
    with transaction.atomic():
        client.logout()
        if user is not None:
            client.force_login(user)
        found = _outcome(client, route, user, route.url())
        transaction.set_rollback(True)
    return found


def _outcome(client, route, user, url):
    if route.method == "get":
        response = client.get(url, follow=True)
        if response.streaming:
            list(response.streaming_content)  # the end closes the file
        return verdict(response, user), []
    client.get(reverse("account_inactive"))  # records the visit
    changed = set()
    with connection.execute_wrapper(noting_writes(changed)):
        response = client.post(url)
    return verdict(response, user), sorted(changed)


def verdict(response, user):
    urls = [url for url, _ in getattr(response, "redirect_chain", [])]
    urls.append(getattr(response, "url", ""))
    if user is None and any(url.startswith(reverse("account_login")) for url in urls):
        return "sign in"
    return {403: "refused", 404: "not found"}.get(response.status_code, "open")


WRITE = re.compile(
    r'\s*(?:INSERT\s.*?INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE
)
# Sessions and counted attempts.
NOT_DATA = {"django_session", "cache"}


def noting_writes(tables):
    """Note every table that a statement writes to, except sessions and attempts."""

    def execute(run, sql, params, many, context):
        result = run(sql, params, many, context)
        found = WRITE.match(sql)
        if found and found[1] not in NOT_DATA and context["cursor"].rowcount:
            tables.add(found[1])
        return result

    return execute
