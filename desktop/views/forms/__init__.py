"""Forms from Fields: frames, editors, the one binder that saves each field as it is typed."""
