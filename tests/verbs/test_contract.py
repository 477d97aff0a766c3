"""What every verb promises: exit codes, one plain sentence, JSON alone on standard output, all or nothing."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from desktop.documents.words import Words
from desktop.verbs import VERBS, list_verb
from desktop.verbs.command import run_command
from tests.verbs.conftest import PASSPHRASE, Desk, Said

Verb = Callable[..., Said]


def refused(said: Said) -> str:
    """A refusal is exit 1, nothing on standard output, and one sentence."""
    assert (said.code, said.out) == (1, ""), said
    assert said.err.count("\n") == 1
    assert "Traceback" not in said.err
    return said.err


@pytest.mark.parametrize("name", sorted(VERBS))
def test_every_verb_explains_itself(verb: Verb, name: str) -> None:
    said = verb(name, "--help")
    assert said.code == 0
    assert f"commonground {name}" in said.out


def test_wrong_usage_is_exit_2(verb: Verb, desk: Desk) -> None:
    assert (
        run_command([])  # the command itself opens the window then
        == verb("dance", "x").code
        == desk("list").code
        == desk("list", "concerns", "--limit", "0").code
        == 2
    )


def test_a_bug_of_ours_is_exit_70_with_a_code_and_no_traceback(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyError("a resident's words")

    monkeypatch.setattr(list_verb, "extract", broken)
    said = desk("list", "concerns")
    assert (said.code, said.out) == (70, "")
    assert "KeyError" in said.err
    assert "code " in said.err
    assert "resident" not in said.err


def test_the_passphrase_may_come_from_standard_input(verb: Verb, desk: Desk) -> None:
    assert verb("list", desk.office, "areas", "--json", "--passphrase-file", "-", typed=PASSPHRASE + "\n").json == []
    wrong = verb("list", desk.office, "areas", "--json", "--passphrase-file", "-", typed="not this one\n")
    assert "passphrase" in refused(wrong)
    assert "A passphrase is needed" in refused(verb("list", desk.office, "areas"))


@pytest.mark.parametrize(
    ("kind", "item", "says"),
    [
        ("concerns", {"title": "Dark", "area": "Nowhere"}, "no area called"),
        ("concerns", {"title": "Dark", "suspect": "x"}, 'no field "suspect"'),
        ("concerns", {"title": "Dark", "number": "C26-0001"}, "given by the office"),
        ("concerns", {"title": "Dark", "heard_on": "yesterday"}, "is not a date such as"),
        ("concerns", {"title": "  "}, "no words"),
        ("concerns", {"title": 7}, "is not text"),
        ("concerns", {"title": "Dark", "status": "Closed"}, "before somebody was told"),
        ("concerns", {"title": "Dark", "contact": "555-0144"}, "who may be contacted"),
        ("meetings", {"title": "Lights"}, "starts_at"),
        (
            "meetings",
            {"title": "L", "starts_at": "2026-10-15T18:30", "ends_at": "2026-10-15T17:30"},
            "ends before|before it",
        ),
        ("dances", {"title": "L"}, 'no kind "dances"'),
    ],
)
def test_what_the_form_refuses_the_file_refuses_and_nothing_is_added(
    desk: Desk, kind: str, item: dict[str, object], says: str
) -> None:
    source = desk.office.with_name("items.json")
    good = {"title": "Fine", "starts_at": "2026-10-15T18:30"} if kind == "meetings" else {"title": "Fine"}
    source.write_text(json.dumps([good, item]), encoding="utf-8")
    said = refused(desk("add", kind, "--from", source))
    assert any(part in said for part in says.split("|"))
    if kind != "dances":
        assert desk.list(kind) == []


def test_a_broken_file_is_refused_in_words(desk: Desk, tmp_path: Path) -> None:
    for content, says in (
        (b"[{", "valid JSON"),
        (b"\xff\xfe", "UTF-8"),
        (b"[]", "at least one"),
        (b"[1]", "in braces"),
    ):
        source = tmp_path / "broken.json"
        source.write_bytes(content)
        assert says in refused(desk("add", "concerns", "--from", source))
    assert "There is no" in refused(desk("add", "concerns", "--from", tmp_path / "absent.json"))


def test_lists_are_newest_first_filtered_by_all_words_and_limited(desk: Desk) -> None:
    desk.add(
        "concerns", *({"title": f"Lamp {n} out on {street}"} for n, street in enumerate(("Alder", "Elm", "Alder")))
    )
    assert [c["title"] for c in desk.list("concerns", "--filter", "ALD lam")] == [
        "Lamp 2 out on Alder",
        "Lamp 0 out on Alder",
    ]
    assert [c["title"] for c in desk.list("concerns", "--limit", "1")] == ["Lamp 2 out on Alder"]
    assert desk.list("concerns", "--filter", "lamp OR elm") == []
    assert [status["name"] for status in desk.list("statuses", "--filter", "prog")] == ["In progress"]


def test_exports_carry_types_and_say_what_was_withheld(desk: Desk, tmp_path: Path) -> None:
    desk.add(
        "concerns",
        {"title": "=1+1", "heard_on": "2026-10-15", "contact_consent": "with role"},
        {"title": "Keep this inside", "words": "Do not tell anyone"},
    )
    for name in ("c.xlsx", "c.csv", "c.json"):
        said = desk("export", "concerns", "--to", tmp_path / name, "--audience", "anyone").json
        assert (said["rows"], said["withheld"], said["audience"]) == (2, 2, "anyone")
        assert b"Do not tell" not in (tmp_path / name).read_bytes()
    sheet = load_workbook(tmp_path / "c.xlsx").worksheets[0]
    texts = [cell for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in texts)
    assert not any("inside" in str(cell.value) for cell in texts)
    rows = list(csv.DictReader((tmp_path / "c.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert [row["Concern"] for row in rows] == ["", "'=1+1"]


def test_one_concern_is_written_alone_by_the_same_rules(desk: Desk, tmp_path: Path) -> None:
    desk.add("concerns", *({"title": f"Lamp {number} is out"} for number in range(3)))
    target = tmp_path / "one.json"
    said = desk("export", "concerns", "--concern", "c26-0002", "--to", target).json
    written = json.loads(target.read_text(encoding="utf-8"))
    assert [record["title"] for record in written["records"]] == ["Lamp 1 is out"]
    assert (said["rows"], written["about"]["filter"]) == (1, "C26-0002")
    desk("export", "concerns", "--concern", "C26-0002", "--to", target, "--audience", "anyone")
    assert "Lamp" not in target.read_text(encoding="utf-8")
    for refused in (("concerns", "--concern", "C26-0009"), ("promises", "--concern", "C26-0002")):
        assert desk("export", *refused, "--to", tmp_path / "none.json").code == 1
        assert not (tmp_path / "none.json").exists()


def test_a_refused_export_leaves_the_old_file(desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "concerns.docx"
    target.write_text("the old one")
    assert "ends in one of" in refused(desk("export", "concerns", "--to", target))
    assert target.read_text() == "the old one"


def test_our_own_json_comes_back_as_same_and_after_undo_takes_its_old_numbers(
    desk: Desk, tmp_path: Path, verb: Verb
) -> None:
    desk.add("concerns", {"title": "Lamp out"}, {"title": "Gate broken"})
    exported = tmp_path / "c.json"
    desk("export", "concerns", "--to", exported)
    assert desk("import", "concerns", exported).json["same"] == 2
    content = json.loads(exported.read_text(encoding="utf-8"))
    content["records"][0]["priority"] = "high"
    content["records"].append({"title": "x", "area": "Nowhere"})
    exported.write_text(json.dumps(content), encoding="utf-8")
    assert desk("import", "concerns", exported, "--dry-run").json["changed"] == 1
    report = desk("import", "concerns", exported).json
    assert (report["new"], report["same"], report["changed"]) == (0, 1, 1)
    assert [(r["row"], r["column"]) for r in report["refused"]] == [(3, "area")]
    assert desk("undo").json == {"undone": "Import concerns"}
    other = tmp_path / "other"
    verb("create", other, "--name", "Other", "--person", "Dana", "--passphrase-file", desk.secret, "--zone", "UTC")
    elsewhere = Desk(other, desk.secret, verb)
    assert elsewhere("import", "concerns", exported).json["new"] == 2
    numbers = {c["title"]: c["number"] for c in elsewhere.list("concerns")}
    assert elsewhere("import", "concerns", exported).json["same"] == 2
    elsewhere("undo")
    assert elsewhere.list("concerns") == []
    assert elsewhere("import", "concerns", exported).json["new"] == 2
    assert {c["title"]: c["number"] for c in elsewhere.list("concerns")} == numbers


def test_who_may_do_what_is_kept_by_the_office_not_by_the_window(desk: Desk, verb: Verb, tmp_path: Path) -> None:
    secrets = {}
    for name, role in (("Commander Brandvold", "reader"), ("Dana Okafor", "staff")):
        secrets[name] = tmp_path / f"{role}.txt"
        secrets[name].write_text(f"the passphrase of the {role}\n", encoding="utf-8")
        said = desk("people", "--add", name, "--role", role, "--new-passphrase-file", secrets[name], "--json")
        assert said.code == 0, said.err
    listed = {person["name"]: (person["role"], person["drawers"]) for person in said.json}
    assert listed["Commander Brandvold"] == ("reader", [])
    assert listed["Rosa Alvarez"] == ("supervisor", ["young people", "referrals"])
    desk.add("concerns", {"title": "Keep inside", "contact_consent": "nothing outside"})

    def as_(name: str, *arguments: object) -> Said:
        return verb(arguments[0], desk.office, *arguments[1:], "--person", name, "--passphrase-file", secrets[name])

    assert "reader" in refused(as_("Commander Brandvold", "set", "C26-0001", "priority", "high"))
    assert as_("Commander Brandvold", "list", "concerns", "--json").json[0]["title"] is None
    assert as_("Dana Okafor", "set", "C26-0001", "priority", "high").code == 0
    status = desk.list("statuses")[0]["id"]
    assert "supervisor" in refused(as_("Dana Okafor", "set", status, "name", "Mine"))
    assert "supervisor" in refused(as_("Dana Okafor", "people", "--remove", "Rosa Alvarez"))
    assert desk("people", "--remove", "Dana Okafor").code == 0
    assert "Dana Okafor" in refused(as_("Dana Okafor", "list", "concerns"))


def test_what_somebody_asked_stays_inside_also_without_its_line(desk: Desk, verb: Verb, tmp_path: Path) -> None:
    """A question typed at the desk, and one that another office sent, get the least consent."""
    number = desk.add("meetings", {"title": "Lights", "starts_at": "2026-10-15T18:30"})[0]["number"]
    desk.add("lines", {"words": "who zebra", "mark": "question", "speaker": "Resident"}, meeting=number)
    desk.add("lines", {"words": "ask the zebra", "mark": "action", "speaker": "Resident"}, meeting=number)
    desk.add("questions", {"words": "zebra at the desk", "meeting": number})
    other = tmp_path / "other"
    verb("create", other, "--name", "Other", "--person", "Dana", "--passphrase-file", desk.secret, "--zone", "UTC")
    elsewhere = Desk(other, desk.secret, verb)
    elsewhere.add("meetings", {"title": "Lights", "starts_at": "2026-10-15T18:30"})
    for kind in ("questions", "actions"):
        desk("export", kind, "--to", tmp_path / f"{kind}.json")
        assert elsewhere("import", kind, tmp_path / f"{kind}.json").json["new"] >= 1
        for office in (desk, elsewhere):
            office("export", kind, "--to", tmp_path / "public.csv", "--audience", "anyone")
            assert b"zebra" not in (tmp_path / "public.csv").read_bytes()


def test_the_same_lines_again_are_all_the_same_and_make_nothing_twice(desk: Desk, verb: Verb, tmp_path: Path) -> None:
    number = desk.add("meetings", {"title": "Lights", "starts_at": "2026-10-15T18:30"})[0]["number"]
    desk.add("lines", {"words": "dark here", "mark": "concern"}, {"words": "thank you"}, meeting=number)
    desk("export", "lines", "--to", tmp_path / "lines.json")
    other = tmp_path / "other"
    verb("create", other, "--name", "Other", "--person", "Dana", "--passphrase-file", desk.secret, "--zone", "UTC")
    elsewhere = Desk(other, desk.secret, verb)
    elsewhere.add("meetings", {"title": "Lights", "starts_at": "2026-10-15T18:30"})
    assert elsewhere("import", "lines", tmp_path / "lines.json").json["new"] == 2
    assert elsewhere("import", "lines", tmp_path / "lines.json").json["same"] == 2
    assert elsewhere.list("concerns") == []


def test_a_sheet_that_cannot_be_written_is_told_before_an_office_is_made(
    desk: Desk, verb: Verb, tmp_path: Path
) -> None:
    for sheet in (tmp_path / "absent" / "sheet.pdf", tmp_path / "sheet.txt"):
        said = verb(
            "create", tmp_path / "new", "--name", "N", "--person", "P", "--recovery", sheet,
            "--passphrase-file", desk.secret, "--zone", "UTC",
        )  # fmt: skip
        assert "recovery sheet" in refused(said)
        assert not (tmp_path / "new").exists()


def test_the_recovery_sheet_is_in_the_language_somebody_chose(desk: Desk, verb: Verb, tmp_path: Path) -> None:
    from pypdf import PdfReader

    made, again = tmp_path / "made.pdf", tmp_path / "again.pdf"
    done = verb(
        "create", tmp_path / "new", "--name", "N", "--person", "P", "--recovery", made, "--language", "es",
        "--passphrase-file", desk.secret, "--zone", "UTC",
    )  # fmt: skip
    assert done.code == 0
    assert desk("people", "--recovery", again, "--language", "ht").code == 0
    for sheet, language in ((made, "es"), (again, "ht")):
        assert Words(language)("Recovery sheet") in PdfReader(sheet).pages[0].extract_text()


def test_a_recovery_code_is_renewed_only_where_its_sheet_can_be_written(desk: Desk, tmp_path: Path) -> None:
    first = tmp_path / "first.pdf"
    assert desk("people", "--recovery", first).code == 0
    before = (desk.office / "keys.json").read_bytes()
    assert "recovery sheet" in refused(desk("people", "--recovery", tmp_path / "absent" / "sheet.pdf"))
    assert (desk.office / "keys.json").read_bytes() == before


def test_no_text_drives_the_terminal(desk: Desk) -> None:
    desk.add("concerns", {"title": "Lamp out"})
    for arguments in (("list", "\x1b[31mred"), ("set", "C26-0001", "area", "\x1b]0;title\x07")):
        said = refused(desk(*arguments))
        assert not [character for character in said.rstrip("\n") if ord(character) < 32]


def test_a_value_may_begin_with_a_dash(desk: Desk) -> None:
    desk.add("concerns", {"title": "Lamp out"})
    assert desk("set", "C26-0001", "words", "-dark").code == 2
    assert desk("set", "C26-0001", "words", "--value=-dark").code == 0
    assert desk.list("concerns")[0]["words"] == "-dark"


def test_numbers_and_dates_of_a_demo_are_checked(verb: Verb, desk: Desk, tmp_path: Path) -> None:
    for flag, value in (("--concerns", "-1"), ("--today", "nope")):
        said = verb("demo", tmp_path / "demo", f"{flag}={value}", "--passphrase-file", desk.secret)
        assert said.code == 2
        assert "is not a" in said.err
        assert not (tmp_path / "demo").exists()


def test_documents_take_language_paper_type_and_a_passphrase(desk: Desk, tmp_path: Path) -> None:
    from pypdf import PdfReader

    desk.add("meetings", {"title": "Lamps and lots", "starts_at": "2026-10-22 18:30"})
    made = tmp_path / "agenda.pdf"
    chosen = ("--meeting", "M26-0001", "--language", "es", "--paper", "a4", "--large", "--audience", "anyone")
    assert desk("export", "agenda", *chosen, "--to", made).json["meeting"] == "M26-0001"
    assert "Orden del día" in PdfReader(made).pages[0].extract_text()
    lock = tmp_path / "lock.txt"
    lock.write_text("four plain words\n", encoding="utf-8")
    for what in ("day", "slips", "sign-in-slips"):
        said = desk("export", what, "--to", tmp_path / f"{what}.pdf", "--lock", lock).json
        assert said["locked"] is True
    assert PdfReader(tmp_path / "day.pdf").decrypt("four plain words")
    assert "belong to a meeting" in refused(desk("export", "packet", "--to", tmp_path / "p.pdf"))
    assert desk("export", "agenda", *chosen[:2], "--to", made, "--language", "xx").code == 2
