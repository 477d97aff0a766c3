"""What stands in the capture bar before Enter: enough to bring it back as it was, and what it means."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.models.capture import MARKS, QUOTES, Captured, capture
from desktop.models.line import Mark
from desktop.models.speaker import DEFAULT_ROLE


@dataclass(slots=True)
class HalfTyped:
    """Words and chips; `editing` is the line that is written anew, None for a new one."""

    words: str = ""
    mark: Mark = Mark.NOTE
    speaker: str = DEFAULT_ROLE
    verbatim: bool = False
    interpreted: bool = False
    editing: int | None = None

    def captured(self, roles: Sequence[str]) -> Captured:
        """What it means: the signs inside the words, and what the chips say."""
        words = self.words.strip()
        # The first sign became a chip; one behind it is a letter of the words.
        is_sign = words[:1] in MARKS or (words[:1] in QUOTES and self.verbatim)
        captured = capture(f"\\{words}" if is_sign else words, roles)
        if captured.mark is Mark.NOTE:
            captured.mark = self.mark
        captured.speaker = captured.speaker or self.speaker
        captured.interpreted = captured.interpreted or self.interpreted
        captured.verbatim = (captured.verbatim or self.verbatim) and not captured.interpreted
        return captured
