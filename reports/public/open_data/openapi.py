"""The OpenAPI description of the open data, for programs that read it."""

from typing import Any

from django.conf import settings

from partnership.core.releases.kinds import KINDS
from reports.public.open_data.files import CSV_TYPE, LICENCE, LICENCE_URL, XLSX_TYPE

FORMATS = {
    "json": "application/json",
    "csv": CSV_TYPE.partition(";")[0],
    "xlsx": XLSX_TYPE,
}
# In the address of one record.
KEY = "{key}"


def description() -> dict:
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Published figures and documents",
            "version": "1",
            "description": "Everything the public pages show, as data. Read only.",
            "license": {"name": LICENCE, "url": LICENCE_URL},
        },
        "servers": [{"url": settings.SITE_URL}],
        "paths": {
            f"/data/{path}.{extension}": _operation(path, label, extension)
            for path, label in _data().items()
            for extension in FORMATS
        },
    }


def _data() -> dict[str, str]:
    """The data at each address, without its file extension."""
    found = {
        "documents": "List documents",
        "register": "Grants register, Local Government Transparency Code",
        "notices": "Corrections and withdrawals",
    }
    if settings.THREESIXTY_PREFIX:
        found["360giving"] = "Grants, 360Giving"
    for kind in KINDS.values():
        found[kind.name] = f"List: {kind.label.lower()}"
        found[f"{kind.name}/{KEY}"] = f"One record: {kind.label.lower()}"
    return found | {f"line/{KEY}": "One funding line by year"}


def _operation(path: str, summary: str, extension: str) -> dict:
    schema = {"type": ["object", "array"]} if extension == "json" else {}
    content = {FORMATS[extension]: {"schema": schema}}
    responses: dict[str, dict] = {
        "200": {"description": "The published data", "content": content}
    }
    name = path.replace(f"/{KEY}", "_record").replace("-", "_")
    operation: dict[str, Any] = {
        "operationId": f"{name}_{extension}",
        "summary": summary,
        "responses": responses,
    }
    if KEY in path:
        responses["404"] = {"description": "Not published"}
        responses["410"] = {"description": "Withdrawn"}
        operation["parameters"] = [
            {
                "name": "key",
                "in": "path",
                "required": True,
                "schema": {"type": "string"},
                "description": "The code, as in the list. It may contain slashes.",
            }
        ]
    return {"get": operation}
