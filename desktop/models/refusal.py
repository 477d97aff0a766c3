"""The one kind of error a person can act on; everything else is our bug."""


class Refusal(Exception):
    """Something was not done, and the person can act on it.

    The message is one plain sentence that names what, where and what to do. It never repeats what a
    resident said, and whoever raises it has changed nothing. `column` names the field of a file it is about.
    """

    def __init__(self, message: str, column: str | None = None) -> None:
        super().__init__(message)
        self.column = column
