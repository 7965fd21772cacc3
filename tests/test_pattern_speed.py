"""No regular expression of the project takes long on any text it may be given.

Each repeat of a pattern is fed with what it repeats, thousands of times, and then with
something that ends the match: the worst case of a search that goes back again.
"""

import pkgutil
import re
import re._constants as op
import re._parser as parser
import signal
import time
from collections import defaultdict
from importlib import import_module
from pathlib import Path

import pytest

from partnership.core.text.pasting.read import read_pasted

pytestmark = pytest.mark.long

APPS = ["partnership", "priorities", "funding", "reports"]
# A module that says LONGEST reads no longer texts.
USUAL = 500
SECONDS = 0.1
REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
EVERYWHERE = ["a", "A", " ", "1", "Aa ", "the ", "a. "]
EVERYWHERE += ["(", "[", "<", "&", "\n", "5% ", "£1 ", "2016-17 ", "."]
USE = re.compile(r"\b(\w+)\.(match|fullmatch|search|sub|subn|split|findall|finditer)\(")
DEFINED = re.compile(r"^(\w+) = ", re.M)
OF_CATEGORY = {op.CATEGORY_DIGIT: "1", op.CATEGORY_SPACE: " ", op.CATEGORY_WORD: "a"}
AROUND = [
    "<p>{}</p>",
    "<h2>{}</h2>",
    "<ul><li>{}</li></ul>",
    "<p style='font-size:{}'>a</p>",
    "<table><tr><td>{}</td><td>x</td></tr><tr><td>a</td><td>b</td></tr></table>",
    "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>{}</p>",
]


def patterns():
    """Each pattern of each module, with how it is used and how long its texts are."""
    found = {}
    used = defaultdict(set)
    for app in APPS:
        for path in Path(app).rglob("*.py"):
            text, module = path.read_text(), ".".join(path.with_suffix("").parts)
            own = set(DEFINED.findall(text))
            for name, method in USE.findall(text):
                used[module if name in own else "", name].add(method)
    for app in APPS:
        package = import_module(app)
        for module in pkgutil.walk_packages(package.__path__, f"{app}."):
            if ".migrations" in module.name or module.name.endswith("_process"):
                continue
            names = vars(import_module(module.name))
            longest = names.get("LONGEST", USUAL)
            for name, value in names.items():
                for pattern in in_value(value):
                    at = f"{module.name}.{name}"
                    uses = used[module.name, name] | used["", name]
                    found.setdefault(pattern, (at, searching(uses), longest))
    return found


def searching(methods):
    """The method that takes longest of those a pattern is used with."""
    if methods <= {"match", "fullmatch"} and methods:
        return max(methods)
    return "findall"


def in_value(value, depth=2):
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, dict):
        yield from in_value([*value, *value.values()], depth)
    elif depth and isinstance(value, list | tuple | set | frozenset):
        for item in value:
            yield from in_value(item, depth - 1)


def example(tree):
    """A text that part of a pattern matches, its repeats once."""
    return "".join(example_of(kind, value) for kind, value in tree)


def example_of(kind, value):
    if kind is op.LITERAL:
        return chr(value)
    if kind is op.IN:
        return example_of_set(value)
    if kind in (op.ANY, op.NOT_LITERAL):
        return "a"
    if kind is op.BRANCH:
        return example(value[1][0])
    if kind is op.SUBPATTERN:
        return example(value[3])
    if kind in REPEATS:
        return example(value[2]) * max(value[0], 1)
    return ""


def example_of_set(items):
    matches = re.compile("|".join(map(one_of_set, items[1:] or items)))
    if items[0][0] is op.NEGATE:
        return next((c for c in "a 1.,-xA" if not matches.match(c)), "é")
    kind, value = items[0]
    if kind is op.CATEGORY:
        return OF_CATEGORY.get(value, "a")
    return chr(value[0] if kind is op.RANGE else value)


def one_of_set(item):
    kind, value = item
    if kind is op.RANGE:
        return f"[{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}]"
    if kind is op.CATEGORY:
        return OF_CATEGORY.get(value, "a")
    return re.escape(chr(value)) if kind is op.LITERAL else "(?!)"


def repeats(tree, before=""):
    """What comes before each repeat without an end, and what it repeats."""
    for kind, value in tree:
        parts = []
        if kind in REPEATS:
            if value[1] > 8 and example(value[2]):
                yield before, example(value[2])
            parts = [value[2]]
        elif kind is op.SUBPATTERN:
            parts = [value[3]]
        elif kind is op.BRANCH:
            parts = value[1]
        elif kind in (op.ASSERT, op.ASSERT_NOT):
            parts = [value[1]]
        elif kind is op.ATOMIC_GROUP:
            parts = [value]
        for part in parts:
            yield from repeats(part, before)
        before += example_of(kind, value)


def hostile(pattern, longest):
    for before, body in repeats(parser.parse(pattern.pattern, pattern.flags)):
        for end in ["", "\x01"]:
            yield before + body * (longest // len(body)) + end
        yield (before + body) * (longest // len(before + body))
    for body in EVERYWHERE:
        yield body * (longest // len(body)) + "\x01"


def slowest(pattern, method, longest):
    """How long the slowest search takes, up to the limit, and in what text."""
    return max(
        (seconds_in(getattr(pattern, method), text), text[:80])
        for text in dict.fromkeys(hostile(pattern, longest))
    )


def seconds_in(search, text):
    """How long a search takes; it is ended soon after the limit."""
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS * 1.5)
    start = time.process_time()
    try:
        search(text)
    except TimeoutError:
        pass
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - start


@pytest.fixture(autouse=True)
def searches_end():
    def end(number, frame):
        raise TimeoutError

    former = signal.signal(signal.SIGVTALRM, end)
    yield
    signal.signal(signal.SIGVTALRM, former)


def test_no_pattern_is_slow():
    found = patterns()
    assert len(found) > 300

    slow = {}
    for pattern, (name, method, longest) in found.items():
        if isinstance(pattern.pattern, bytes):
            continue
        seconds, text = slowest(pattern, method, min(longest, USUAL))
        if seconds > SECONDS:
            slow[name] = (round(seconds, 2), text, pattern.pattern[:200])
    assert slow == {}


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize(
    "text", ["\xa0", "(", "1.", "o\xa0", "\t", "• ", "Table 1 ", "-"]
)
def test_no_paste_is_slow(around, text):
    start = time.process_time()
    read_pasted(around.format(text * (50_000 // len(text)) + "x"))
    assert time.process_time() - start < 20 * SECONDS


def test_slow_pattern_is_found():
    assert slowest(re.compile(r"(?:a+)+b"), "match", 400)[0] > SECONDS
    assert slowest(re.compile(r"a+b"), "findall", 400)[0] < SECONDS
