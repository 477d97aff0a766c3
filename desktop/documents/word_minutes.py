"""Minutes as a Word file, for whoever works on them further: the same content as on paper, in the same order."""

from pathlib import Path

from desktop.documents.extract import About
from desktop.documents.minutes import NOTICE, STATES, beside, name_of, sentences, tell_minutes
from desktop.documents.styles import STRONG, Sheet
from desktop.documents.word_file import WordFile
from desktop.documents.words import ENGLISH, N_, Words
from desktop.models.minutes_content import MinutesContent


def write_word_minutes(
    content: MinutesContent, about: About, path: Path, *, sheet: Sheet | None = None, language: str = ENGLISH
) -> int:
    """Write the minutes as .docx; gives how many characters it could not carry and has as U+FFFD instead."""
    words = Words(language)
    second, name = beside(words), name_of(words, content)
    told = WordFile(sheet or Sheet(), words)
    if state := STATES[content.state]:
        told.add(told.text(f"{words(N_('DRAFT'))}: {words(state)}", STRONG))
    tell_minutes(told, content, about, second)
    told.add(told.text(words(NOTICE)), told.text(second(NOTICE), language=second.language))
    desk = words(N_("desk {phone}"), phone=about.phone) if about.phone else ""
    anchor = words(N_("Journal anchor {anchor}"), anchor=about.anchor)
    told.write(
        path,
        about,
        title=f"{name}: {content.title}",
        head=words.listed([about.office_name, about.address or "", desk, name]),
        foot=filter(None, (*sentences(words, content, about), anchor, words.unreviewed([second]))),
    )
    return told.replaced
