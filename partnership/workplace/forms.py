"""Forms of rows and of the rows that belong to them, made from the declarations."""

from functools import cache

from django.forms import BaseInlineFormSet, inlineformset_factory, modelform_factory
from django.forms.renderers import BaseRenderer, DjangoTemplates
from django.template import loader

from partnership.forms import RecordForm
from partnership.workplace import boxes, registry

# Columns that number the rows of one parent; a new row gets the next number.
NUMBERS = {"order", "number"}
# How many new rows one page offers at most without being saved in between.
MOST_NEW = 50


class Renderer(BaseRenderer):
    """Our templates for our boxes, the library's for all others."""

    def get_template(self, template_name):
        if template_name.startswith("work/"):
            return loader.get_template(template_name)
        return DjangoTemplates().get_template(template_name)


def reasons_of(model):
    """Pairs of a column and the one that says why it is empty, with its note if any."""
    names = {field.name for field in model._meta.fields}
    for name in names:
        reason, note = f"{name}_reason", f"{name}_note"
        if reason in names:
            yield name, reason, note if note in names else ""


class WorkForm(RecordForm):
    """A row's boxes; faults are told at the box where they can be mended."""

    default_renderer = Renderer

    def clean(self):
        """Words or a number typed where a reason stood take the reason's place."""
        data = super().clean()
        data = self.cleaned_data if data is None else data
        for name, reason, note in reasons_of(self._meta.model):
            typed = name in self.changed_data and data.get(name) not in (None, "")
            if typed and data.get(reason) and reason not in self.changed_data:
                data[reason] = ""
                if note and note not in self.changed_data:
                    data[note] = ""
        return data

    def box_rows(self, fields):
        """Bound boxes in lines; those that are given together stand side by side."""
        for one in fields:
            names = [one] if isinstance(one, str) else one
            yield [self[name] for name in names if name in self.fields]


class WorkFormSet(BaseInlineFormSet):
    """The rows that belong to a row, in the same dress."""

    default_error_messages = {
        "missing_management_form": "A part of the page did not arrive. Nothing was "
        "saved; send it again.",
    }

    def get_unique_error_message(self, unique_check):
        names = " and ".join(self._label(name) for name in unique_check)
        return f"Two rows have the same {names}. Change or remove one of them."

    def get_form_error(self):
        return "This row is like another one above."

    def _label(self, name):
        return str(self.model._meta.get_field(name).verbose_name)

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = "Remove"
            form.fields["DELETE"].widget.attrs["class"] = "govuk-checkboxes__input"


@cache
def form_class(record):
    return modelform_factory(
        record.model,
        form=WorkForm,
        fields=record.names,
        formfield_callback=_callback(record.labels, record.hints, record.options),
    )


@cache
def formset_class(parent, children):
    own = registry.record_of(children.model)
    labels, hints, options = (
        (own.labels, own.hints, own.options) if own else ({}, {}, {})
    )
    return inlineformset_factory(
        parent,
        children.model,
        form=WorkForm,
        formset=WorkFormSet,
        fk_name=children.parent,
        fields=list(children.fields),
        formfield_callback=_callback(labels, hints, options),
        extra=0,
        can_delete=True,
    )


def _callback(labels, hints, options):
    def callback(column, **kwargs):
        name = column.name
        return boxes.box_for(
            column, labels.get(name, ""), hints.get(name, ""), options.get(name)
        )

    return callback


class Choices:
    """The rows to choose from, each kind fetched once for a page."""

    def __init__(self):
        self.known = {}

    def of(self, queryset):
        model = queryset.model
        if model not in self.known:
            record = registry.record_of(model)
            rows = record.rows if record else queryset
            self.known[model] = [(row.pk, str(row)) for row in rows]
        return self.known[model]

    def fill(self, form):
        for box in form.fields.values():
            if isinstance(box, boxes.RowBox | boxes.RowsBox):
                box.fill(self.of(box.queryset))


