"""The inconsistencies by number, and those that no system of this kind can see.

File 1 lists those of an agreement and a scrutiny report, file 2 those of a panel
update, a strategy summary and an annual review, and between all of them.
"""

NUMBERS = [f"1.{item}" for item in range(1, 94)] + [
    f"2.{item}" for item in range(1, 100)
]
# What was wrong, and why neither the data nor the words give it away.
OUT_OF_REACH: dict[str, tuple[str, str]] = {
    "1.85": (
        "A quotation without its noun",
        "Every word is right and in its place; only someone who knows the source "
        "misses the one that is not there.",
    ),
    "2.67": (
        "Violence is under all three priorities",
        "Whether themes overlap is a matter of meaning; checks that compared their "
        "words found mostly overlaps that are none.",
    ),
}
