"""What you see: the window, its tabs and its small own widgets. The only folder that imports QtWidgets."""
