"""Meetings: their list, their agenda, and the way into a live session, its wrap-up and its minutes."""
