"""What the dialog says of a forecast: subjects and reasons in the words of the office."""

from desktop.jobs.forecast import SPOKEN, Forecast, Kept
from desktop.jobs.papers import DOCUMENTS
from desktop.models.disclosure import Audience, Reason
from desktop.models.records import BY_KINDS

COLUMNS_NAMED = 8

# One and many of what a field holds; what is not here is called by its label.
_SUBJECTS: dict[str, tuple[str, str]] = {
    SPOKEN: ("resident’s own words", "residents’ own words"),
    "owner": ("name of who sees to it", "names of who sees to it"),
    "lead": ("name of who leads", "names of who leads"),
    "approved_by": ("name of who approved", "names of who approved"),
    "contact": ("contact of a resident", "contacts of residents"),
    "contact_consent": ("note of what a resident agreed to", "notes of what residents agreed to"),
    "made_to": ("note of whom it was promised to", "notes of whom it was promised to"),
    "told_how": ("note of how people were told", "notes of how people were told"),
    "call_back_on": ("call-back date", "call-back dates"),
    "priority": ("priority", "priorities"),
    "phone": ("telephone number", "telephone numbers"),
    "email": ("e-mail address", "e-mail addresses"),
    "address": ("address", "addresses"),
    "answer": ("answer of ours", "answers of ours"),
    "what_happened": ("note of what happened", "notes of what happened"),
    "closed_because": ("reason for closing", "reasons for closing"),
    "meeting": ("meeting where it was said", "meetings where it was said"),
    "referred_to": ("office it was referred to", "offices it was referred to"),
    "note": ("note between staff", "notes between staff"),
    "speaker": ("note of who spoke", "notes of who spoke"),
    "offered_name": ("name that was offered", "names that were offered"),
    "struck_because": ("reason for striking", "reasons for striking"),
}
_REASONS = {
    Reason.NOTHING_OUTSIDE: "nobody agreed that they leave the office.",
    Reason.ROLE: "the speaker did not agree to be described.",
    Reason.PRIVACY_SCREEN: "the privacy screen is on.",
    Reason.DRAWER: "in a drawer that you cannot open.",
}


def subject(kept: Kept) -> str:
    """What was withheld, without its number: "contacts of residents,"."""
    one, many = _SUBJECTS.get(kept.key, (f"value of “{kept.label}”", f"values of “{kept.label}”"))
    return f"{one if kept.count == 1 else many},"


def reason(kept: Kept) -> str:
    """Why, as the end of the sentence."""
    if kept.reason is Reason.AUDIENCE:
        return "for a partner at most." if kept.widest is Audience.PARTNER else "only for our office."
    return _REASONS[kept.reason]


def whole_rows(what: str, count: int) -> str:
    """What was left out altogether, without its number."""
    return f"whole {one_of(what) if count == 1 else words_of(what)}."


def goes_in(forecast: Forecast, what: str) -> tuple[str, str]:
    """How many of what goes in, and what is told of each."""
    count = f"{forecast.rows:,}"
    named = [label if label.isupper() else label[:1].lower() + label[1:] for label in forecast.shown]
    if not named:
        return count, f"{words_of(what)}."
    listed = ", ".join(named[:COLUMNS_NAMED])
    more = len(named) - COLUMNS_NAMED
    told = f"{listed} and {more} more." if more > 0 else f"{listed}."
    noun = "entries" if what in DOCUMENTS else one_of(what) if forecast.rows == 1 else words_of(what)
    agreed = " Residents’ words only where they agreed." if forecast.audience is not Audience.OFFICE else ""
    return count, f"{noun}: {told}{agreed}"


def words_of(what: str) -> str:
    """A kind in the plural, as people say it."""
    return what.replace("-", " ")


def one_of(what: str) -> str:
    """A kind in the singular."""
    return BY_KINDS[what].kind.replace("_", " ") if what in BY_KINDS else what
