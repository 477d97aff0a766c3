"""One file per schema, in order; each goes up and down, and none is changed once it was released."""
