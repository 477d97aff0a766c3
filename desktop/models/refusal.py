"""The one kind of error a person can act on; everything else is our bug."""


class Refusal(Exception):
    """Something was not done, and the person can act on it.

    The message is one plain sentence that names what, where and what to do. It never repeats what a
    resident said, and whoever raises it has changed nothing.
    """
