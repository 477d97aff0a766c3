"""What the dialog says of a forecast: subjects and reasons in the words of the office."""

from desktop.jobs.forecast import SPOKEN, Forecast, Kept
from desktop.jobs.papers import DOCUMENTS
from desktop.models.disclosure import Audience, Reason
from desktop.models.records import BY_KINDS
from desktop.views.saying import N_, say, say_count

COLUMNS_NAMED = 8

# One and many of what a field holds; what is not here is called by its label.
_SUBJECTS: dict[str, tuple[str, str]] = {
    SPOKEN: (N_("resident’s own words"), N_("residents’ own words")),
    "owner": (N_("name of who sees to it"), N_("names of who sees to it")),
    "lead": (N_("name of who leads"), N_("names of who leads")),
    "approved_by": (N_("name of who approved"), N_("names of who approved")),
    "contact": (N_("contact of a resident"), N_("contacts of residents")),
    "contact_consent": (N_("note of what a resident agreed to"), N_("notes of what residents agreed to")),
    "made_to": (N_("note of whom it was promised to"), N_("notes of whom it was promised to")),
    "told_how": (N_("note of how people were told"), N_("notes of how people were told")),
    "call_back_on": (N_("call-back date"), N_("call-back dates")),
    "priority": (N_("priority"), N_("priorities")),
    "phone": (N_("telephone number"), N_("telephone numbers")),
    "email": (N_("e-mail address"), N_("e-mail addresses")),
    "address": (N_("address"), N_("addresses")),
    "answer": (N_("answer of ours"), N_("answers of ours")),
    "what_happened": (N_("note of what happened"), N_("notes of what happened")),
    "closed_because": (N_("reason for closing"), N_("reasons for closing")),
    "meeting": (N_("meeting where it was said"), N_("meetings where it was said")),
    "referred_to": (N_("office it was referred to"), N_("offices it was referred to")),
    "note": (N_("note between staff"), N_("notes between staff")),
    "speaker": (N_("note of who spoke"), N_("notes of who spoke")),
    "offered_name": (N_("name that was offered"), N_("names that were offered")),
    "struck_because": (N_("reason for striking"), N_("reasons for striking")),
}
_REASONS = {
    Reason.NOTHING_OUTSIDE: N_("nobody agreed that they leave the office."),
    Reason.ROLE: N_("the speaker did not agree to be described."),
    Reason.PRIVACY_SCREEN: N_("the privacy screen is on."),
    Reason.DRAWER: N_("in a drawer that you cannot open."),
}


def subject(kept: Kept) -> str:
    """What was withheld, without its number: "contacts of residents,"."""
    if kept.key not in _SUBJECTS:
        label = say(kept.label)
        return say_count("value of “{label}”,", "values of “{label}”,", kept.count, label=label)
    one, many = _SUBJECTS[kept.key]
    return f"{say(one) if kept.count == 1 else say(many)},"


def reason(kept: Kept) -> str:
    """Why, as the end of the sentence."""
    if kept.reason is Reason.AUDIENCE:
        return say("for a partner at most.") if kept.widest is Audience.PARTNER else say("only for our office.")
    return say(_REASONS[kept.reason])


def whole_rows(what: str, count: int) -> str:
    """What was left out altogether, without its number."""
    return say_count("whole {one}.", "whole {many}.", count, one=one_of(what), many=words_of(what))


def goes_in(forecast: Forecast, what: str) -> tuple[str, str]:
    """How many of what goes in, and what is told of each."""
    count = f"{forecast.rows:,}"
    named = [label if label.isupper() else label[:1].lower() + label[1:] for label in map(say, forecast.shown)]
    if not named:
        return count, f"{words_of(what)}."
    listed = ", ".join(named[:COLUMNS_NAMED])
    more = len(named) - COLUMNS_NAMED
    told = say("{listed} and {more} more.", listed=listed, more=more) if more > 0 else f"{listed}."
    noun = say("entries") if what in DOCUMENTS else one_of(what) if forecast.rows == 1 else words_of(what)
    agreed = say(" Residents’ words only where they agreed.") if forecast.audience is not Audience.OFFICE else ""
    return count, f"{noun}: {told}{agreed}"


def words_of(what: str) -> str:
    """A kind in the plural, as people say it."""
    return say(what.replace("-", " "))


def one_of(what: str) -> str:
    """A kind in the singular."""
    return say(BY_KINDS[what].kind.replace("_", " ")) if what in BY_KINDS else say(what)
