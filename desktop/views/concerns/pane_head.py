"""The head of the pane: number, title, residents' words, where they were said."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from desktop.models.concern import CONCERN_FIELDS
from desktop.views import dates
from desktop.views.concerns.looks import SOURCE_ICONS
from desktop.views.concerns.reading import WITHHELD, ConcernShown
from desktop.views.privacy_screen import PrivacyScreen
from desktop.views.saying import say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look, Size
from desktop.views.widgets.marks import Icon
from desktop.views.widgets.panel import Rule
from desktop.views.widgets.words import Words


class PaneHead(QWidget):
    """What the concern is, in residents' words where we have them as spoken."""

    def __init__(self, theme: Theme, privacy: PrivacyScreen, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._privacy = privacy
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._build_top(column, menu)
        self._title = Words(theme, "", Type.RECORD_TITLE, wraps=True, parent=self)
        self._title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self._title)
        column.addSpacing(5)
        self._quote = Quote(theme, self)
        column.addWidget(self._quote)
        self._build_source(column)

    def _build_top(self, column: QVBoxLayout, menu: QMenu) -> None:
        theme, row = self._theme, QHBoxLayout()
        row.setSpacing(6)
        self._kind = Icon(theme, "message-circle-warning", "clay", 14, self)
        self._number = Words(theme, "", Type.SMALL, "ink-3", elides=True, parent=self)
        self.close_button = Button(
            theme, "", "x", look=Look.GHOST, size=Size.SMALL, tip=say("Back to the list (Esc)"), parent=self
        )
        self.close_button.hide()
        self.more = Button(
            theme,
            "",
            "ellipsis",
            look=Look.GHOST,
            size=Size.SMALL,
            tip=say("More to do with this concern"),
            parent=self,
        )
        self.more.set_popup(menu)
        self.print_button = Button(
            theme, "", "printer", look=Look.GHOST, size=Size.SMALL, tip=say("Print this concern"), parent=self
        )
        row.addWidget(self._kind)
        row.addWidget(self._number, 1)
        row.addWidget(self.print_button)
        row.addWidget(self.more)
        row.addWidget(self.close_button)
        column.addLayout(row)
        column.addSpacing(2)

    def _build_source(self, column: QVBoxLayout) -> None:
        self._source_row = QHBoxLayout()
        self._source_row.setSpacing(5)
        self._source_icon = Icon(self._theme, "store", "ink-3", 13, self)
        self._source = Words(self._theme, "", Type.SMALL, "ink-3", elides=True, parent=self)
        self._source_row.addWidget(self._source_icon)
        self._source_row.addWidget(self._source, 1)
        column.addLayout(self._source_row)

    def show_concern(self, shown: ConcernShown) -> None:
        """Show this concern, masked as the privacy screen asks."""
        words = self._masked("words", shown.words)
        title = self._masked("title", shown.title)
        bin_words = say(", in the Bin") if shown.is_deleted else ""
        self._number.set_words(
            say(
                "{number}, heard {day}{bin_words}",
                number=shown.number,
                day=dates.month_day(shown.heard_on),
                bin_words=bin_words,
            )
        )
        self._title.set_words(title or say(WITHHELD))
        says_more = bool(words) and (shown.is_verbatim or " ".join(words.split()) != " ".join(title.split()))
        self._quote.show_words(words, is_verbatim=shown.is_verbatim)
        self._quote.setVisible(says_more and not shown.is_struck)
        # Beside a quotation the source stands under its words, behind the margin.
        inset = 14 if shown.is_verbatim and not self._quote.isHidden() else 0
        self._source_row.setContentsMargins(self._theme.px(inset), self._theme.px(3), 0, 0)
        self._source_icon.set_icon(SOURCE_ICONS[shown.source])
        raised = say(" Raised {raised} times.", raised=shown.raised) if shown.raised > 1 else ""
        self._source.set_words(f"{shown.said_where}{raised}")

    def _masked(self, key: str, words: str | None) -> str:
        return self._privacy.shown(CONCERN_FIELDS[key], words) if words else ""


class Quote(QWidget):
    """Residents' words beside the margin rule: in the serif and in quotation marks only as they were spoken."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self._rule = Rule(theme, "margin", upright=True, thickness=2, parent=self)
        self._words = Words(theme, "", Type.QUOTE, wraps=True, parent=self)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(self._rule)
        row.addWidget(self._words, 1)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_words(self, words: str, *, is_verbatim: bool) -> None:
        """Show these words."""
        self._rule.setVisible(is_verbatim)
        self._words.set_type(Type.QUOTE if is_verbatim else Type.BODY)
        self._words.set_token("ink" if is_verbatim else "ink-2")
        bare = words.strip().strip('“”"').strip()
        self._words.set_words(f"“{bare}”" if is_verbatim else words)
