"""Pictures as uploaded: decoded within limits, resized, and without metadata.

Only the pixels are kept: the picture is written again as JPEG or, with transparency,
as PNG, which a browser, a PDF and a Word file can all show.
"""

import io
import struct
import warnings
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from PIL import Image, ImageCms, ImageFile, ImageOps

MAX_BYTES = 15_000_000
MAX_PIXELS = 50_000_000
# Enough for the whole width of a page at 300 dots an inch.
LONGEST_SIDE = 2000
FORMATS = ("PNG", "JPEG", "WEBP")
JPEG_QUALITY = 85
TOO_LARGE = "The picture must be 15 MB or smaller. Save a smaller copy and select it"
TOO_MANY_PIXELS = (
    "The picture must have 50 million pixels or fewer. Save a smaller copy and select "
    "it"
)
NOT_A_PICTURE = "The picture must be a PNG, JPEG or WebP file"
DAMAGED = "The picture is damaged. Open it, save it again and select the new copy"


@dataclass(frozen=True)
class StoredImage:
    """A picture as it will be stored."""

    content: bytes
    extension: str
    width: int
    height: int


def read_image(data: bytes) -> StoredImage:
    """The picture to store for an uploaded one. Raises ValidationError."""
    if len(data) > MAX_BYTES:
        raise ValidationError(TOO_LARGE)
    try:
        with warnings.catch_warnings():
            # Its size is checked here, before any pixel is decoded.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=FORMATS)
    except Image.DecompressionBombError:
        raise ValidationError(TOO_MANY_PIXELS) from None
    except (OSError, ValueError, SyntaxError, struct.error):
        raise ValidationError(NOT_A_PICTURE) from None
    if image.width * image.height > MAX_PIXELS:
        raise ValidationError(TOO_MANY_PIXELS)
    try:
        return _written(_upright(image))
    except (OSError, ValueError, SyntaxError, struct.error, EOFError, IndexError):
        raise ValidationError(DAMAGED) from None


def _upright(image):
    """The first frame, turned as the camera was held, in sRGB, and not too large."""
    # A JPEG can be decoded at a fraction of its size.
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    # Other libraries switch this on for the whole process.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    image.load()
    profile = image.info.get("icc_profile")
    image = ImageOps.exif_transpose(image)
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    if profile and image.mode in {"RGB", "CMYK"}:
        image = _in_srgb(image, profile)
    has_alpha = "A" in image.getbands() or "transparency" in image.info
    image = image.convert("RGBA" if has_alpha else "RGB")
    if has_alpha and image.getextrema()[3] == (255, 255):
        image = image.convert("RGB")
    return image


def _in_srgb(image, profile):
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, source, target, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image  # a profile that cannot be read is left out


def _written(image) -> StoredImage:
    out = io.BytesIO()
    # Without these, the writers copy metadata of the original.
    image.info = {}
    if image.mode == "RGBA":
        image.save(out, "PNG", optimize=True)
        extension = "png"
    else:
        lossless = io.BytesIO()
        image.save(out, "JPEG", quality=JPEG_QUALITY, optimize=True)
        extension = "jpg"
        if image.getcolors(256) is not None:
            # A drawing of few colours is smaller, and sharper, as PNG.
            image.save(lossless, "PNG", optimize=True)
            if len(lossless.getvalue()) <= len(out.getvalue()):
                out, extension = lossless, "png"
    return StoredImage(out.getvalue(), extension, image.width, image.height)
