"""A tour of the window: every screen there is, driven by keys and mouse on a demo office, and photographed."""
