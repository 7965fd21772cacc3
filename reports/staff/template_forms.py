"""Forms of document templates: a type, a section, and the options of its blocks."""

from functools import partial

from anyascii import anyascii
from django import forms
from django.utils.text import slugify

from partnership.core.models.display import with_article
from partnership.core.records.forms.fields import SingleLineField
from partnership.core.records.forms.widgets import Select
from partnership.core.records.lists.action_forms import ActionForm
from partnership.models import Partnership
from partnership.models.wording import worded
from reports import document_types
from reports.blocks import Empty
from reports.blocks.summary_list import OWN
from reports.document_types import outlines
from reports.document_types.catalogue import (
    NAMES,
    OFFERED,
    OFFERED_LOOPS,
    REQUIRED,
    block_types,
)
from reports.models import DocumentTemplate
from reports.models.templates import wording_problem

WORDING_HINT = (
    "You can use placeholders in curly brackets, for example {year}, {year_before}, "
    "{area} and {partnership}."
)
LABELS = {
    "caption": "Title",
    "heading": "Heading",
    "detail": "Line below the title",
    "source": "Note below the table",
    "fund": "Fund",
    "years": "Number of years",
    "years_after": "Number of years after the document’s year",
    "years_before": "Number of years before the document’s year",
    "lede": "Show in larger type, as an introduction",
    "optional": "Hide if there is no text",
    "brief": "Show numbers and wording only",
    "lettered": "Label each with a letter",
    "parts": "Show the strands of each",
    "filled_only": "Hide lines that are not filled in",
    "unjoined": "Text before the list of new priorities",
    "theme": "Group of measures",
    "lines": "Lines",
    "items": "Links",
}
HINTS = {
    "funding_chart source": "Leave blank to name the table with the figures, if the "
    "document has it.",
    "lines": "Enter one on each line. These are filled in from the document: "
    f"{', '.join(OWN).replace('-', ' ')}. To show a different label, enter it first, "
    "for example: Committee = to.",
    "items": "Enter one on each line.",
}


def _select(label, choices, **options):
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=Select,
        error_messages={"required": f"Select {with_article(label.lower())}"},
        **options,
    )


def _line(label, longest=outlines.LONGEST, field=forms.CharField, **options):
    return field(
        label=label,
        max_length=longest,
        error_messages={"required": f"Enter the {label.lower()}"},
        **options,
    )


class WordingField(SingleLineField):
    """Text of an outline, whose placeholders in braces are checked."""

    widget = forms.Textarea(attrs={"rows": 2})

    def validate(self, value):
        super().validate(value)
        if problem := wording_problem(value, "section"):
            raise forms.ValidationError(problem)


_wording = partial(_line, field=WordingField)


class TypeForm(ActionForm):
    """The document type to change, and its partnership."""

    document_type = _select("Document type", lambda: _declared())
    partnership = forms.ModelChoiceField(
        label="Partnership",
        queryset=Partnership.objects.order_by("name"),
        to_field_name="code",
        empty_label=None,
        error_messages={"required": "Select a partnership"},
    )


class NewTypeForm(ActionForm):
    """The name of a new document type, and what it starts from."""

    name = _line("Name", 60, help_text="For example, Newsletter.")
    source = _select(
        "Start from",
        lambda: [("", "One empty section"), *_declared(), *_own()],
        required=False,
    )
    partnership = TypeForm.base_fields["partnership"]

    @property
    def chosen_source(self):
        code = self.cleaned_data["source"]
        if code.isdigit():
            return DocumentTemplate.objects.get(pk=code)
        return document_types.DOCUMENT_TYPES.get(code)


def _declared():
    return [
        (code, document_type.name)
        for code, document_type in document_types.DOCUMENT_TYPES.items()
    ]


def _own():
    rows = DocumentTemplate.objects.select_related("partnership")
    return [(str(row.pk), f"{row}, {row.partnership}") for row in rows]


class NewSectionForm(ActionForm):
    """The title of a section to add, and what it starts with."""

    title = _wording("Title", 160, help_text=WORDING_HINT)
    numbering = _select("Numbering", list(outlines.NUMBERINGS.items()))
    repeat = _select(
        "Repeat for",
        lambda: [
            ("", "Do not repeat"),
            *((name, worded(label)) for name, label in OFFERED_LOOPS.items()),
        ],
        required=False,
    )
    block = _select("Starts with", lambda: offered_blocks())


