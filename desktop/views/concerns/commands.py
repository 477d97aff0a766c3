"""The commands of the Concerns tab as data: what keys, menus and the palette call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.views.commands import ANYWHERE, LISTS, THIS_RECORD, Command
from desktop.views.saying import say

if TYPE_CHECKING:
    from desktop.views.concerns.concerns_tab import ConcernsTab


def concern_commands(tab: ConcernsTab) -> list[Command]:
    """What can be done with the selected concerns."""
    on, one, some, live, binned = tab.on_selection, tab.shows_one, tab.has_selection, tab.are_live, tab.are_in_bin
    return [
        Command("concern.status", say("Set status"), ("S",), "st-prog", LISTS, run=on.ask_status, enabled=live),
        Command("concern.assign", say("Assign"), ("A",), "user", LISTS, run=on.ask_owner, enabled=live),
        Command("concern.date", say("New date"), ("D",), "calendar-clock", LISTS, run=on.ask_date, enabled=live),
        Command("concern.category", say("Set category"), ("C",), "tag", LISTS, run=on.ask_category, enabled=live),
        Command("concern.refer", say("Refer onward"), ("R",), "st-ref", LISTS, run=on.ask_referral, enabled=live),
        Command("concern.told", say("Record who was told"), ("T",), "check", LISTS, run=on.ask_told, enabled=live),
        Command("concern.chart", say("Concerns as a chart"), (), "trending-up", LISTS, run=tab.show_chart),
        Command("concern.print", say("Print this concern"), (), "printer", THIS_RECORD, run=tab.print_one, enabled=one),
        Command("concern.number", say("Copy number"), (), "tag", THIS_RECORD, run=tab.copy_number, enabled=some),
        Command(
            "concern.history", say("History"), ("Ctrl+H",), "history", THIS_RECORD, run=tab.show_history, enabled=some
        ),
        Command("concern.strike", say("Strike the words"), (), "mic-off", THIS_RECORD, run=tab.strike, enabled=live),
        Command("concern.bin", say("Move to the Bin"), (), "trash-2", THIS_RECORD, run=on.move_to_bin, enabled=live),
        Command("concern.out", say("Take out of the Bin"), (), "undo-2", THIS_RECORD, run=on.take_out, enabled=binned),
    ]


def new_concern_command(tab: ConcernsTab) -> Command:
    """A new concern, from every tab."""
    return Command(
        "concern.new",
        say("New concern"),
        ("Ctrl+Shift+C",),
        tab.icon,
        ANYWHERE,
        "C",
        run=tab.new.open,
        enabled=tab.may_write,
        text_on=say("New concern on “{words}”"),
        run_on=tab.new.open_on,
    )
