"""Write the list of checks in the guide.

`make guide` runs this; a test fails if the page does not match the checks.
"""

from tests.guide.site import ROOT

PAGE = ROOT / "docs" / "guide" / "checks.md"
BEGIN, END = "<!-- This list is created by “make guide”. -->", "<!-- The list ends. -->"


def listed() -> str:
    """Return all groups with their checks, as Markdown."""
    from reports.checks.registry import CHECKS, GROUPS

    parts = []
    for group in GROUPS:
        checks = [CHECKS[one["name"]] for one in group["check"]]
        rows = [f"| {check.title} | {check.explanation} |" for check in checks]
        head = ["| issue | why it matters |", "| --- | --- |"]
        parts.append(
            "\n".join([f"## {group['title']}\n\n{group['hint']}\n", *head, *rows])
        )
    return "\n\n".join(parts)


def with_list(page: str) -> str:
    """Return the page with an updated list."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{listed()}\n\n{END}{after}"


def main():
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnership.settings")
    django.setup()
    PAGE.write_text(with_list(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