class SectionForm(ActionForm):
    """The title and number of a section."""

    title = _wording("Title", 160, required=False, help_text=WORDING_HINT)
    numbering = _select("Numbering", list(outlines.NUMBERINGS.items()))
    group = _wording(
        "Heading in the contents list",
        160,
        required=False,
        help_text="Sections with the same heading are listed together.",
    )
    runs_on = forms.BooleanField(
        label="Do not start on a new page in print", required=False
    )
    is_optional = forms.BooleanField(label="Hide while it has no text", required=False)


def offered_blocks(repeat: str | None = None):
    """The blocks that can be added, by group; all of them without a repetition."""
    found = []
    for group, names in OFFERED.items():
        options = [
            (name, worded(label))
            for name, label in names.items()
            if repeat is None or block_types()[name].can_be_in(repeat, {})
        ]
        if options:
            found.append((group, options))
    return found


class BlockForm(ActionForm):
    """The options of one block of a section, and what to do if it is empty."""

    def __init__(self, block: dict, funds=(), **kwargs):
        """`funds` are those to choose from; none in a section repeated for funds."""
        super().__init__(**kwargs)
        self.block, self.type = block, block_types()[block["block"]]
        self.entered = dict(self.type.entered)
        if not funds:
            self.entered.pop("fund", None)
        for name, default in self.entered.items():
            value = block["options"].get(name, default)
            self.fields[name] = (
                _fund_field(funds, value)
                if name == "fund"
                else _option_field(name, default, value)
            )
            if hint := HINTS.get(f"{self.type.name} {name}"):
                self.fields[name].help_text = hint
        self.fields["empty"] = _select(
            "If there is nothing to show",
            [(empty.name.lower(), label) for empty, label in outlines.EMPTY.items()],
            initial=block.get("empty", Empty.SKIP.name.lower()),
        )
        self.set_classes()

    @property
    def legend(self) -> str:
        return worded(NAMES[self.type.name])

    def stored(self) -> dict:
        """The block as it is stored, with the options entered."""
        options = dict(self.block["options"])
        for name, default in self.entered.items():
            value = self.cleaned_data[name]
            if name == "fund":
                value = value or None
            options.pop(name, None)
            if value != default:
                options[name] = value
        block = {"block": self.type.name, "options": options}
        if self.cleaned_data["empty"] != Empty.SKIP.name.lower():
            block["empty"] = self.cleaned_data["empty"]
        return block


def _fund_field(funds, value) -> forms.Field:
    known = dict(funds)
    gone = [(value, f"{value} (deleted)")] if value and value not in known else []
    choices = [("", "Main fund of the year"), *funds, *gone]
    return _select(LABELS["fund"], choices, required=False, initial=value or "")


def _option_field(name, default, value) -> forms.Field:
    label, hint = LABELS[name], HINTS.get(name, "")
    if isinstance(default, bool):
        return forms.BooleanField(label=label, required=False, initial=value)
    if isinstance(default, int):
        return forms.IntegerField(
            label=label,
            min_value=1 if name == "years" else 0,
            max_value=outlines.MOST,
            initial=value,
        )
    if name == "lines":
        return LinesField(label=label, help_text=hint, initial=value)
    if name == "items":
        return LinksField(label=label, help_text=hint, initial=value)
    value = "" if value is REQUIRED else value
    return _wording(label, required=default is REQUIRED, initial=value)


class ItemsField(forms.CharField):
    """Several texts, one on each line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        lines = (super().to_python(value) or "").splitlines()
        return [line.strip() for line in lines if line.strip()]


class LinksField(ItemsField):
    """The links of a block, up to a maximum number."""

    def validate(self, value):
        super().validate(value)
        if len(value) > outlines.MOST_BLOCKS:
            raise forms.ValidationError(
                f"Enter up to {outlines.MOST_BLOCKS} links, one on each line"
            )


class LinesField(ItemsField):
    """Lines of a front sheet: a name, and its key if that is different."""

    def prepare_value(self, value):
        if not isinstance(value, list):
            return value
        return super().prepare_value(
            [
                label if _key_of(label) == key else f"{label} = {key.replace('-', ' ')}"
                for key, label in value
            ]
        )

    def to_python(self, value):
        lines = []
        for line in super().to_python(value):
            label, _, key = line.rpartition(" = ")
            lines.append([_key_of(key), label or key])
        return lines


def _key_of(label) -> str:
    return slugify(anyascii(label))[:60].strip("-")
