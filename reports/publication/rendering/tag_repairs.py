"""Repair the tags of a PDF before it is written, where WeasyPrint's are not PDF/UA.

WeasyPrint gives every box inside a link its own annotation, although only the link may
have one, puts paragraphs, tables and quotations of a list item beside its label instead
of in its body, and omits the scope of a table's headings.
"""

from collections.abc import Iterator
from contextlib import contextmanager

# What a list item may contain: its label, its body, and a list below it.
IN_ITEM = {"/Lbl", "/LBody", "/L"}


@contextmanager
def repaired_tags() -> Iterator[None]:
    """Within the block, WeasyPrint repairs the tags of every PDF that it writes."""
    from weasyprint import pdf as writer

    add_tags = writer.add_tags

    def add_and_repair(pdf, document, *args):
        add_tags(pdf, document, *args)
        _Tags(pdf, len(document.pages)).repair()

    writer.add_tags = add_and_repair
    try:
        yield
    finally:
        writer.add_tags = add_tags


class _Tags:
    """The structure elements of a PDF, found by their references."""

    def __init__(self, pdf, pages: int):
        self.pdf = pdf
        self.pages = pages
        self.objects = {
            element.reference: element
            for element in pdf.objects
            if getattr(element, "get", None)
            and element.get("Type") in ("/StructElem", "/OBJR")
        }

    def repair(self) -> None:
        elements = [item for item in self.objects.values() if "S" in item]
        owners: dict = {}
        for element in elements:
            if element["S"] == "/Link":
                owners |= self._gather_annotations(element)
        if owners:
            self._set_parents(owners)
        for element in elements:
            if element["S"] == "/LI":
                self._wrap_in_body(element)
            elif element["S"] == "/TR":
                self._set_scopes(element)

    def _children(self, element) -> Iterator:
        return (
            self.objects[kid] for kid in element.get("K", ()) if kid in self.objects
        )

    def _gather_annotations(self, link) -> dict:
        """Move the annotations of everything inside a link to the link itself.

        Return the link by the elements that had them.
        """
        pending = [kid for kid in self._children(link) if "S" in kid]
        owners = {}
        while pending:
            element = pending.pop()
            for kid in list(self._children(element)):
                if "S" in kid:
                    pending.append(kid)
                else:
                    element["K"].remove(kid.reference)
                    link["K"].append(kid.reference)
                    owners[element.reference] = link.reference
        return owners

    def _set_parents(self, owners: dict) -> None:
        """The entries of annotations follow those of pages, as number and owner."""
        [root] = [
            item
            for item in self.pdf.objects
            if getattr(item, "get", None) and item.get("Type") == "/StructTreeRoot"
        ]
        mapping = next(o for o in self.pdf.objects if o.reference == root["ParentTree"])
        entries = mapping["Nums"]
        for index in range(2 * self.pages + 1, len(entries), 2):
            entries[index] = owners.get(entries[index], entries[index])

    def _set_scopes(self, row) -> None:
        """Headings of a table's head, or in a row of headings, are for columns."""
        cells = list(self._children(row))
        part = self.objects[row["P"]]["S"]
        is_heading = part == "/THead" or all(cell["S"] == "/TH" for cell in cells)
        for cell in cells:
            if cell["S"] == "/TH":
                cell["A"]["Scope"] = "/Column" if is_heading else "/Row"

    def _wrap_in_body(self, item) -> None:
        """Put everything besides the label and lists into one body."""
        import pydyf

        loose = [kid for kid in self._children(item) if kid.get("S") not in IN_ITEM]
        if not loose:
            return
        body = pydyf.Dictionary(
            {
                "Type": "/StructElem",
                "S": "/LBody",
                "K": pydyf.Array([kid.reference for kid in loose]),
                "Pg": loose[0].get("Pg", item["Pg"]),
                "P": item.reference,
            }
        )
        self.pdf.add_object(body)
        for kid in loose:
            kid["P"] = body.reference
        place = item["K"].index(loose[0].reference)
        item["K"][:] = [
            kid for kid in item["K"] if kid not in {row.reference for row in loose}
        ]
        item["K"].insert(place, body.reference)
