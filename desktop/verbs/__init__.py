"""The headless verbs, one file each. `VERBS` names their modules, so that only the one asked for is imported."""

VERBS: dict[str, str] = {
    "demo": "make a believable office of an invented town",
    "create": "make an empty office and its recovery sheet",
    "people": "who can sign in, their roles and drawers; add and remove them",
    "add": "add records from JSON, or lines from a text file",
    "set": "change one field of one record",
    "strike": "take words out at the speaker's wish",
    "undo": "take back your newest change",
    "history": "the journal of one record",
    "list": "list records, newest first",
    "export": "write records or a document to a file",
    "import": "bring records in from a file, all or none",
    "check": "prove that the office is sound",
    "backup": "make a verified, self-contained backup",
    "backups": "list the automatic backups",
    "restore": "bring a backup back",
    "walkthrough": "the whole job on a demo office, from a session to its minutes",
    "tour": "photograph every screen and a whole session on a demo office",
}
