"""The bundled fonts, handed to Qt once."""

from PySide6.QtGui import QFontDatabase

from desktop.bundled import bundled

SANS_FILES = ("Inter-Regular", "Inter-Medium", "Inter-SemiBold")
SERIF_FILES = ("SourceSerif4-Regular",)


def load_fonts(names: tuple[str, ...] = SANS_FILES) -> None:
    """Make fonts known to Qt: Inter at once, the serif when it is first used; RuntimeError when one is lost."""
    for name in names:
        if QFontDatabase.addApplicationFont(str(bundled("fonts", f"{name}.ttf"))) < 0:
            raise RuntimeError(f"the font {name} cannot be read")
