"""The look: colors, type, icons and sizes, described once and switched live."""
