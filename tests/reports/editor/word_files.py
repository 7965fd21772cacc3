"""Word files as officers have them: last year's agreement, in several shapes."""

import io

import docx
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

FUNDING = [
    ("Funding line", "2014-15", "2015-16"),
    ("Street lights", "£12,000", "£10,500"),
    ("Youth work", "n/a", "up to £2,364"),
    ("Total", "£12,000", "£12,864"),
]
MEMBERS = [("Organisation", "Board"), ("Testshire Council", "Yes")]


def saved(file) -> io.BytesIO:
    stream = io.BytesIO()
    file.save(stream)
    stream.seek(0)
    stream.name = "Agreement 2015-16.docx"
    return stream


def add_table(file, rows):
    table = file.add_table(len(rows), len(rows[0]))
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, row, strict=True):
            cell.text = text
    return table


def an_agreement(has_styles=True):
    """A title page, a contents list, sections, two appendices with tables.

    Without styles, its headings are only short lines in bold.
    """
    file = docx.Document()

    def heading(text, level=1):
        if has_styles:
            file.add_heading(text, level)
        else:
            file.add_paragraph().add_run(text).bold = True

    file.add_paragraph("Community Safety Agreement", style="Title")
    file.add_paragraph("2015-16", style="Subtitle")
    file.add_paragraph("Contents")
    for page, title in enumerate(["Foreword", "Introduction", "Our aims"], 3):
        file.add_paragraph(f"{title}\t{page}")
    heading("Message from the chair")
    file.add_paragraph("It was a good year for Testshire.")
    heading("1. Introduction and background")
    file.add_paragraph("This is what we do.")
    heading("1.1 Principles for working together", 2)
    file.add_paragraph("We share what we know.")
    heading("1.2 Our offices", 2)
    file.add_paragraph("They are in the town.")
    heading("2. Review of last year")
    file.add_paragraph("There were 1,233 thefts in 2015.")
    heading("3. Wheelie bins")
    file.add_paragraph("They are green.")
    heading("Appendix A: Who we are")
    file.add_paragraph("These are the members.")
    add_table(file, MEMBERS)
    heading("Appendix B: PCC funding 2015-16")
    file.add_paragraph("The grant is shared as follows.")
    add_table(file, FUNDING)
    return file


def a_text_box(text):
    """A run with a text box, in the two versions that Word writes."""
    box = f"<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>"
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    return parse_xml(
        f'<w:r {nsdecls("w")}><mc:AlternateContent xmlns:mc="{mc}"><mc:Choice '
        f'Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback>'
        f"<w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def tracked(kind, text):
    """A tracked insertion or deletion: `kind` is “ins” or “del”."""
    name = "delText" if kind == "del" else "t"
    return parse_xml(
        f'<w:{kind} {nsdecls("w")} w:id="7" w:author="Jo Example"><w:r><w:{name}>{text}'
        f"</w:{name}></w:r></w:{kind}>"
    )


def with_contents_field(file):
    """A paragraph in the style of Word's own contents list."""
    style = file.styles.add_style("TOC 1", 1)
    return file.add_paragraph("Foreword 3", style=style)


def outline_level(paragraph, level):
    """Give a paragraph a level in Word's outline, without a heading style."""
    element = OxmlElement("w:outlineLvl")
    element.set(qn("w:val"), str(level - 1))
    paragraph._p.get_or_add_pPr().append(element)


def with_footnote(parts, text):
    """The parts of a Word file with one footnote, where its text is “Thefts”."""
    kind = "officeDocument/2006/relationships/footnotes"
    relation = (
        f'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/{kind}" '
        'Target="footnotes.xml"/></Relationships>'
    )
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    override = (
        '<Override PartName="/word/footnotes.xml" '
        f'ContentType="{main}.footnotes+xml"/></Types>'
    )
    paragraph = (
        '<w:p><w:r><w:t>Thefts</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
        "</w:p><w:sectPr"
    )
    relations, types = "word/_rels/document.xml.rels", "[Content_Types].xml"
    document = parts["word/document.xml"].decode().replace("<w:sectPr", paragraph, 1)
    return {
        "word/document.xml": document,
        relations: parts[relations].decode().replace("</Relationships>", relation),
        types: parts[types].decode().replace("</Types>", override),
        "word/footnotes.xml": f'<w:footnotes {nsdecls("w")}><w:footnote w:id="2"><w:p>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p></w:footnote></w:footnotes>",
    }
