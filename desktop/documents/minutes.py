"""Minutes on paper: one meeting, its records as lists, in quotation marks only what was said word for word."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, Table

from desktop.documents import dates
from desktop.documents.extract import About
from desktop.documents.fonts import Missing
from desktop.documents.letterhead import (
    BODY,
    COLUMN_HEAD,
    HAIRLINE,
    INK,
    INK_2,
    LEAD,
    RULE,
    SAID,
    SMALL,
    STRONG,
    Letterhead,
    Place,
)
from desktop.documents.story import Story
from desktop.models.disclosure import Audience
from desktop.models.minutes import MinutesState
from desktop.models.minutes_content import MinutesContent, OwedItem, Raised, Said

WHO = 123
BY = 84
NOTICE = (
    "Notes taken by hand, no recording. No residents are named.",
    "Notas a mano, sin grabación. No se nombra a residentes.",
)
STATES = {
    MinutesState.DRAFT: "Draft",
    MinutesState.READ_BACK: "Draft, read back",
    MinutesState.CORRECTED: "Draft, corrected",
    MinutesState.FINAL: "",
}
QUIET = ParagraphStyle("quiet", BODY, textColor=INK_2)
QUIET_SMALL = ParagraphStyle("quiet small", SMALL, textColor=INK_2)


def write_minutes(content: MinutesContent, about: About, path: Place) -> Missing:
    """Print the minutes to a PDF; gives the characters that no font of ours has, with how often.

    Refusal when `path` cannot be written.
    """
    name = f"Minutes {content.number}".strip()
    letterhead = Letterhead(
        about=about,
        name=name,
        title=f"{name}: {content.title}",
        sentences=(_read_back(content), f"{name}, printed {dates.long_moment(about.made_at)}"),
        state=STATES[content.state],
        notice=NOTICE,
    )
    story = Story(letterhead.width)
    _head(story, content)
    _last_time(story, content)
    _concerns(story, content)
    _owed(story, content, "Promises we made", "We will", content.promises)
    _owed(story, content, "Questions to answer", "Question", content.questions)
    _owed(story, content, "Actions for partners", "Action", content.actions)
    if content.praise:
        story.section("Praise")
        story.table((), [[_said(story, said)] for said in content.praise], [0])
    _notes(story, content)
    _corrections(story, content)
    _close(story, content, about)
    letterhead.write(story.flowables, path)
    return story.missing + letterhead.missing


def _head(story: Story, content: MinutesContent) -> None:
    story.headline(content.title)
    story.space(4.5)
    kind = ", ".join(filter(None, [content.sort, content.area]))
    if kind:
        story.add(story.paragraph(kind, LEAD))
    story.space(9.75)
    facts = (
        ("When", dates.span(content.starts_at, content.ends_at)),
        ("Where", content.place or "Not noted"),
        ("Who was here, unnamed", _who_was_here(content)),
    )
    label_style = ParagraphStyle("fact", COLUMN_HEAD, leading=13.5)
    share = (story.width - 27) / 3.4
    style: list[Any] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 13.5),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 6),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 7.5),
        ("LINEABOVE", (0, 0), (-1, 0), RULE, INK),
        ("LINEBELOW", (0, 0), (-1, 0), 0.75, HAIRLINE),
    ]
    cells = [[story.paragraph(label, label_style), story.paragraph(text)] for label, text in facts]
    story.add(Table([cells], colWidths=[1.05 * share + 13.5, share + 13.5, 1.35 * share], style=style))
    if content.summary:
        story.space(9)
        story.add(story.paragraph(content.summary))


def _last_time(story: Story, content: MinutesContent) -> None:
    if not content.last_time or content.last_time_on is None:
        return
    story.section(f"From last time, {dates.month_day(content.last_time_on)}")
    rows = []
    for item in content.last_time:
        happened = item.what_happened or (f"Due {dates.month_day(item.due)}" if item.due else "")
        rows.append([story.paragraph(item.state, STRONG), _said(story, item.said), story.paragraph(happened)])
    story.table(("State", "We promised", "What happened"), rows, [78, 0, 160.5])


def _concerns(story: Story, content: MinutesContent) -> None:
    if not content.concerns:
        return
    story.section("Concerns raised")
    heads = ["Number", "As noted. In quotation marks: as spoken", "Who answers", "Answer by"]
    widths = [73.5, 0, 117, BY]
    rows = [
        [
            story.paragraph(item.number),
            _said(story, item.said),
            story.paragraph(item.who),
            story.paragraph(_answer(item)),
        ]
        for item in content.concerns
    ]
    if not content.shows_who:
        _drop(2, heads, widths, *rows)
    story.table(heads, rows, widths)


def _owed(story: Story, content: MinutesContent, title: str, head: str, items: Sequence[OwedItem]) -> None:
    if not items:
        return
    story.section(title)
    heads = [head, "Who", "By"]
    widths: list[float] = [0, WHO, BY - 3]
    rows = [[_said(story, item.said), story.paragraph(item.who), story.paragraph(_weekday(item.by))] for item in items]
    if not content.shows_who:
        _drop(1, heads, widths, *rows)
    story.table(heads, rows, widths)


def _notes(story: Story, content: MinutesContent) -> None:
    if not content.notes:
        return
    story.section("What was said")
    rows = [
        [
            story.paragraph(dates.clock(note.at) if note.at else ""),
            story.paragraph(note.who),
            _said(story, note.said),
        ]
        for note in content.notes
    ]
    story.table(("Time", "Who", "As noted. In quotation marks: as spoken"), rows, [66, WHO, 0])


def _corrections(story: Story, content: MinutesContent) -> None:
    if content.corrections:
        story.section("Corrections")
        story.add(story.paragraph(content.corrections))


def _close(story: Story, content: MinutesContent, about: About) -> None:
    """How to correct us, in two languages; then what this copy is."""
    english = [f"Call {about.phone}"] if about.phone else []
    spanish = [f"Llame al {about.phone}"] if about.phone else []
    if content.next_on:
        english.append(f"come on {dates.month_day(content.next_on)}")
        spanish.append(f"venga el {dates.spanish_month_day(content.next_on)}")
    asked = _sentence(english, " or ", "Tell anyone of this office")
    pedido = _sentence(spanish, " o ", "Dígalo en esta oficina")
    story.space(16.5)
    story.columns(
        [
            story.joined(("Did we get it right?", STRONG), (f"{asked}. We print each correction with its date.", BODY)),
            story.joined(
                ("¿Está bien escrito?", STRONG), (f"{pedido}. Imprimimos cada corrección con su fecha.", BODY)
            ),
        ],
        boxed=True,
    )
    story.space(12)
    desk = f"en el {about.phone}" if about.phone else "en esta oficina"
    story.columns(
        [
            story.paragraph("To read these minutes in Spanish or in large type, ask the desk."),
            story.paragraph(f"Para leer esta acta en español o en letra grande, pídala {desk}."),
        ]
    )
    _copy(story, content)


def _copy(story: Story, content: MinutesContent) -> None:
    said = [f"This copy is for {content.audience.words}."]
    if content.approved_by and content.is_final:
        said.append(f"Approved by {content.approved_by}.")
    if withheld := content.withheld.sentences():
        said.append(f"Left out: {'; '.join(withheld)}.")
    if len(said) > 1 or content.audience is not Audience.ANYONE:
        story.space(12)
        story.add(story.paragraph(" ".join(said), QUIET_SMALL))


def _said(story: Story, said: Said) -> Paragraph:
    """Words as noted; the serif and quotation marks only for what was said word for word."""
    if said.struck_at is not None:
        return story.paragraph(f"Struck at the speaker’s wish, {dates.clock(said.struck_at)}", QUIET)
    if said.verbatim:
        return story.paragraph(f"“{said.text}”", SAID)
    return story.paragraph(said.text)


def _who_was_here(content: MinutesContent) -> str:
    counts = (
        _counted(content.adults, "adult", "adults"),
        _counted(content.young_people, "young person", "young people"),
        _counted(content.officers, "officer", "officers"),
    )
    people = ", ".join(filter(None, counts)) or "Not counted"
    also = content.also_here.rstrip(". ")
    return f"{people}. {also}." if also else f"{people}."


def _counted(count: int | None, one: str, many: str) -> str:
    return "" if count is None else f"{count} {one if count == 1 else many}"


def _answer(item: Raised) -> str:
    return f"Answered {_weekday(item.answered_on)}" if item.answered_on else _weekday(item.answer_by)


def _weekday(day: date | None) -> str:
    return dates.weekday(day) if day else ""


def _read_back(content: MinutesContent) -> str:
    at = content.read_back_at
    if at is None:
        return "Lines marked by the note taker, not yet read back to the room"
    day = "" if at.date() == content.starts_at.date() else f" on {dates.month_day(at)}"
    return f"Lines marked by the note taker, read back to the room{day} at {dates.clock(at)}"


def _sentence(parts: Sequence[str], between: str, otherwise: str) -> str:
    said = between.join(parts) or otherwise
    return said[:1].upper() + said[1:]


def _drop(column: int, *rows: list[str] | list[float] | list[Paragraph]) -> None:
    for row in rows:
        del row[column]
