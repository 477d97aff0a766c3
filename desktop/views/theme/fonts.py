"""The bundled fonts, handed to Qt once."""

from PySide6.QtGui import QFontDatabase

from desktop.bundled import bundled

FILES = ("Inter-Regular", "Inter-Medium", "Inter-SemiBold", "SourceSerif4-Regular")


def load_fonts() -> None:
    """Make Inter and Source Serif 4 known to Qt; RuntimeError when an installation lost a font."""
    for name in FILES:
        if QFontDatabase.addApplicationFont(str(bundled("fonts", f"{name}.ttf"))) < 0:
            raise RuntimeError(f"the font {name} cannot be read")
