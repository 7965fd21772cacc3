"""Addresses of the open data, such as /data/measure/burglary.csv."""

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.generic import TemplateView, View

from funding.stories import years_of
from partnership.core.pages.mixins import ReaderMixin
from partnership.core.records.lists.downloads import download
from partnership.core.releases.kinds import KINDS
from partnership.core.releases.queries import (
    Withdrawn,
    current_release,
    public_content,
    public_contents,
)
from partnership.core.values.dates import day, local_day
from partnership.partners.public import publisher_name
from reports.public import queries, withdrawals
from reports.public.open_data import notices, openapi, register, threesixty
from reports.public.open_data.files import (
    CSV_TYPE,
    LICENCE,
    LICENCE_URL,
    XLSX_TYPE,
    Cover,
    as_csv,
    as_one_sheet,
    as_xlsx,
)
from reports.public.open_data.tables import (
    DataTable,
    table_of,
    tables_of,
    tables_of_document,
    values_of,
)
from reports.publication.emails import absolute

JSON = {"ensure_ascii": False, "indent": 1}


def json_file(data) -> JsonResponse:
    return JsonResponse(data, safe=False, json_dumps_params=JSON)


def table_file(extension, name, cover: Cover, tables) -> HttpResponse:
    filename = f"{name.replace('/', '-')}.{extension}"
    if extension == "xlsx":
        return download(as_xlsx(cover, tables), XLSX_TYPE, filename)
    return download(as_csv(tables), CSV_TYPE, filename)


class OpenData(ReaderMixin, TemplateView):
    """The files to download, and their licence."""

    template_name = "reports/open_data.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            kinds=KINDS.values(),
            documents=queries.published(),
            has_grants=bool(settings.THREESIXTY_PREFIX),
            licence=LICENCE,
            licence_url=LICENCE_URL,
            **kwargs,
        )


class OpenApi(ReaderMixin, View):
    def get(self, request):
        return json_file(openapi.description())


def check_extension(extension, *known):
    if extension not in known:
        raise Http404("There is no data in this format.")


def kind_of(name):
    if name not in KINDS:
        raise Http404("This data does not exist.")
    return KINDS[name]


class ListData(ReaderMixin, View):
    """Everything that the pages of one type of record show, or all documents."""

    def get(self, request, kind, extension):
        check_extension(extension, "json", "csv", "xlsx")
        if kind == "documents":
            title = "Documents"
            rows = [document.as_json() for document in queries.published()]
        else:
            title, rows = str(kind_of(kind).plural), public_contents(kind)
        if extension == "json":
            return json_file([without_rows(row) for row in rows])
        is_list = kind == "documents"
        tables = [table_of(title, rows)] if is_list else tables_of(kind, rows)
        cover = Cover(title, publisher_name(), absolute(request.path), "")
        return table_file(extension, kind, cover, tables)


class RecordData(ReaderMixin, View):
    """Everything that the page of a record shows."""

    def get(self, request, kind, key, extension):
        check_extension(extension, "json", "csv", "xlsx")
        declared = kind_of(kind)
        try:
            content = public_content(kind, key)
        except KeyError:
            raise Http404("This data does not exist.") from None
        except Withdrawn as error:
            gone = error.release
            return withdrawals.as_text(
                gone.title, gone.withdrawn_at, gone.withdrawal_reason
            )
        if extension == "json":
            return json_file(without_rows(content))
        release = current_release(kind, key)
        published = "Draft figures, not published."
        if release:
            published = (
                f"Published on {day(local_day(release.released_at))}. SHA-256 of the "
                f"data: {release.content_sha256}"
            )
        cover = Cover(
            content["name"], publisher_name(), absolute(declared.url(key)), published
        )
        return table_file(extension, key, cover, tables_of(kind, [content]))


class LineData(ReaderMixin, View):
    """A funding line as it was published for each year."""

    def get(self, request, code, extension):
        check_extension(extension, "json", "csv", "xlsx")
        rows = [{"year": year["year"], **line} for year, line in years_of(code)]
        if not rows:
            raise Http404("This data does not exist.")
        if extension == "json":
            return json_file(rows)
        name, page = rows[-1]["name"], reverse("funding:line_detail", args=[code])
        table = table_of(name, [values_of(row) for row in rows])
        cover = Cover(name, publisher_name(), absolute(page), "")
        return table_file(extension, code, cover, [table])


def without_rows(content: dict) -> dict:
    """The content without the stored fields that its text is made from."""
    return {
        name: [
            {key: value for key, value in item.items() if key != "row"}
            if isinstance(item, dict)
            else item
            for item in value
        ]
        if isinstance(value, list)
        else value
        for name, value in content.items()
    }


class DocumentTables(ReaderMixin, View):
    """The tables of a document's current edition, or of the one in the address.

    `table` is the key of the only one that is asked for.
    """

    def get(self, request, path, extension, number=None, table=""):
        check_extension(extension, "csv", "xlsx")
        place = path.partition("/")[::2]
        edition = (
            queries.current_edition(*place)
            if number is None
            else queries.edition_at(*place, number)
        )
        if withdrawal := queries.withdrawal_at(*place):
            return withdrawals.file(withdrawal)
        if edition is None:
            raise Http404("This data does not exist.")
        if withdrawal := queries.withdrawal_of(edition):
            return withdrawals.file(withdrawal, edition)
        tables = tables_of_document(edition.content["document"])
        if table:
            tables = {table: tables[table]} if table in tables else {}
        if not tables:
            raise Http404("This document has no such table.")
        cover = Cover(
            f"{edition.listing['title']}, edition {edition.number}",
            edition.listing["partnership"],
            absolute(f"/{path}/edition/{edition.number}/"),
            f"Published on {day(local_day(edition.published_at))}.",
        )
        name = "-".join(filter(None, [path, "edition", str(edition.number), table]))
        return table_file(extension, name, cover, [*tables.values()])


class TableData(ReaderMixin, View):
    """One table of everything published, named in the URL configuration."""

    title = ""
    # A function that returns the table.
    table: Callable[[], DataTable]

    def get(self, request, extension):
        check_extension(extension, "json", "csv", "xlsx")
        table = self.table()
        if extension == "json":
            rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
            return json_file(rows)
        cover = Cover(self.title, publisher_name(), absolute(request.path), "")
        name = request.path.rpartition("/")[2].partition(".")[0]
        return table_file(extension, name, cover, [table])


class Register(TableData):
    title = "Register of grants, as the Local Government Transparency Code requires"
    table = staticmethod(register.register)


class Notices(TableData):
    title = "Corrections and withdrawals"
    table = staticmethod(notices.notices)


class Grants(ReaderMixin, View):
    """Published allocations in the 360Giving standard."""

    def get(self, request, extension):
        check_extension(extension, "json", "csv", "xlsx")
        if not settings.THREESIXTY_PREFIX:
            return HttpResponse(threesixty.NO_PREFIX, "text/plain", status=404)
        if extension == "json":
            about = {
                "version": threesixty.VERSION,
                "title": f"Grants of the {publisher_name()}",
                "publisher": {"name": publisher_name(), "website": settings.SITE_URL},
                "license": LICENCE_URL,
                "accessURL": absolute(reverse("reports:open_data")),
                "downloadURL": absolute(request.path),
            }
            return json_file({**about, "grants": threesixty.grants()})
        columns = [field.title for field in threesixty.FIELDS]
        table = DataTable("grants", columns, threesixty.rows())
        if extension == "xlsx":
            return download(as_one_sheet(table), XLSX_TYPE, "360giving.xlsx")
        return download(as_csv([table]), CSV_TYPE, "360giving.csv")
