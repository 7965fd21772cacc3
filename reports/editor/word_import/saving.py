"""Save the texts and new sections chosen from a Word file, as one import."""

from collections import Counter
from dataclasses import dataclass, field
from html import escape

from django.core.exceptions import ValidationError
from django.db import transaction

from partnership.core.imports.files.stored_upload import StoredUpload
from partnership.core.imports.previews import runs
from partnership.core.imports.rows.saving import latest_versions
from partnership.core.models import AuditEntry
from partnership.core.models import audit as audit_log
from partnership.core.models.imports import ImportRun
from partnership.core.text import rich_text, token_validation
from partnership.core.text.pasting.changes import Changes
from partnership.core.text.pasting.read import read_pasted
from partnership.core.values.fingerprints import fingerprint
from partnership.core.values.formatting import listed
from reports.assembly import section_overrides
from reports.assembly.carry_over import WORD_FILE
from reports.editor.save import content_of, fingerprint_of
from reports.editor.word_import.headings import WordOutline
from reports.editor.word_import.matching import DATA, NEW, OUT, TO, resolved
from reports.models import Passage, Report, SectionOverride

LONGEST_TITLE = 160
# Changes that a document makes to every file: it numbers and sets headings itself.
NOT_MENTIONED = ("heading", "heading number")


class Changed(Exception):
    """Someone has changed the document’s text since the page was shown."""


class TextErrors(Exception):
    """Texts that cannot be saved: a message for each, with the number of its part."""

    def __init__(self, problems: list[tuple[str, int]]):
        super().__init__(problems)
        self.problems = problems


@dataclass
class Choices:
    """What to do with each part, each table and the existing texts."""

    parts: list[str]
    tables: list[str]
    replaces: bool = False

    def data_tables(self) -> dict[int, str]:
        """The number of each table to import as data, with its list."""
        return {
            number: choice.removeprefix(DATA)
            for number, choice in enumerate(self.tables)
            if choice.startswith(DATA)
        }


@dataclass
class NewText:
    """A text put together from parts of the file; `title` is that of a new section."""

    parts: list[int] = field(default_factory=list)
    html: str = ""
    title: str = ""


def assemble(outline: WordOutline, choices: Choices, guesses) -> dict[str, NewText]:
    """The HTML of each text, by its choice.

    The heading of the first part is that of the section, unless an officer chose
    another section for it. The others stay as headings in the text.
    """
    left_out = {n for n, choice in enumerate(choices.tables) if choice != "text"}
    found: dict[str, NewText] = {}
    for number, choice in enumerate(resolved(choices.parts)):
        part = outline.parts[number]
        if choice == OUT:
            continue
        text = found.setdefault(choice, NewText())
        is_own = not text.parts and (
            choice.startswith(NEW) or choices.parts[number] == guesses[number]
        )
        if part.title and not is_own:
            text.html += (
                f"<h{part.level}>{escape(part.title, quote=False)}</h{part.level}>"
            )
        if choice.startswith(NEW) and not text.parts:
            text.title = part.name or part.title or "Introduction"
        text.parts.append(number)
        text.html += part.html(outline.tables, left_out)
    return found


def texts_fingerprint(report: Report) -> str:
    """A fingerprint of all texts of a document, to tell whether one was changed."""
    rows = report.passages.order_by("key")
    return fingerprint([[row.key, fingerprint_of(*content_of(row))] for row in rows])


def save(
    report: Report,
    upload: StoredUpload,
    outline: WordOutline,
    choices: Choices,
    state: str,
) -> ImportRun:
    """Save the texts as one import, which can be undone.

    Raises Changed or TextErrors, and then saves nothing.
    """
    name = upload.preview["file"]
    with transaction.atomic():
        runs.lock()
        run = runs.saved(upload)
        if run is None:
            Report.objects.select_for_update().get(pk=report.pk)
            if texts_fingerprint(report) != state:
                raise Changed
            run = ImportRun(
                user=upload.user,
                list_slug="passages",
                file_name=name[:255],
                sha256=upload.preview["hash"],
                fingerprint=upload.preview["data_key"],
            )
            guesses = upload.preview["parts"]
            _Saver(report, run, outline, f"Imported from “{name}”"[:100]).save(
                choices, guesses
            )
            run.save()
            subject = str(Passage._meta.verbose_name_plural)
            action = AuditEntry.Action.IMPORT
            audit_log.record(action, upload.user, subject, **run.counts)
    data = [
        {
            "list": slug,
            "caption": outline.tables[number].caption,
            "sheet": outline.tables[number].as_spreadsheet(),
        }
        for number, slug in choices.data_tables().items()
    ]
    upload.finish({"run": run.pk, "data": data})
    return run


