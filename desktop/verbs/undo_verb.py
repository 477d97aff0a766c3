"""`undo`: takes back the newest undoable change set of this person; again goes one further back."""

from collections.abc import Sequence

from desktop.verbs.office_arguments import opened, parser, print_json


def run(given: Sequence[str]) -> None:
    """Undo, or redo, and print what was taken back."""
    made = parser("undo", "take back your newest change; again goes one further back")
    made.add_argument("--redo", action="store_true", help="take back your newest undo instead")
    arguments = made.parse_args(given)
    with opened(arguments, write=True) as store:
        if arguments.redo:
            print_json({"redone": store.redo().result().removeprefix("Undo: ")})
        else:
            print_json({"undone": store.undo().result()})
