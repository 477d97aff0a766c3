"""What we take in and pass on: notes typed elsewhere, our own JSON."""
