"""`fm plan` and `fm next`: a reader who loses the order of her plan, or its reasons, has only a list again."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from conftest import ROOT
from library_rooms import dumped, merge, paper, rows
from lifesci_fm.errors import NotFound, UsageError
from lifesci_fm.library import Library
from lifesci_fm.library.planning import Spot
from lifesci_fm.vocabulary import Status
from running import fm


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Papers a … f; all but f are in the plan, in this order."""
    path = tmp_path / "library.sqlite"
    titles = ("Ants at work", "Bees in flight", "Crows remember", "Doves at dawn", "Eels migrate", "Foxes dig")
    merge(
        path,
        [
            paper(
                title,
                f"10.1/{title[0].lower()}",
                authors="Li, Lei",
                date="2024",
                key=title[0].lower(),
                domain="DNA" if title[0] in "BD" else "scRNA",
            )
            for title in titles
        ],
    )
    with Library.open(path) as room:
        room.plan(["a", "b", "c", "d", "e"])
    return path


def order(path: Path) -> str:
    found = rows(path, "SELECT key, plan_position FROM papers WHERE plan_position IS NOT NULL ORDER BY plan_position")
    assert len({place for _, place in found}) == len(found)
    assert all(place >= 1 for _, place in found)
    return "".join(key for key, _ in found)


def move(path: Path, name: str, spot: Spot) -> None:
    with Library.open(path, words="fm plan move") as room:
        room.move_in_plan(name, spot)


@pytest.mark.parametrize(
    ("name", "spot", "wanted"),
    [
        ("e", Spot(), "eabcd"),
        ("a", Spot(last=True), "bcdea"),
        ("d", Spot(before="b"), "adbce"),
        ("b", Spot(after="d"), "acdbe"),
        ("b", Spot(after="a"), "abcde"),
        ("e", Spot(last=True), "abcde"),
        ("c", Spot(before="d"), "abcde"),
    ],
)
def test_a_paper_moves_to_where_it_was_told_and_the_others_keep_their_order(
    library: Path, name: str, spot: Spot, wanted: str
) -> None:
    move(library, name, spot)
    assert order(library) == wanted
    assert max(place for (place,) in rows(library, "SELECT plan_position FROM paper WHERE plan_position > 0")) <= 6


def test_a_move_is_one_entry_of_the_history_and_touches_only_the_neighbours(library: Path) -> None:
    before = rows(library, "SELECT count(*) FROM change")[0][0]
    move(library, "c", Spot(before="b"))
    assert rows(library, "SELECT count(*) FROM change")[0][0] - before == 2
    assert rows(library, "SELECT summary FROM history ORDER BY id DESC LIMIT 1") == [("c has place 2 in the plan",)]
    dump = dumped(library)
    move(library, "c", Spot(before="b"))
    assert dumped(library) == dump


def test_many_moves_keep_every_place_distinct_and_the_plan_dense(library: Path) -> None:
    wanted = list("abcde")
    for turn in range(60):
        name, other = wanted[turn * 7 % 5], wanted[turn * 3 % 5]
        if name == other:
            continue
        wanted.remove(name)
        wanted.insert(wanted.index(other) + turn % 2, name)
        move(library, name, Spot(after=other) if turn % 2 else Spot(before=other))
        assert order(library) == "".join(wanted)
    assert rows(library, "SELECT max(plan_position) <= 10 FROM paper") == [(1,)]


def test_a_plan_written_by_hand_without_places_or_with_the_same_twice_is_put_right_by_a_move(library: Path) -> None:
    with Library.open(library) as room:
        room._database.execute("UPDATE paper SET plan_position = 3 WHERE key IN ('b', 'c')")
        room._database.execute("UPDATE paper SET plan_position = NULL WHERE key = 'd'")
    move(library, "e", Spot())
    assert order(library) == "eabcd"


def test_what_is_not_in_the_plan_or_not_in_the_library_cannot_be_moved(library: Path) -> None:
    for name, spot in (("f", Spot()), ("a", Spot(before="f")), ("a", Spot(after="a"))):
        with pytest.raises(UsageError):
            move(library, name, spot)
    with pytest.raises(NotFound):
        move(library, "nobody", Spot())


