"""Letters that a symbol font draws as signs: “ü” in Wingdings is a tick.

Programs put the letter on the clipboard with the name of the font; without the font,
only the letter would be left.
"""

from partnership.core.text.pasting.looks import Styles

# What the font draws: pairs of a letter and its sign.
WINGDINGS = (
    "ü✓ û✗ þ☑ ý☒ o☐ q☐ ¨☐ x☒ r☐ §▪ n■ l● ¡○ v❖ Ø➢ ·• à→ ß← á↑ â↓ è→ ç← é↑ ê↓ ð→ "
    "J☺ K☺ L☹ C👍 D👎 *✉ (☎ !✏ 6⌛ \u00ab★ u◆"
)
WINGDINGS_2 = "P✓ O✗ R☑ S☒ T☒ Q☒ £☐ V☒ *☐ 0☐ u▪ ¡▪ —● \u02dc●"
SYMBOL = (
    "aα bβ gγ dδ eε zζ hη qθ iι kκ lλ mμ nν xξ oο pπ rρ sσ tτ uυ fφ cχ yψ wω DΔ "
    "GΓ QΘ LΛ XΞ PΠ SΣ FΦ YΨ WΩ £≤ ³≥ ¹≠ ±± ´× ¸÷ »≈ º≡ ®→ ¬← \u00ad↑ ¯↓ ·• °° ¥∞ Ö√ "
    "¢′ ²″ Î∈ å∑ ò∫"
)
FONTS = {
    name: {pair[0]: pair[1:] for pair in pairs.split()}
    for name, pairs in (
        ("wingdings", WINGDINGS),
        ("wingdings 2", WINGDINGS_2),
        ("wingdings 3", "à→ á← â↑ ã↓ }▶ |◀ p▲ q▼ u▶ t◀"),
        ("webdings", "a✓ r✗ c☐ g■ n● =■"),
        ("zapf dingbats", "4✓ 8✗ l● n■ u◆"),
        ("symbol", SYMBOL),
    )
}
# Characters that are not letters, which no symbol font changes.
UNCHANGED = set(" \t\n\r\xa0•▪■●○→←↑↓✓✗☑☐☒")


def symbol_font(styles: Styles, face: str, around: str) -> str:
    """The symbol font of an element by its styles or its face, or the one around."""
    font = styles.get("mso-symbol-font-family") or styles.get("font-family") or face
    if not font:
        return around
    name = font.split(",")[0].strip("\"' ").lower()
    return name if name in FONTS else ""


def sign(font: str, letter: str) -> str | None:
    """The sign that the font shows for a letter; None if it is not known."""
    if letter in UNCHANGED:
        return letter
    # Word keeps the letters of such fonts at code points of its own.
    plain = chr(ord(letter) - 0xF000) if "\uf020" <= letter <= "\uf0ff" else letter
    return FONTS[font].get(plain)
