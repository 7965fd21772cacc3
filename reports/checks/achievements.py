"""Achievements that are written as tasks."""

from priorities.models import Achievement
from reports.checks.issue import warning
from reports.checks.registry import check
from reports.text.excerpts import briefly
from reports.text.phrases import shape
from reports.text.sentences import sentences_of

TASK = shape("achievements.task")


@check("task-among-achievements")
def achievements_are_achieved(draft):
    for sentence in sentences_of(draft):
        if not isinstance(sentence.words.row, Achievement):
            continue
        match = sentence.first(TASK)
        if match:
            yield warning(
                f"“{briefly(sentence.text[match.start() :])}” is written as "
                "a task, not an achievement.",
                "Say what was done, who did it and the result.",
                **sentence.mark(match),
            )
