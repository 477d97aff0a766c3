"""The status stepper: five steps with their days, and Referred as a branch under In progress."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.models.concern import StatusType
from desktop.views.concerns.looks import STATUS_LOOKS
from desktop.views.concerns.steps import STEPS, Branch, Progress, Step
from desktop.views.saying import N_, say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look
from desktop.views.widgets.painting import paint_icon, paint_words
from desktop.views.widgets.pressable import Pressable
from desktop.views.widgets.tips import plain_tip
from desktop.views.widgets.words import Words

GLYPH = 20
HEIGHT, ROW_HEIGHT = 58, 28
GAP = 8
WIDEST_LINE = 72
DONE = "circle-check"
NOT_YET = "circle-dashed"
REFER = N_("Refer onward")
LINES = 2


class StatusStepper(QWidget):
    """Shows how far a concern is; each step can be pressed. Side by side where there is room, else one below another.

    Signals:
        step_requested(StatusType): a wish to go to that step.
        referral_requested(): a wish to pass it on, or to see to the referral there is.
    """

    step_requested = Signal(object)
    referral_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._buttons: list[StepButton] = []
        self.setAccessibleName(say("How far it is"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._box.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._row = QHBoxLayout()
        self._row.setSpacing(0)
        self._row.addStretch(1)
        self._box.addLayout(self._row)
        self._branch = ReferredBranch(theme, self)
        self._branch.pressed.connect(self.referral_requested)
        self._box.addWidget(self._branch)
        theme.changed.connect(self._fit)

    def show_progress(self, progress: Progress) -> None:
        """Show these steps."""
        while len(self._buttons) < len(progress.steps):
            button = StepButton(self._theme, self)
            button.clicked.connect(self._on_step)
            self._row.insertWidget(len(self._buttons), button)
            self._buttons.append(button)
        for place, (button, step) in enumerate(zip(self._buttons, progress.steps, strict=True)):
            button.show_step(step, is_last=place == len(progress.steps) - 1)
        self._branch.show_branch(progress.branch)
        self._fit()

    @property
    def steps(self) -> list["StepButton"]:
        """The steps as buttons, in their order."""
        return self._buttons

    @property
    def branch(self) -> "ReferredBranch":
        """Referred."""
        return self._branch

    @Slot()
    def _on_step(self) -> None:
        button = self.sender()
        if isinstance(button, StepButton):
            self.step_requested.emit(button.meaning)

    @Slot()
    def _fit(self) -> None:
        needed = sum(button.natural_width() for button in self._buttons)
        is_upright = bool(self.width()) and needed > self.width()
        self._row.setDirection(QHBoxLayout.Direction.TopToBottom if is_upright else QHBoxLayout.Direction.LeftToRight)
        self._place_branch(is_upright)
        spare = max(0, self.width() - needed) // max(1, len(self._buttons) - 1)
        left = 0
        for button in self._buttons:
            button.set_upright(is_upright)
            width = button.natural_width() + (
                0 if button is self._buttons[-1] else min(spare, self._theme.px(WIDEST_LINE))
            )
            button.setFixedWidth(self.width() if is_upright else width)
            if button.meaning is StatusType.IN_PROGRESS:
                self._branch.set_inset(0 if is_upright else left)
            left += width
        self.updateGeometry()

    def _place_branch(self, is_upright: bool) -> None:
        """Under In progress: in a column right behind it, else below all steps."""
        stands_in_row = self._row.indexOf(self._branch) >= 0
        if is_upright and not stands_in_row and len(self._buttons) == len(STEPS):
            self._box.removeWidget(self._branch)
            self._row.insertWidget(STEPS.index(StatusType.IN_PROGRESS) + 1, self._branch)
        elif not is_upright and stands_in_row:
            self._row.removeWidget(self._branch)
            self._box.addWidget(self._branch)

    # Qt

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(140), self._box.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class StepButton(Pressable):
    """One step: a glyph, the line to the next, its words, and a day."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, 6, parent)
        self._step = Step(StatusType.NEW, "")
        self._is_last = False
        self._is_upright = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def meaning(self) -> StatusType:
        """What the step means."""
        return self._step.meaning

    @property
    def is_now(self) -> bool:
        """Whether the concern is at this step."""
        return self._step.is_now

    def show_step(self, step: Step, *, is_last: bool) -> None:
        """Show this step."""
        self._step, self._is_last = step, is_last
        self.set_words(step.label)
        self.setAccessibleName(step.spoken)
        self.setToolTip(plain_tip(f"{step.label}, {step.day}" if step.day else step.label))
        self.restyle()

    def set_upright(self, is_upright: bool) -> None:
        """Stand in a column, the words beside the glyph."""
        self._is_upright = is_upright
        self.restyle()

    def natural_width(self) -> int:
        """The least width at which nothing is cut."""
        words = max(
            self.theme.width(self._step.label, Type.SMALL_STRONG),
            self.theme.width(self._step.day, Type.SMALL),
            self.theme.px(GLYPH),
        )
        return round(words) + (2 if self._is_last else self.theme.px(GAP))

    def sizeHint(self) -> QSize:
        height = ROW_HEIGHT if self._is_upright else HEIGHT
        return QSize(self.natural_width(), self.theme.px(height))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _glyph(self) -> tuple[str, str]:
        step = self._step
        if step.is_done:
            return DONE, "accent"
        if step.is_now:
            return STATUS_LOOKS[step.meaning][0], "ink"
        return NOT_YET, "ink-3"

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, px, step = QPainter(self), self.theme.px, self._step
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        icon, token = self._glyph()
        hovered = self.underMouse() and not step.is_now
        token = "accent" if hovered else token
        top = (px(ROW_HEIGHT) - px(GLYPH)) / 2 if self._is_upright else 0
        paint_icon(painter, self.theme, QPointF(0, top), icon, token, GLYPH)
        type_ = Type.SMALL_STRONG if step.is_now else Type.SMALL_MEDIUM
        words = "ink" if step.is_now or hovered else "ink-2" if step.is_done else "ink-3"
        if self._is_upright:
            left = px(GLYPH + 8)
            label = QRectF(left, 0, self.width() - left, px(ROW_HEIGHT))
            paint_words(painter, self.theme, label, step.label, type_, words)
            label.setLeft(left + self.theme.width(step.label, type_) + px(8))
            paint_words(painter, self.theme, label, step.day, Type.SMALL, "ink-3")
            return
        if not self._is_last:
            line = QRectF(px(GLYPH + 4), px(GLYPH) / 2 - 0.75, self.width() - px(GLYPH + 8), 1.5)
            painter.fillRect(line, self.theme.color("accent" if step.is_done else "line-2"))
        width = self.width()
        paint_words(painter, self.theme, QRectF(0, px(26), width, px(16)), step.label, type_, words)
        paint_words(painter, self.theme, QRectF(0, px(42), width, px(16)), step.day, Type.SMALL, "ink-3")


