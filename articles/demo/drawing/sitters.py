"""Who sits for the demo's portraits: the choices that tell one bust from another."""

from dataclasses import dataclass

MIDDLE = 400.0
NIGHT = "#14283a"


@dataclass(frozen=True)
class Sitter:
    """What tells one portrait from another. Hair, clothes and extras are named as in their tables."""

    ground: tuple[str, str]
    disc: str
    skin: str
    hair: str
    hair_style: str
    clothes: str
    clothes_style: str
    accent: str
    extras: tuple[str, ...] = ()
    width: float = 1.0
    jaw: float = 1.0


TEAL, SAND, CLAY, MIST, OCHRE, PLUM = (
    ("#2f6f78", "#17424f"),
    ("#efdfc0", "#d9bd8d"),
    ("#d98a67", "#ac5643"),
    ("#d5e0de", "#a3bcbf"),
    ("#e9bf6a", "#c98f3a"),
    ("#75566d", "#48354f"),
)

SITTERS = {
    "tangen": Sitter(TEAL, "#e7b765", "#e9bd99", "#5a3325", "bob", "#1d3345", "blazer", "#f3ead9"),
    "brennock": Sitter(
        SAND, "#c9705a", "#e6b795", "#9aa0a2", "receding", "#28404f", "suit", "#8a3c3a", ("glasses",), 1.03, 1.06
    ),
    "lindahl": Sitter(
        MIST, "#2f6f78", "#e8bf9f", "#b98a4e", "side_part", "#34495e", "suit", "#c98f3a", ("short_beard",), 0.97
    ),
    "rask": Sitter(CLAY, "#f0d9b0", "#d9a57f", "#3a2c27", "crew", "#26352f", "suit", "#ac5643", (), 1.05, 1.12),
    "achterberg": Sitter(
        PLUM, "#dda08a", "#efc8aa", "#d8d3ca", "short_waves", "#7b2f3c", "blouse", "#f0e2d0", ("glasses",), 0.97
    ),
    "abegunde": Sitter(OCHRE, "#8f3f37", "#6f4430", "#20191b", "crown", "#17424f", "blazer", "#f0dcb0", ("earrings",)),
    "sorrel": Sitter(
        TEAL, "#d9bd8d", "#c48e66", "#241f22", "curls", "#e3dccb", "rollneck", "#c7bda6", ("full_beard",), 1.02
    ),
    "okpara-lund": Sitter(
        MIST, "#d98a67", "#84543a", "#1d1719", "cropped", "#f4efe4", "blouse", "#2f6f78", ("earrings",), 0.96, 0.96
    ),
    "corvane": Sitter(
        SAND, "#2f6f78", "#d8a67f", "#8f3f4c", "headscarf", "#2c3d4d", "blazer", "#eadfc8", (), 0.95, 0.95
    ),
    "greave": Sitter(
        PLUM, "#e7b765", "#b97f5b", "#2a2021", "bald", "#3b2f2b", "suit", "#2f6f78", ("full_beard", "glasses"), 1.0, 1.0
    ),
    "brandt": Sitter(
        CLAY, "#58222c", "#ecc6a8", "#efece4", "updo", "#1b1d26", "robe", "#f7f3ea", ("earrings",), 0.96, 0.97
    ),
    "oyelaran": Sitter(
        TEAL, "#c9705a", "#5f3a2a", "#e2a23f", "headwrap", "#7b2f3c", "chain", "#e9bf6a", ("earrings",), 1.0, 1.0
    ),
    "tessaro": Sitter(OCHRE, "#f3e3bf", "#dcae86", "#2b2426", "swept", "#20303f", "suit", "#5c3a52", (), 0.98, 1.04),
    "venn": Sitter(MIST, "#75566d", "#cf9a72", "#4a2f25", "wavy", "#5d4037", "coat", "#e9bf6a", ("short_beard",), 0.98),
    "dravec": Sitter(
        SAND, "#48354f", "#e4b594", "#6d6a6b", "flat_top", "#2b3a35", "coat", "#efe4cf", ("moustache",), 1.08, 1.14
    ),
}
