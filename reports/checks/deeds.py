"""Achievements told as achieved: what was done, how much of it."""

import re

from priorities.models import Achievement
from reports.checks.finding import warn
from reports.checks.registry import check
from reports.text.sentence import (
    NUMBER,
    briefly,
    hinted,
    sentences_of,
)

VERBS = (
    "Advise|Build|Continue|Create|Deliver|Develop|Encourage|Engage|Ensure|Establish|"
    "Explore|Identify|Implement|Improve|Increase|Introduce|Investigate|Maintain|Make|"
    "Monitor|Prevent|Produce|Promote|Protect|Provide|Raise|Reduce|Review|Strengthen|"
    "Support|Tackle|Train|Undertake|Work"
)
TASK = re.compile(
    rf"(?:^|(?<=[.:] ))(?:{VERBS})(?:, \w+ and \w+)? "
    r"(?:the|a|an|all|our|their|and|with|to|those|people|partners?|young|vulnerable|"
    r"victims|communit\w+|awareness|effective\w*|joint)\b"
)


@check(
    "task-among-deeds",
    "Achievements worded as tasks",
    "Readers cannot tell whether it was done.",
)
def achievements_are_achieved(draft):
    for sentence in sentences_of(draft):
        if not isinstance(sentence.words.row, Achievement):
            continue
        match = sentence.first(TASK)
        if match:
            yield warn(
                f"“{briefly(sentence.text[match.start() :])}” is worded as a task.",
                "Say what was done, by whom, and what came of it.",
                **sentence.mark(match),
            )


VAGUE = re.compile(
    r"\b(?:a (?:large |small |growing |good |great )?number of|numerous)\b", re.I
)

# The things themselves follow.
NAMED = re.compile(r"\b(?:including|such as|namely|like)\b|:|\bways\b")


@check(
    "number-of",
    "“A number of”",
    "Readers ask how many.",
)
def numbers_are_told(draft):
    for sentence in hinted(draft, "number of", "numerous"):
        match = sentence.first(VAGUE)
        rest = sentence.typed[match.end() : match.end() + 80] if match else ""
        if (
            match
            and not NUMBER.search(rest)
            and not NAMED.search(rest)
            and not sentence.owns_up
        ):
            following = " ".join(sentence.text[match.start() :].split()[:5])
            yield warn(
                f"“{following.strip('.,;')}” does not say how many.",
                "Give the number, or say that it is not known.",
                **sentence.mark(match),
            )


CAUSE = re.compile(r"\b(?:resulting in|resulted in|leading to|led to)\b", re.I)
COMPLAINED = re.compile(r"\b(?:complaints?|crimes?|offences|incidents)\b", re.I)
WORKED = re.compile(
    r"\b(?:enforcement|patrols?|work|operations?|training|support)\b", re.I
)


@check(
    "cause-and-effect",
    "Good work said to result in complaints or crimes",
    "Cause and effect do not fit, and readers take the work for the fault.",
)
def effects_fit_their_causes(draft):
    for sentence in hinted(draft, "result", "lead", "led to"):
        match = sentence.first(CAUSE)
        if not match or not WORKED.search(sentence.text[: match.start()]):
            continue
        effect = sentence.text[match.end() :]
        better = re.search(
            r"\b(?:fewer|less|reduc\w+|fall|drop|decrease|lower)\b", effect
        )
        if COMPLAINED.search(effect) and not better:
            yield warn(
                f"“{briefly(sentence.text)}” makes work the cause of what it fights.",
                "Tell what was done and what was found as two sentences.",
                **sentence.mark(match),
            )
