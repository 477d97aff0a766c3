"""Who will read this? The one question before anything leaves the office, and what carries it out."""
