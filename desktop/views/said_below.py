"""What the layers below say in sentences of their own, as `retold` finds it again: with blanks where values stand.

Refusals and the names of changes are gathered from the code itself; these are made of parts there.
"""

from desktop.models.natural_date import EXAMPLE, EXAMPLE_TIME

SAID_BELOW = (
    # models/due.py
    "Answer {said}",
    "Call back {said}",
    "Fix {said}",
    "Took 1 day",
    "Took {days} days",
    "Done the same day",
    "No date yet",
    "1 day late",
    "{days} days late",
    "today",
    "tomorrow",
    "in 1 day",
    "in {days} days",
    "on {weekday}",
    # models/today.py
    "Nobody told",
    # models/natural_date.py
    EXAMPLE,
    EXAMPLE_TIME,
    # models/minutes_content.py
    "Done",
    "Done in part",
    "Under way",
    "Late",
    "Not kept",
    # models/telling.py
    "a phone number",
    "an e-mail address",
    "a license plate",
    "somebody’s address",
    "a name",
    # Names of changes
    "Set {field} of {reference}",
    "Strike {reference}",
    "Undo: {said}",
    "Update the office",
    "Passed on: {reason}",
    "Move {number} to the Bin",
    "Write a line",
    "Write {n} lines",
    "Attach a file",
    "Attach files",
    "The concern",
    "{n} concerns",
)
