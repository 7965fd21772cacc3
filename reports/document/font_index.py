"""Collect the project's fonts, and index their characters: run by make styles.

    python -m reports.document.font_index node_modules/@fontsource var/static

Copies the fonts to `fonts/`, and unpacks those that every PDF needs, because unpacking
takes a twentieth of the time of a PDF. Writes `fonts/index.json` (the characters of
every file, and how wide those of Public Sans are) and `css/other-scripts.css` for
browsers. Runs without Django.
"""

import json
import re
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

from fontTools.ttLib import TTFont, woff2

TEXT = "Public Sans"
TEXT_WEIGHTS = (400, 600, 700, 800)
# Packages for characters that Public Sans lacks, in order of preference. Chinese and
# emoji come in slices, and a document uses only a few.
OTHER = (
    *("noto-sans", "noto-sans-arabic", "noto-sans-hebrew", "noto-sans-bengali"),
    *("noto-sans-gurmukhi", "noto-sans-devanagari", "noto-sans-math"),
    *("noto-sans-symbols", "noto-sans-symbols-2", "noto-emoji", "noto-sans-sc"),
)
DIGITS = "zero one two three four five six seven eight nine".split()


def collect(packages: Path, static: Path) -> None:
    """Copy the fonts of the packages to the folder of static files and index them."""
    fonts = static / "fonts"
    shutil.rmtree(fonts, ignore_errors=True)
    fonts.mkdir(parents=True)
    faces = [_face(path, fonts, TEXT) for path in _text_files(packages)]
    for path in _text_files(packages):
        woff2.decompress(path, fonts / f"{path.stem}.ttf")
    widths = _widths(packages / "public-sans" / "files")
    others = [
        _face(path, fonts, _family(path))
        for package in OTHER
        for path in _files(packages / package)
    ]
    index = {"faces": faces + others, "widths": widths}
    (fonts / "index.json").write_text(json.dumps(index, separators=(",", ":")))
    (static / "css").mkdir(exist_ok=True)
    sheet = "\n".join(map(font_face, others))
    (static / "css" / "other-scripts.css").write_text(sheet + "\n")


def font_face(face: dict, folder: str = "../fonts") -> str:
    """The rule of a style sheet that declares one file."""
    return (
        f'@font-face{{font-family:"{face["family"]}";font-weight:{face["weight"]};'
        f'src:url("{folder}/{face["file"]}") format("woff2");'
        f"unicode-range:{','.join(map(_range, face['chars']))}}}"
    )


def _text_files(packages: Path) -> Iterable[Path]:
    for subset in ("latin", "latin-ext"):
        for weight in TEXT_WEIGHTS:
            name = f"public-sans-{subset}-{weight}-normal.woff2"
            yield packages / "public-sans" / "files" / name


def _files(package: Path) -> list[Path]:
    """A package's regular files: its main subsets before the Latin that comes along.

    Emoji are taken from one file, because many are made of several characters.
    """
    names = "noto-emoji-emoji-*" if package.name == "noto-emoji" else "*"
    found = sorted((package / "files").glob(f"{names}400-normal.woff2"))
    if not found:
        raise FileNotFoundError(f"{package} has no fonts. Run npm ci.")
    return sorted(found, key=lambda path: "-latin" in path.name)


def _family(path: Path) -> str:
    """A family for each file, because the PDF's renderer takes one file for each."""
    name = re.sub(r"-400-normal$", "", path.stem)
    return name.replace("-", " ").title()


def _face(path: Path, fonts: Path, family: str) -> dict:
    shutil.copyfile(path, fonts / path.name)
    weight = int(path.stem.split("-")[-2])
    with TTFont(path, lazy=True) as font:
        chars = _ranges(font.getBestCmap())
    return {"family": family, "weight": weight, "file": path.name, "chars": chars}


def _ranges(chars: Iterable[int]) -> list[list[int]]:
    """Code points as [first, last] pairs."""
    found: list[list[int]] = []
    for char in sorted(chars):
        if found and char == found[-1][1] + 1:
            found[-1][1] = char
        else:
            found.append([char, char])
    return found


def _range(pair: list[int]) -> str:
    first, last = pair
    return f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}"


def _widths(folder: Path) -> dict[str, dict]:
    """Widths by weight in thousandths of the size: by character, and of table digits.

    Digits in tables are all as wide as the widest.
    """
    return {str(weight): _widths_of(folder, weight) for weight in TEXT_WEIGHTS}


def _widths_of(folder, weight):
    chars: dict[str, int] = {}
    digit = 0
    for subset in ("latin-ext", "latin"):
        path = folder / f"public-sans-{subset}-{weight}-normal.woff2"
        with TTFont(path, lazy=True) as font:
            advances, em = font["hmtx"].metrics, font["head"].unitsPerEm
            for char, glyph in font.getBestCmap().items():
                chars[chr(char)] = round(advances[glyph][0] * 1000 / em)
            for name in (f"{digit}{form}" for digit in DIGITS for form in ("", ".tf")):
                digit = max(digit, round(advances.get(name, (0,))[0] * 1000 / em))
    return {"chars": chars, "digit": digit}


if __name__ == "__main__":
    collect(Path(sys.argv[1]), Path(sys.argv[2]))
