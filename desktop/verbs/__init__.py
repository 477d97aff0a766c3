"""The headless verbs, one file each: the contract is in docs/verbs.md."""