def test_adding_again_keeps_status_and_place_and_dropping_keeps_the_paper(library: Path) -> None:
    with Library.open(library) as room:
        room.mark(Status.READ, ["a"])
        told = room.plan(["a", "f"])
    assert [(one.paper.key, one.before.value) for one in told] == [("a", "read"), ("f", "unplanned")]
    assert order(library) == "abcdef"
    assert (
        fm(library, "plan", "drop", "a", "c").err
        == "a: out of the plan (was read).\nc: out of the plan (was planned).\n"
    )
    assert order(library) == "bdef"
    assert rows(library, "SELECT status FROM paper WHERE key = 'c'") == [("unplanned",)]
    fm(library, "plan", "move", "f", "--before", "b")
    assert order(library) == "fbde"


def test_the_plan_shows_its_own_order_and_what_is_next(library: Path) -> None:
    fm(library, "plan", "move", "d", "--first")
    fm(library, "mark", "read", "d")
    shown = fm(library, "plan").out.splitlines()
    assert shown[0].split("\t") == ["position", "key", "model", "domains", "status", "articles", "next"]
    assert [line.split("\t")[1] for line in shown[1:]] == list("dabce")
    assert [line.split("\t")[1] for line in shown if line.endswith("→")] == ["a"]
    told = json.loads(fm(library, "plan", "--domain", "DNA", "--json").out)
    assert [(one["key"], one["status"], one["next"]) for one in told] == [("d", "read", False), ("b", "planned", True)]
    assert fm(library, "plan", "--status", "unplanned", "--json").out == "[]\n"
    pending = json.loads(fm(library, "plan", "--status", "read", "--json").out)
    assert [(one["key"], one["next"]) for one in pending] == [("d", False)]


def test_what_is_next_is_what_is_prepared_then_by_priority_then_by_the_plan_and_says_why(library: Path) -> None:
    with Library.open(library) as room:
        room.mark(Status.PREPARING, ["d"])
        room._database.execute("UPDATE paper SET priority = 2 WHERE key = 'e'")
        room._database.execute("UPDATE paper SET complete = 0 WHERE key = 'a'")
    told = json.loads(fm(library, "next", "--limit", "0", "--json").out)
    assert [one["key"] for one in told] == list("debca")
    assert told[0]["why"] == "you are preparing it; place 4 in the plan"
    assert told[1]["why"] == "it is planned; priority 2; place 5 in the plan"
    assert "fm refresh a" in told[4]["why"]
    assert [one["key"] for one in json.loads(fm(library, "next", "--json", "--domain", "scRNA").out)] == ["e"]
    assert "准备中；计划第 4 位" in fm(library, "next", env={"FM_LANG": "zh"}).out


def test_when_nothing_is_left_it_says_so(library: Path) -> None:
    fm(library, "plan", "drop", *"abcde")
    ran = fm(library, "next", "--json")
    assert (ran.code, json.loads(ran.out)) == (0, [])
    assert "fm plan add" in ran.err


def test_the_command_line_wants_one_place_to_move_to(library: Path) -> None:
    assert fm(library, "plan", "move", "a").code == 2
    assert fm(library, "plan", "move", "a", "--first", "--last").code == 2
    assert fm(library, "plan", "--domain", "DNA", "drop", "a").code == 2
    assert order(library) == "abcde"


def test_the_documentation_names_every_key_of_the_plan(library: Path) -> None:
    (shape,) = re.findall(r"^`\{(position.*)\}`$", (ROOT / "docs" / "plan-and-notes.md").read_text("utf-8"), re.M)
    keys = re.sub(r"\[\]|\s*\([^)]*\)", "", shape).split(", ")
    assert list(json.loads(fm(library, "plan", "--json").out)[0]) == keys
    assert list(json.loads(fm(library, "next", "--json").out)[0]) == [*keys[:-1], "why"]
