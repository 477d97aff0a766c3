"""Everything the window can say, for its catalogue: what `say` and `N_` mark, refusals, journal labels, and data.

Read from the syntax tree, because sentences of the layers below are f-strings: `f"{days} days late"` is gathered as
"{days} days late", and `desktop.views.saying.retold` finds its translation by that.
"""

import ast
import enum
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog

from desktop.documents.dates import MONTHS, SHORT
from desktop.models.access import Role
from desktop.models.concern import Source
from desktop.models.disclosure import Audience
from desktop.models.due import WEEKDAYS
from desktop.models.records import BY_KINDS
from desktop.store.first_records import CATEGORIES, MEETING_KINDS, ORGANIZATION_KINDS
from desktop.views.said_below import SAID_BELOW
from desktop.views.saying import BELOW as BELOW_USE

ROOT = Path(__file__).resolve().parent.parent
SHORT_MONTHS = tuple(month[:SHORT] for month in MONTHS)
MARKS = {"say", "N_", "say_count"}
# Whose text arguments are the name of a change in the journal.
LABELLED = {"write", "_write", "_act", "_decide", "_with_meeting", "note", "strike"}


@dataclass(frozen=True)
class Meant:
    """A phrase for one use, as `say_as` says it."""

    use: str
    phrase: str


BELOW = ("models", "store", "jobs", "documents", "views")
Phrase = str | tuple[str, str] | Meant


def gathered() -> Catalog:
    """The catalogue of the window, untranslated."""
    found = Catalog(project="Common Ground", version="", charset="utf-8")
    for phrase, where in sorted(phrases(), key=lambda row: (row[1], str(row[0]))):
        if isinstance(phrase, Meant):
            found.add(phrase.phrase, context=phrase.use, locations=[(where, 0)])
        else:
            found.add(phrase, locations=[(where, 0)])
    return found


def phrases() -> Iterator[tuple[Phrase, str]]:
    """Each phrase with the file that says it; what names options of the command line never reaches the window."""
    for folder in BELOW:
        for path in sorted((ROOT / "desktop" / folder).rglob("*.py")):
            yield from ((phrase, str(path.relative_to(ROOT))) for phrase in said_in(path) if " --" not in str(phrase))
    yield from ((phrase, "desktop/app.py") for phrase in said_in(ROOT / "desktop" / "app.py"))
    yield from ((phrase, "desktop/models") for phrase in data())


def said_in(path: Path) -> Iterator[Phrase]:
    """The phrases of one file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    in_window = "views" in path.parts or path.name == "app.py"
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name, is_function = _name(node.func), isinstance(node.func, ast.Name)
        if name == "say_count" and in_window:
            one, many = (text for part in node.args[:2] for text in texts(part))
            yield one, many
        elif name == "say_as" and in_window:
            use, said = (text for part in node.args[:2] for text in texts(part))
            yield Meant(use, said)
        elif name in MARKS and in_window and is_function:
            yield from (text for part in node.args[:1] for text in texts(part))
        elif name == "Refusal":
            yield from (below(text) for part in node.args[:1] for text in texts(part))
        elif name == "__init__" and not in_window:  # a refusal of its own kind
            yield from (below(text) for part in node.args[:1] for text in texts(part) if text.endswith("."))
        elif name in LABELLED and "documents" not in path.parts:
            yield from (below(text) for part in node.args for text in texts(part) if " " in text)


def data() -> Iterator[Phrase]:
    """What is described once as data: fields and their choices, kinds of records, roles, first words of an office."""
    for record in BY_KINDS.values():
        yield from (record.kind.replace("_", " "), record.kinds.replace("_", " "))
        yield record.kind.replace("_", " ").capitalize()
        for field in record.fields:
            yield from (text for text in (field.label, field.short, field.help) if text)
            yield from _choices(field.choices)
    yield from _choices(Role)
    yield from (source.words for source in Source)
    yield from (audience.words for audience in Audience)
    yield from map(below, SAID_BELOW)
    yield from (*CATEGORIES, *MEETING_KINDS, *ORGANIZATION_KINDS, *WEEKDAYS, *SHORT_MONTHS)


def below(text: str) -> Phrase:
    """A sentence of the layers below; one with blanks is kept apart from what the window says."""
    return Meant(BELOW_USE, text) if "{" in text else text


def texts(node: ast.expr) -> Iterator[str]:
    """The texts an expression can be: a text, a filled one as a template, or either of two."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield template(node)
    elif isinstance(node, ast.IfExp):
        yield from texts(node.body)
        yield from texts(node.orelse)


def template(node: ast.JoinedStr) -> str:
    """An f-string as a phrase with named blanks."""
    named: dict[str, str] = {}
    made = ""
    for part in node.values:
        if isinstance(part, ast.Constant):
            made += str(part.value)
        elif isinstance(part, ast.FormattedValue):
            name, source = blank(part.value), ast.unparse(part.value)
            place = 2
            while named.setdefault(name, source) != source:
                name, place = f"{blank(part.value)}_{place}", place + 1
            made += f"{{{name}}}"
    return made


def blank(node: ast.expr) -> str:
    """A name for what stands in a blank."""
    if isinstance(node, ast.Attribute):
        return "field" if node.attr == "label" and ast.unparse(node.value).endswith("field") else node.attr.strip("_")
    if isinstance(node, ast.Name):
        return node.id.strip("_").lower()
    if isinstance(node, ast.IfExp):
        return blank(node.body)
    if isinstance(node, ast.BoolOp):
        return blank(node.values[0])
    if isinstance(node, ast.Subscript | ast.Starred):
        return blank(node.value)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name):
        return blank(node.func)
    return "value"


def _choices(choices: type[enum.StrEnum] | None) -> Iterator[str]:
    for choice in choices or ():
        yield from (choice.value, choice.value[:1].upper() + choice.value[1:])


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