class ReferredBranch(QWidget):
    """The branch under In progress: dashed until it is used, then the office, the day and when we call back.

    Signals:
        pressed(): a wish to refer, or to see to the referral.
    """

    pressed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._is_now = False
        self._column = QVBoxLayout(self)
        self.button = Button(theme, say(REFER), "st-ref", look=Look.DASHED, parent=self)
        self.button.clicked.connect(self.pressed)
        self._column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self._lines: list[Words] = []
        for _ in range(LINES):
            line = Words(theme, "", Type.SMALL, "ink-3", elides=True, parent=self)
            line.hide()
            self._lines.append(line)
            self._column.addWidget(line)
        self._inset = 0
        theme.changed.connect(self._restyle)
        self._restyle()

    def set_inset(self, inset: int) -> None:
        """Where In progress begins."""
        if inset != self._inset:
            self._inset = inset
            self._restyle()

    def show_branch(self, branch: Branch) -> None:
        """Show where it was referred to, or that it was not."""
        self._is_now = branch.is_now
        self.button.set_words(say("Referred") if branch.is_now else say(REFER))
        self.button.set_look(Look.CHIP_ON if branch.is_now else Look.DASHED)
        for place, line in enumerate(self._lines):
            is_used = place < len(branch.lines)
            line.set_words(branch.lines[place] if is_used else "")
            line.set_token("ink-2" if branch.is_now else "ink-3")
            line.setVisible(is_used)
        self.updateGeometry()
        self.update()

    @Slot()
    def _restyle(self) -> None:
        px = self._theme.px
        self._column.setContentsMargins(self._inset + px(38), px(4), 0, px(1))
        self._column.setSpacing(px(3))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        px, painter = self._theme.px, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self._theme.color("accent" if self._is_now else "field"), 1.5)
        if not self._is_now:
            pen.setDashPattern([2, 2])
        painter.setPen(pen)
        left, middle = self._inset + px(11), px(18)
        path = QPainterPath(QPointF(left, 0))
        path.lineTo(left, middle - px(7))
        path.quadTo(QPointF(left, middle), QPointF(left + px(7), middle))
        path.lineTo(left + px(19), middle)
        painter.drawPath(path)
