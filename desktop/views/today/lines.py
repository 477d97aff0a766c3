"""The lists of the day: a head with its count, and lines of 47 that open their record."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.models.initials import initials_of
from desktop.models.today import Section, Thing
from desktop.views.privacy_screen import PrivacyScreen
from desktop.views.saying import N_, say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.today.reading import DayShown, Listed
from desktop.views.today.wording import SECTION_WORDS, LineWords, line_words, until
from desktop.views.widgets.button import Button, Look, Size
from desktop.views.widgets.marks import Avatar, Icon
from desktop.views.widgets.painting import paint_icon, paint_words
from desktop.views.widgets.panel import Rule
from desktop.views.widgets.pressable import Pressable
from desktop.views.widgets.words import Words

LINE = 46
SAID_WIDTH = 132
ACTIONS = {Section.NOT_TOLD: (N_("Record who was told"), "check"), Section.CALL_BACK: (N_("Called"), "phone")}
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class SectionHead(QWidget):
    """Icon, title and count over a hairline, with a link at the right where there is one.

    Signals:
        link_pressed(): the link was pressed.
    """

    link_pressed = Signal()

    def __init__(self, theme: Theme, title: str, icon: str, token: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 2)
        row.setSpacing(8)
        row.addWidget(Icon(theme, icon, token, 16, self))
        row.addWidget(Words(theme, title, Type.BODY_STRONG, parent=self))
        self._count = Words(theme, "", Type.SMALL_MEDIUM, "ink-3", parent=self)
        row.addWidget(self._count)
        row.addStretch(1)
        self._link = Button(theme, say("All"), look=Look.LINK, parent=self)
        self._link.clicked.connect(self.link_pressed)
        row.addWidget(self._link)
        column.addLayout(row)
        column.addWidget(Rule(theme, "line-2", parent=self))
        self.set_link("")

    def set_count(self, words: str) -> None:
        """How many, and by when."""
        self._count.set_words(words)

    def set_link(self, words: str) -> None:
        """Where more is; empty for nothing."""
        policy = self._link.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # heads with and without a link are equally high
        self._link.setSizePolicy(policy)
        self._link.setVisible(bool(words))
        if words:
            self._link.set_words(words)


class DayList(QWidget):
    """One list of the day.

    Signals:
        open_requested(kind, id): a line was pressed.
        action_requested(DayLine): its button was pressed.
        whole_requested(Section): a wish to see all of the list.
    """

    open_requested = Signal(object, object)
    action_requested = Signal(object)
    whole_requested = Signal(object)

    def __init__(
        self, theme: Theme, privacy: PrivacyScreen, section: Section, *, may_act: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._privacy = privacy
        self._section = section
        self._may_act = may_act
        self.lines: list[DayLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 12)
        self._column.setSpacing(0)
        title, icon, token = SECTION_WORDS[section]
        title = say(title)
        self.setAccessibleName(title)
        self.head = SectionHead(theme, title, icon, token, self)
        self.head.link_pressed.connect(self._on_link)
        self._column.addWidget(self.head)

    def show_listed(self, listed: Listed, shown: DayShown) -> None:
        """Show these lines; those that stay keep focus and what is asked below them."""
        is_due = self._section is Section.DUE
        self.head.set_count(
            say("{count} by {until}", count=f"{listed.count:,}", until=until(shown)) if is_due else f"{listed.count:,}"
        )
        hidden = listed.count - len(listed.things)
        self.head.set_link(say("Show all {count}", count=f"{listed.count:,}") if hidden > 0 else "")
        known = {(line.thing.record, line.thing.id): line for line in self.lines}
        wanted = [self._line(thing, known) for thing in listed.things]
        for line in self.lines:
            if line not in wanted:
                line.hide()
                line.deleteLater()
        self.lines = wanted
        for place, (line, thing) in enumerate(zip(wanted, listed.things, strict=True), 1):
            self._column.removeWidget(line)
            self._column.insertWidget(place, line)
            line.show_thing(thing, line_words(thing, shown, self._privacy))
            line.set_last(place == len(wanted))
        self.setVisible(bool(listed.count))

    def _line(self, thing: Thing, known: dict[tuple[type, int], "DayLine"]) -> "DayLine":
        if (line := known.get((thing.record, thing.id))) is not None:
            return line
        line = DayLine(self._theme, thing, self._privacy, has_action=self._may_act, parent=self)
        line.opened.connect(self.open_requested)
        line.action_requested.connect(self.action_requested)
        return line

    @Slot()
    def _on_link(self) -> None:
        self.whole_requested.emit(self._section)


class DayLine(QWidget):
    """One thing: what it is, what can be done at once, when it is due, who sees to it; room below for a question.

    Signals:
        opened(kind, id): it was pressed.
        action_requested(DayLine): its button was pressed.
    """

    opened = Signal(object, object)
    action_requested = Signal(object)

    def __init__(
        self, theme: Theme, thing: Thing, privacy: PrivacyScreen, *, has_action: bool, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.thing = thing
        self._privacy = privacy
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.body = LineBody(theme, self)
        self.body.clicked.connect(self._on_body)
        row.addWidget(self.body, 1)
        self.button: Button | None = None
        if has_action and thing.section in ACTIONS:
            words, icon = ACTIONS[thing.section]
            self.button = Button(theme, say(words), icon, size=Size.SMALL, parent=self)
            self.button.clicked.connect(self._on_button)
            row.addWidget(self.button)
        self._said = SaidDue(theme, self)
        row.addWidget(self._said)
        self._avatar = Avatar(theme, "", parent=self)
        row.addWidget(self._avatar)
        column.addLayout(row)
        self.below = QVBoxLayout()
        column.addLayout(self.below)
        self._rule = Rule(theme, "line", parent=self)
        column.addWidget(self._rule)

    def set_last(self, is_last: bool) -> None:
        """No hairline below the last line of a list."""
        self._rule.setVisible(not is_last)

    def show_thing(self, thing: Thing, words: LineWords) -> None:
        """Show it as it is now."""
        self.thing = thing
        self.body.show_words(words)
        self._said.show_words(words)
        owner = thing.values.get("owner") or ""
        self._avatar.set_person(initials_of(owner), self._privacy.shown_name(owner) or say("Nobody yet"))
        policy = self._avatar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._avatar.setSizePolicy(policy)
        self._avatar.setVisible(bool(owner))
        if self.button is not None:
            self.button.setAccessibleName(f"{self.button.words}: {words.title}")

    @Slot()
    def _on_body(self) -> None:
        self.opened.emit(self.thing.record.kind, self.thing.id)

    @Slot()
    def _on_button(self) -> None:
        self.action_requested.emit(self)


class LineBody(Pressable):
    """Icon, title and what it is."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, 6, parent)
        self._shown: LineWords | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_words(self, words: LineWords) -> None:
        """Show these."""
        self._shown = words
        self.set_words(words.title)
        self.setAccessibleName(f"{words.title}. {words.meta}. {words.said}")
        self.restyle()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(240), self.theme.px(LINE))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(120), self.theme.px(LINE))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._shown is None:
            return
        painter, theme, px, box = QPainter(self), self.theme, self.theme.px, QRectF(self.rect())
        if self.underMouse():
            painter.fillRect(box, theme.color("hover"))
        middle = box.center().y()
        paint_icon(painter, theme, QPointF(0, middle - px(9)), self._shown.icon, self._shown.token, 18)
        room = box.adjusted(px(30), 0, 0, 0)
        top = QRectF(room.left(), middle - px(18), room.width(), px(20))
        paint_words(painter, theme, top, self._shown.title, Type.BODY_MEDIUM)
        paint_words(painter, theme, top.translated(0, px(19)), self._shown.meta, Type.SMALL, "ink-3")


class SaidDue(QWidget):
    """When it is due, in words with an icon, at the right."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: LineWords | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)

    def show_words(self, words: LineWords) -> None:
        """Show these."""
        self._shown = words
        self.setAccessibleName(words.said)
        self._restyle()

    @Slot()
    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = self._shown.said if self._shown else ""
        wide = round(self._theme.width(words, Type.SMALL_STRONG)) + self._theme.px(20)
        return QSize(max(self._theme.px(SAID_WIDTH), wide), self._theme.px(LINE))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._shown is None:
            return
        painter, theme, px, box = QPainter(self), self._theme, self._theme.px, QRectF(self.rect())
        said, tone = self._shown.said, self._shown.tone
        width = theme.width(said, Type.SMALL_STRONG)
        icon = QPointF(box.right() - width - px(19), box.center().y() - px(7))
        paint_icon(painter, theme, icon, self._shown.said_icon, tone, 14)
        paint_words(painter, theme, box, said, Type.SMALL_STRONG, tone, RIGHT)
