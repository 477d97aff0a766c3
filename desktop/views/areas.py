"""The tabs in their order, one line each. Only tabs that work stand here."""

from desktop.views.tab import Tab

AREAS: tuple[type[Tab], ...] = ()
