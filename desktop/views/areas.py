"""The tabs in their order, one line each. Only tabs that work stand here."""

from desktop.views.concerns.concerns_tab import ConcernsTab
from desktop.views.meetings.meetings_tab import MeetingsTab
from desktop.views.tab import Tab
from desktop.views.today.today_tab import TodayTab

AREAS: tuple[type[Tab], ...] = (
    TodayTab,
    MeetingsTab,
    ConcernsTab,
)
