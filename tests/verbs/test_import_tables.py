"""Spreadsheets of others come into the office: understood, checked, known again, taken back."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.verbs.conftest import Desk

SHARED = Path(__file__).parents[3] / "shared/data"
CASES = SHARED / "concerns-311"
HEADS = [
    "Case Id",
    "OPEN_DT",
    "TargetDate",
    "CLOSED_DT",
    "Case Status",
    "Closure Reason",
    "Case Title",
    "District",
    "Source",
]
ROWS = [
    [
        "7001",
        "06/21/2010 02:56:26 PM",
        "06/28/10",
        "",
        "Open",
        "",
        "Cars race after 11 PM",
        "North 3",
        "Constituent Call",
    ],
    ["7002", "2010-07-02", "", "Jul 9, 2010", "Closed", "Lamp replaced", "Four lamps out", "North 3", "Self Service"],
    ["7003", "7/5/2010", "", "", "In process", "", "Mattresses behind the arcade", "Mill Row", "walk"],
]


def table(path: Path, heads: Sequence[object], rows: Sequence[Sequence[object]]) -> Path:
    if path.suffix == ".xlsx":
        book = openpyxl.Workbook()
        assert book.active is not None
        for row in (heads, *rows):
            book.active.append(list(row))
        book.save(path)
        return path
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([heads, *rows])
    return path


def counts(report: Any) -> tuple[int, ...]:
    return (*(report[name] for name in ("new", "same", "changed", "conflict")), len(report["refused"]))


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_list_of_cases_comes_in_without_a_map(desk: Desk, tmp_path: Path, suffix: str) -> None:
    path = table(tmp_path / f"cases{suffix}", HEADS, ROWS)
    said = desk("import", "concerns", path)
    assert counts(said.json) == (3, 0, 0, 0, 0)
    assert said.json["kinds"]["areas"]["new"] == 2
    assert said.err == ""
    found = {each["external_id"]: each for each in desk.list("concerns")}
    wanted = ("title", "area", "status", "source", "heard_on", "resolve_by", "resolved_on", "closed_because")
    assert [[found[case][key] for key in wanted] for case in ("7001", "7002", "7003")] == [
        ["Cars race after 11 PM", "North 3", "New", "phone", "2010-06-21", "2010-06-28", None, None],
        ["Four lamps out", "North 3", "Closed", "e-mail", "2010-07-02", None, "2010-07-09", "Lamp replaced"],
        ["Mattresses behind the arcade", "Mill Row", "In progress", "walk", "2010-07-05", None, None, None],
    ]


def test_again_it_is_all_the_same_and_after_an_undo_it_takes_its_old_numbers(desk: Desk, tmp_path: Path) -> None:
    path = table(tmp_path / "cases.csv", HEADS, ROWS)
    assert counts(desk("import", "concerns", path, "--dry-run").json) == (3, 0, 0, 0, 0)
    assert desk.list("concerns") == []
    desk("import", "concerns", path)
    assert counts(desk("import", "concerns", path).json) == (0, 3, 0, 0, 0)
    numbers = {each["external_id"]: each["number"] for each in desk.list("concerns")}
    assert desk("undo").json == {"undone": "Import concerns"}
    assert desk.list("concerns") == desk.list("areas") == []
    assert counts(desk("import", "concerns", path).json) == (3, 0, 0, 0, 0)
    assert {each["external_id"]: each["number"] for each in desk.list("concerns")} == numbers
    assert len(desk.list("areas")) == 2


def test_what_is_different_there_changes_here_unless_somebody_changed_it_here(desk: Desk, tmp_path: Path) -> None:
    path = table(tmp_path / "cases.csv", HEADS, ROWS)
    desk("import", "concerns", path)
    found = {each["external_id"]: each["number"] for each in desk.list("concerns")}
    assert desk("set", found["7002"], "closed_because", "Lamp replaced, residents told").code == 0
    later = [list(row) for row in ROWS]
    later[0][2] = "07/01/10"
    later[1][5] = "Lamp replaced twice"
    report = desk("import", "concerns", table(path, HEADS, later)).json
    assert counts(report) == (0, 1, 1, 1, 0)
    now = {each["external_id"]: each for each in desk.list("concerns")}
    assert now["7001"]["resolve_by"] == "2010-07-01"
    assert now["7001"]["first_resolve_by"] == "2010-06-28", "the first date is kept"
    assert now["7002"]["closed_because"] == "Lamp replaced, residents told"


def test_what_cannot_come_in_is_named_with_row_and_column(desk: Desk, tmp_path: Path) -> None:
    heads = ["display_name", "email", "phone_number"]
    rows = [
        ["Volunteer One", "one@example.net", "555-0144"],
        ["Volunteer Two", "11111111111", ""],
        ["", "three@example.net", ""],
        ["Volunteer Four", "", "1bc12345678"],
    ]
    said = desk("import", "people", table(tmp_path / "volunteers.csv", heads, rows))
    assert counts(said.json) == (1, 0, 0, 0, 3)
    refused = [(each["row"], each["column"]) for each in said.json["refused"]]
    assert refused == [(3, "email"), (4, "display_name"), (5, "phone_number")]
    assert '"1bc12345678" is not a phone number of 7 to 15 digits' in said.json["refused"][2]["reason"]
    assert "3 rows were refused" in said.err
    assert [each["name"] for each in desk.list("people") if each["email"]] == ["Volunteer One"]


def test_titles_and_instructions_above_the_heads_are_passed_over(desk: Desk, tmp_path: Path) -> None:
    rows = [["Please do not change the yellow columns!"], [], HEADS, *ROWS]
    path = table(tmp_path / "cases.xlsx", ["Complaints 2010"], rows)
    assert counts(desk("import", "concerns", path).json) == (3, 0, 0, 0, 0)


def test_a_row_marked_private_is_kept_so_or_the_file_is_refused(desk: Desk, tmp_path: Path) -> None:
    path = table(
        tmp_path / "said.csv", ["Concern", "Confidential"], [["Lamp out", "no"], ["My son was stopped", "yes"]]
    )
    assert counts(desk("import", "concerns", path).json) == (2, 0, 0, 0, 0)
    consent = {each["title"]: each["contact_consent"] for each in desk.list("concerns")}
    assert consent == {"Lamp out": None, "My son was stopped": "nothing outside"}
    path = table(tmp_path / "people.csv", ["Name", "Private"], [["Tobias Lang", "x"]])
    said = desk("import", "people", path)
    assert said.code == 1
    assert 'says in its column "Private" that some rows are private' in said.err


def test_no_map_and_no_second_column_takes_away_that_a_row_is_private(desk: Desk, tmp_path: Path) -> None:
    asked = tmp_path / "map.json"
    asked.write_text(json.dumps({"columns": {"Confidential": None}, "values": {"Heard at": {"tel": "phone"}}}))
    rows = [["Lamp out", "no", "", "tel"], ["My son was stopped", "no", "yes", ""], ["The gate", "yes", "", ""]]
    path = table(tmp_path / "said.csv", ["Concern", "Confidential", "Do not share", "Heard at"], rows)
    assert counts(desk("import", "concerns", path, "--map", asked).json) == (3, 0, 0, 0, 0)
    found = {each["title"]: (each["contact_consent"], each["source"]) for each in desk.list("concerns")}
    assert found == {
        "Lamp out": (None, "phone"),
        "My son was stopped": ("nothing outside", "desk"),
        "The gate": ("nothing outside", "desk"),
    }
    asked.write_text(json.dumps({"values": {"Colour": {"green": "done"}}}))
    assert 'There is no field "Colour" of concerns' in desk("import", "concerns", path, "--map", asked).err


def test_columns_about_who_somebody_is_stay_out_and_are_named(desk: Desk, tmp_path: Path) -> None:
    heads = ["Name", "Date of birth", "Race", "License plate", "Role", "Shoe size"]
    row = ["Tobias Lang", "1/2/70", "x", "ABC 123", "supervisor", "44"]
    said = desk("import", "people", table(tmp_path / "people.csv", heads, [row]))
    assert counts(said.json) == (1, 0, 0, 0, 0)
    assert "Date of birth, Race, License plate, Role, Shoe size. They stay out." in said.err
    assert [each["role"] for each in desk.list("people") if each["name"] == "Tobias Lang"] == [None]


def test_rows_without_an_id_are_known_by_what_they_are_called(desk: Desk, tmp_path: Path) -> None:
    heads = ["Title", "Starts at", "Head count", "Area"]
    rows = [
        ["Listening session", "6/21/2010 6:30 PM", 31, "École"],
        ["Listening session", "7/19/2010 6:30 PM", 24, "École"],
    ]
    path = table(tmp_path / "meetings.xlsx", heads, rows)
    assert counts(desk("import", "meetings", path).json) == (2, 0, 0, 0, 0)
    assert counts(desk("import", "meetings", path).json) == (0, 2, 0, 0, 0)
    assert [each["name"] for each in desk.list("areas")] == ["École"]
    assert sorted((each["starts_at"], each["head_count"]) for each in desk.list("meetings")) == [
        ("2010-06-21T18:30:00", 31), ("2010-07-19T18:30:00", 24),
    ]  # fmt: skip
    rows[1][2] = 25
    assert counts(desk("import", "meetings", table(path, heads, rows)).json) == (0, 1, 1, 0, 0)


def test_one_row_that_breaks_a_rule_does_not_stop_the_rest(desk: Desk, tmp_path: Path) -> None:
    heads = ["Case id", "Case title", "Status", "District", "Owner"]
    rows: list[list[str]] = [[str(number), f"Lamp {number} out", "Open", "North", ""] for number in range(20)]
    rows[3][2] = "Closed"  # and nobody was told, nor is there a reason
    rows[7][4] = "Nobody we know"
    rows[9] = ["9", "", "Open", "Only here", ""]
    said = desk("import", "concerns", table(tmp_path / "cases.csv", heads, rows)).json
    assert counts(said) == (17, 0, 0, 0, 3)
    assert [(each["row"], each["column"]) for each in said["refused"]] == [(5, None), (9, "Owner"), (11, None)]
    assert [each["name"] for each in desk.list("areas")] == ["North"], "an area that only a refused row names stays out"


def test_a_map_says_what_heads_do_not(desk: Desk, tmp_path: Path) -> None:
    path = table(tmp_path / "list.csv", ["What", "How far", "Where"], [["Lamp out", "finito", "Mill Row"]])
    assert "has no column that says what concerns are called" in desk("import", "concerns", path).err
    asked = tmp_path / "map.json"
    told = {
        "columns": {"What": "title", "How far": "status", "Where": None},
        "values": {"status": {"finito": "Resolved"}},
    }
    asked.write_text(json.dumps(told))
    assert counts(desk("import", "concerns", path, "--map", asked).json) == (1, 0, 0, 0, 0)
    (made,) = desk.list("concerns")
    assert (made["title"], made["status"], made["area"]) == ("Lamp out", "Resolved", None)
    asked.write_text(json.dumps({"columns": {"Who": "owner"}}))
    assert (
        'has no column "Who", which the map names. Its columns are: What'
        in desk("import", "concerns", path, "--map", asked).err
    )
    asked.write_text('{"columns": ["What"]}')
    assert "is no map of columns" in desk("import", "concerns", path, "--map", asked).err


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@pytest.mark.parametrize("kind", ["concerns", "people", "lines", "meetings", "promises"])
def test_our_own_list_comes_back_with_exactly_what_was_changed(
    desk: Desk, tmp_path: Path, kind: str, suffix: str
) -> None:
    desk.add("meetings", {"title": "Session", "starts_at": "2026-10-15T18:30"})
    desk.add("concerns", {"title": "=1+1", "words": "'quoted\nand long", "priority": "high"}, {"title": "Gate broken"})
    desk.add("people", {"name": "-Dana Okafor", "note": "+1 with us"})
    desk.add("promises", {"words": "Call back", "due": "2026-11-27"})
    (meeting,) = desk.list("meetings")
    desk.add(
        "lines", {"words": "ask about the lamp", "meeting": meeting["number"], "said_at": "2026-10-15T18:40:00-04:00"}
    )
    path = tmp_path / f"list{suffix}"
    assert desk("export", kind, "--to", path).code == 0
    count = len(desk.list(kind))
    assert counts(desk("import", kind, path).json) == (0, count, 0, 0, 0)
    if (kind, suffix) == ("concerns", ".xlsx"):
        book = openpyxl.load_workbook(path)
        sheet = book.worksheets[0]
        heads = [cell.value for cell in sheet[1]]
        sheet.cell(2, heads.index("Fix by") + 1).value = "11/30/2026"
        book.save(path)
        before = {each["id"]: each for each in desk.list(kind)}
        assert counts(desk("import", kind, path).json) == (0, count - 1, 1, 0, 0)
        changed = {key for each in desk.list(kind) for key, value in each.items() if before[each["id"]][key] != value}
        assert changed <= {"resolve_by", "first_resolve_by", "next_due"}
        assert "resolve_by" in changed


@pytest.mark.skipif(not CASES.is_dir(), reason="the shared data is not here")
def test_a_citys_own_lists_of_cases_come_in_whole(desk: Desk) -> None:
    paths = sorted(CASES.glob("*.csv"))
    assert len(paths) == 4
    expected: dict[str, dict[str, str]] = {}
    for path in paths:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        expected |= {row["CASE_ENQUIRY_ID"]: row for row in rows}
        assert counts(desk("import", "concerns", path).json) == (len(rows), 0, 0, 0, 0)
    found = {each["external_id"]: each for each in desk.list("concerns")}
    assert found.keys() == expected.keys()
    for case, row in expected.items():
        kept = found[case]
        assert (kept["area"] or "", kept["title"]) == (row["police_district"], row["CASE_TITLE"])
        assert kept["status"] == {"Open": "New", "Closed": "Closed"}[row["CASE_STATUS"]]
        for key, column in (("heard_on", "OPEN_DT"), ("resolve_by", "TARGET_DT"), ("resolved_on", "CLOSED_DT")):
            month, day, year = row[column][:10].split("/") if row[column] else ("", "", "")
            assert kept[key] == (f"{year}-{month}-{day}" if year else None), (case, key)
        assert (kept["closed_because"] or "") == row["CLOSURE_REASON"].strip()
    for path in paths:
        assert counts(desk("import", "concerns", path).json)[::2] == (0, 0, 0)
    for _ in paths:
        desk("undo")
    assert desk.list("concerns") == []
    for path in paths:
        desk("import", "concerns", path)
    assert {each["external_id"]: each["number"] for each in desk.list("concerns")} == {
        case: kept["number"] for case, kept in found.items()
    }
