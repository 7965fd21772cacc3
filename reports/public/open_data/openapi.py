"""The OpenAPI description of the open data, for programs that read it."""

from django.conf import settings

from partnership.core.releases.kinds import KINDS
from reports.public.open_data.files import CSV_TYPE, LICENCE, LICENCE_URL, XLSX_TYPE

FORMATS = {
    "json": "application/json",
    "csv": CSV_TYPE.partition(";")[0],
    "xlsx": XLSX_TYPE,
}


def description() -> dict:
    paths: dict[str, dict] = {}
    tables = {
        "documents": "List documents",
        "register": "Grants register, Local Government Transparency Code",
        "notices": "Corrections and withdrawals",
    }
    if settings.THREESIXTY_PREFIX:
        tables["360giving"] = "Grants, 360Giving"
    for name, label in tables.items():
        for extension in FORMATS:
            operation = _operation(f"{name}_{extension}", label, [extension])
            paths[f"/data/{name}.{extension}"] = operation
    for kind in KINDS.values():
        for extension in FORMATS:
            name, label = f"{kind.name}_{extension}", kind.label.lower()
            paths[f"/data/{kind.name}.{extension}"] = _operation(
                f"{name}_list", f"List: {label}", [extension]
            )
            paths[f"/data/{kind.name}/{{key}}.{extension}"] = _operation(
                name, f"One record: {label}", [extension], has_key=True
            )
    for extension in FORMATS:
        paths[f"/data/line/{{key}}.{extension}"] = _operation(
            f"line_{extension}", "One funding line by year", [extension], has_key=True
        )
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Published figures and documents",
            "version": "1",
            "description": "Everything the public pages show, as data. Read only.",
            "license": {"name": LICENCE, "url": LICENCE_URL},
        },
        "servers": [{"url": settings.SITE_URL}],
        "paths": paths,
    }


def _operation(name, summary, extensions, has_key=False) -> dict:
    content = {
        FORMATS[extension]: {
            "schema": {"type": ["object", "array"]} if extension == "json" else {}
        }
        for extension in extensions
    }
    responses = {"200": {"description": "The published data", "content": content}}
    operation = {"operationId": name, "summary": summary, "responses": responses}
    if has_key:
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