class _Saver:
    def __init__(self, report, run, outline, reason):
        self.report, self.run, self.outline, self.reason = report, run, outline, reason
        self.changes = Changes()
        self.counts: Counter[str] = Counter(new=0, changed=0, same=0, wrong=0)
        self.problems: list[tuple[str, int]] = []
        self.skipped: list[str] = []
        self.shortened: list[str] = []

    def save(self, choices, guesses):
        rows = {row.key: row for row in self.report.passages.select_for_update()}
        for choice, text in assemble(self.outline, choices, guesses).items():
            row = rows.get(choice.removeprefix(TO))
            if row is not None and row.body and not choices.replaces:
                self.skipped.append(f"“{self._title(text)}”")
                continue
            if words := self._clean(text):
                key = choice.removeprefix(TO)
                if choice.startswith(NEW):
                    key = f"{self._section(text.title).key}.text"
                self._save(row or Passage(report=self.report, key=key), words, text)
        if self.problems:
            raise TextErrors(self.problems)
        self.run.counts = dict(self.counts)
        self.run.notes = self._notes(choices)

    def _title(self, text) -> str:
        return self.outline.parts[text.parts[0]].title or "Before the first heading"

    def _clean(self, text) -> str:
        pasted = read_pasted(text.html)
        self.changes.counts.update(pasted.changes.counts)
        try:
            return rich_text.cleaned(pasted.html) if pasted.html else ""
        except ValidationError as error:
            self._refuse(text, error.messages)
            return ""

    def _refuse(self, text, messages):
        for message in dict.fromkeys(messages):
            self.problems.append((f"{self._title(text)}: {message}", text.parts[0]))

    def _section(self, title) -> SectionOverride:
        if len(title) > LONGEST_TITLE:
            title = title[:LONGEST_TITLE].rstrip()
            self.shortened.append(f"“{title}…”")
        row = section_overrides.add(self.report, title)
        versions = latest_versions(SectionOverride, [row.pk])
        self.run.remember(SectionOverride, [[row.pk, versions[row.pk], None]])
        return row

    def _save(self, row, words, text):
        before = latest_versions(Passage, [row.pk]).get(row.pk) if row.pk else None
        known = token_validation.checked_values(row) if row.pk else {}
        row.body, row.body_reason, row.reason_note = words, "", ""
        messages = [
            m
            for found in token_validation.find_errors(row, known).values()
            for m in found
        ]
        try:
            row.full_clean(exclude=["report", "signed_by"])
        except ValidationError as error:
            messages += error.messages
        if messages:
            self._refuse(text, messages)
            return
        row._change_reason = self.reason
        row.save()
        # Not before: saving a changed text marks it as reviewed.
        Passage.objects.filter(pk=row.pk).update(carried_from=WORD_FILE)
        versions = latest_versions(Passage, [row.pk])
        self.run.remember(Passage, [[row.pk, versions[row.pk], before]])
        self.counts["new" if before is None else "changed"] += 1

    def _notes(self, choices) -> list[str]:
        parts = self.outline.parts
        left_out = [
            f"“{part.title or 'Before the first heading'}”"
            for part, choice in zip(parts, resolved(choices.parts), strict=True)
            if choice == OUT
        ]
        self.changes.add("comment", self.outline.comments)
        for kind in NOT_MENTIONED:
            self.changes.counts.pop(kind, None)
        notes = [self.changes.message] if self.changes.message else []
        if left_out:
            notes.append(f"Not imported, as you chose: {listed(left_out)}.")
        if lines := self.outline.contents_list:
            notes.append(f"Left out as a contents list: {listed(lines)}.")
        if self.skipped:
            notes.append(
                f"Not imported, because the document has text there: "
                f"{listed(self.skipped)}."
            )
        if self.shortened:
            notes.append(
                f"Shortened to {LONGEST_TITLE} characters: {listed(self.shortened)}."
            )
        return notes