class Sheet:
    """One page of boxes: a row, and the rows that belong to it.

    `data` is what was posted. A part that was not posted at all is left alone.
    """

    def __init__(self, record, row, data=None, only=None):
        self.record, self.row, self.data = record, row, data
        self.choices = Choices()
        self.form = form_class(record)(data, instance=row)
        self.choices.fill(self.form)
        self.formsets = [
            (children, self._formset(children))
            for children in record.children
            if only is None or only(children)
        ]

    def _formset(self, children):
        kind = formset_class(self.record.model, children)
        prefix = kind.get_default_prefix()
        data = self.data
        if data is not None and f"{prefix}-TOTAL_FORMS" not in data:
            data = None
        rows = child_rows(children, kind.fk.name, self.row)
        formset = kind(
            data,
            instance=self.row,
            prefix=prefix,
            queryset=rows,
            initial=_numbers(children, rows),
        )
        for form in formset.forms:
            self.choices.fill(form)
        return formset

    def blank(self, formset):
        """A row to copy for one that is added by the script."""
        form = formset.empty_form
        self.choices.fill(form)
        return form

    @property
    def bound_sets(self):
        return [formset for _, formset in self.formsets if formset.is_bound]

    def is_valid(self) -> bool:
        return all([self.form.is_valid(), *(one.is_valid() for one in self.bound_sets)])

    def has_changed(self) -> bool:
        return self.form.has_changed() or any(
            form.has_changed() for one in self.bound_sets for form in one.forms
        )

    def quiet(self) -> None:
        """What was typed is shown again without asking whether it is right yet."""
        for form in [self.form, *(f for one in self.bound_sets for f in one.forms)]:
            form._errors = {}
        for formset in self.bound_sets:
            formset._errors, formset._non_form_errors = [], formset.error_class()

    def save(self, reason: str = ""):
        """Save the row and what belongs to it, each with the reason in its history."""
        forms = [f for one in self.bound_sets for f in one.forms]
        for form in [self.form, *forms]:
            form.instance._change_reason = reason or None
        row = self.form.save() if self._must_save() else self.row
        for formset in self.bound_sets:
            formset.instance = row
            formset.save()
        return row

    def _must_save(self):
        """A row in which nothing was changed gets no version of its own."""
        return self.row._state.adding or self.form.has_changed()

    @property
    def problems(self):
        """What is wrong, in the order of the page: words, and the box's id."""
        found = list(_form_problems(self.form))
        for children, formset in self.formsets:
            if not formset.is_bound:
                continue
            found += [(str(e), "") for e in formset.non_form_errors()]
            for number, form in enumerate(formset.forms, 1):
                where = f"{children.title}, row {number}"
                found += [
                    (f"{where}: {words}", anchor)
                    for words, anchor in _form_problems(form)
                ]
        return found

    @property
    def left_out(self) -> list[str]:
        forms = [self.form, *(f for one in self.bound_sets for f in one.forms)]
        found = [words for form in forms for words in form.left_out]
        return list(dict.fromkeys(found))


def _form_problems(form):
    for name, errors in form.errors.items():
        for sentence in errors:
            if name not in form.fields:
                yield str(sentence), ""
                continue
            bound = form[name]
            yield f"{bound.label}: {_lower(str(sentence))}", bound.id_for_label


def _lower(sentence):
    """After a colon a sentence goes on small, unless it begins with a name."""
    begins = sentence[:2]
    return (
        sentence
        if begins[1:].isupper() or begins[:1] == "“"
        else (sentence[:1].lower() + sentence[1:])
    )


def child_rows(children, parent_name, row):
    """The rows of a parent in their own order, with what their names are made of."""
    record = registry.record_of(children.model)
    rows = record.rows if record else children.model._default_manager.all()
    if row.pk is None:
        return rows.none()
    return rows.filter(**{parent_name: row})


def _numbers(children, rows):
    """What new rows begin with: the next numbers, where rows are numbered."""
    name = next((name for name in children.fields if name in NUMBERS), None)
    if name is None:
        return None
    last = max([getattr(row, name) or 0 for row in rows], default=0)
    return [{name: last + step} for step in range(1, MOST_NEW + 1)]
