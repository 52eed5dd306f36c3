"""The timeline's lines and model: days, folds, words; refreshed, prepended and folded without a jump."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from app.domain import events
from app.domain.rows import FieldChange, HistoryEntry
from ui import formats
from ui.models.timeline_model import MOST, TimelineModel
from ui.models.timeline_rows import RowKind, TimelineRow, timeline_rows
from ui.models.timeline_words import Voices, time_of

NOON = 1_764_000_000_000_000
MINUTE, DAY = 60_000_000, 86_400_000_000
ME, BEN = 7, 8


def entry(version: int, kind: str = events.NOTED, **fields: object) -> HistoryEntry:
    plain = HistoryEntry(
        version=version, kind=kind, label=kind.capitalize(), actor="Ben", on_behalf_of="", channel="desk",
        visibility="internal", occurred_at=NOON + version * MINUTE, recorded_at=NOON, claimed=False,
        changes=(), words=(), actor_id=BEN, note=f"Note {version}" if kind == events.NOTED else "",
    )  # fmt: skip
    return replace(plain, **fields)  # type: ignore[arg-type]


def change(
    name: str = "team", before: str = "", after: str = "Network", **more: bool
) -> FieldChange:
    return FieldChange(name.capitalize(), before, after, name, **more)


def edited(version: int, **fields: object) -> HistoryEntry:
    return entry(version, events.EDITED, **{"changes": (change(),), **fields})


def kinds(rows: Sequence[TimelineRow]) -> list[str]:
    return [str(row.kind) for row in rows]


def test_days_part_the_lines() -> None:
    rows = timeline_rows([entry(1), entry(2), entry(3, occurred_at=NOON + 2 * DAY)], ())
    assert kinds(rows) == ["day", "spoken", "spoken", "day", "spoken"]


def test_what_happened_without_words_is_folded_from_two_on() -> None:
    history = [entry(1), edited(2), entry(3), edited(4), edited(5), edited(6)]
    assert kinds(timeline_rows(history, ())) == ["day", "spoken", "event", "spoken", "fold"]
    opened = timeline_rows(history, {5})
    assert kinds(opened)[-4:] == ["fold", "event", "event", "event"]
    assert opened[-4].is_open


@pytest.mark.parametrize(
    ("told", "is_card"),
    [
        (entry(1, "triage", purpose="triage", changes=(change(),)), False),
        (entry(1, "escalate", purpose="escalate", note="MTU?", words=(("Note", "MTU?"),)), True),
        (
            entry(1, "resolve", purpose="resolve", changes=(change("resolution", is_text=True),)),
            True,
        ),
        (edited(1, changes=(change("title", "a", "b", is_text=True),)), False),
        (entry(1, events.REPLIED, note=""), True),
        (entry(1, events.OPENED), True),
    ],
)
def test_words_make_a_card(told: HistoryEntry, is_card: bool) -> None:
    (_, row) = timeline_rows([told], ())
    assert (row.kind is RowKind.SPOKEN) is is_card


def test_a_line_says_who_what_and_who_sees_it() -> None:
    voices = Voices(ME, "Uma")
    heads = {
        "You · work note": entry(1, actor_id=ME),
        "Ben → Uma · reply": entry(1, events.REPLIED, note="Hello.", visibility="public"),
        "Uma · the user's words, by Ben": entry(1, events.REPLIED, on_behalf_of="Uma"),
        "Ben · Escalate · internal": entry(1, "escalate", purpose="escalate"),
        "Ben · Resolve · the user sees this": entry(1, "resolve", visibility="public"),
        "Uma · reported, logged by you": entry(
            1, events.OPENED, actor_id=ME, changes=(change("requester", "", "Uma"),)
        ),
        "Uma · reported, logged by Kiosk": entry(
            1,
            events.OPENED,
            actor="Kiosk",
            on_behalf_of="Uma",
            changes=(change("requester", "", "Uma"),),
        ),
        "Ben · reported": entry(1, events.OPENED, changes=(change("requester", "", "Ben"),)),
        "Ben · opened this ticket": entry(1, events.OPENED),
    }
    assert {head: voices.head_line(told) for head, told in heads.items()} == {
        head: head for head in heads
    }
    told = edited(2, changes=(change("team", "Desk", "Network"), change("cause", "x", "")))
    assert voices.event(told) == "Ben · Team: Desk → Network, Cause: x → –"


def test_what_is_copied_is_whole() -> None:
    voices = Voices(ME, "Uma")
    (_, row) = timeline_rows(
        [entry(1, "cancel", purpose="cancel", words=(("Reason", "Twice."),))], ()
    )
    assert voices.whole(row, NOON).splitlines()[1:] == ["Reason: Twice."]
    (_, fold) = timeline_rows([edited(1), edited(2)], ())
    assert len(voices.whole(fold, NOON).splitlines()) == 3
    assert voices.fold(fold) == "2 changes by Ben"


def test_a_claimed_time_is_told_calmly() -> None:
    """Each entry of a sample or an import is claimed: that is for whoever asks, not for every line."""
    claimed = {"claimed": True, "occurred_at": NOON, "recorded_at": NOON + 4 * 60 * MINUTE}
    at, later = formats.clock_time(NOON), formats.clock_time(NOON + 4 * 60 * MINUTE)
    assert time_of(entry(1, occurred_at=NOON)) == at
    assert time_of(entry(1, channel="sample", **claimed)) == at
    assert time_of(entry(1, channel="offline", **claimed)) == f"{at}, entered {later}"
    soon = entry(1, channel="offline", **{**claimed, "recorded_at": NOON + MINUTE})
    assert time_of(soon) == at
    model = TimelineModel(lambda row: str(row.kind))
    model.begin([entry(1, channel="sample", **claimed), entry(2, occurred_at=NOON + MINUTE)])
    told = [model.index(at, 0).data(Qt.ItemDataRole.ToolTipRole) for at in range(3)]
    assert told == [None, f"Happened {at}, entered {later}", ""]


@pytest.fixture
def model() -> TimelineModel:
    model = TimelineModel(lambda row: Voices().whole(row, NOON))
    model.tester = QAbstractItemModelTester(model)  # type: ignore[attr-defined]
    model.begin([entry(version) for version in range(11, 14)])
    return model


def texts(model: TimelineModel) -> list[str]:
    rows = [model.row(model.index(at, 0)) for at in range(model.rowCount())]
    return [row.entry.note or str(row.kind) if row and row.entries else "day" for row in rows]


def test_new_entries_come_at_the_end_and_the_rest_stays(model: TimelineModel) -> None:
    came: list[tuple[int, int]] = []
    gone: list[int] = []
    model.rowsInserted.connect(lambda _, first, last: came.append((first, last)))
    model.rowsRemoved.connect(lambda *where: gone.append(where[1]))
    model.modelReset.connect(lambda: gone.append(-1))
    model.refresh([entry(13), entry(14), entry(15)])
    assert (came, gone) == ([(4, 5)], [])
    model.refresh([entry(13), entry(14), entry(15)])
    assert len(came) == 1
    assert texts(model) == ["day", *(f"Note {each}" for each in range(11, 16))]


def test_older_entries_come_before_and_the_rest_stays(model: TimelineModel) -> None:
    model.prepend([entry(version) for version in range(1, 11)])
    assert model.first_version == 1
    assert texts(model) == ["day", *(f"Note {each}" for each in range(1, 14))]


def test_a_fold_opens_and_grows_open(model: TimelineModel) -> None:
    model.refresh([edited(14), edited(15)])
    assert texts(model)[-1] == "fold"
    model.toggle(model.index(4, 0))
    assert texts(model)[-3:] == ["fold", "event", "event"]
    model.refresh([edited(16)])
    assert texts(model)[-4:] == ["fold", "event", "event", "event"]
    model.toggle(model.index(4, 0))
    assert texts(model)[-1] == "fold"
    model.toggle(QModelIndex())


def test_after_a_gap_or_an_erasure_the_loaded_page_is_shown(model: TimelineModel) -> None:
    model.refresh([entry(20), entry(21)])
    assert texts(model) == ["day", "Note 20", "Note 21"]
    model.refresh([entry(20, note=""), entry(21), entry(22, events.ERASED)])
    assert texts(model) == ["day", "spoken", "Note 21", "event"]


def test_a_screen_reader_hears_the_words(model: TimelineModel) -> None:
    assert "Ben · work note" in str(model.index(1, 0).data())


def test_a_stretch_is_kept_that_moves_as_one_scrolls() -> None:
    history = [entry(version) for version in range(1, 1_001)]
    model = TimelineModel(lambda row: str(row.kind))
    model.tester = QAbstractItemModelTester(model)  # type: ignore[attr-defined]
    model.begin(history[-200:])
    while model.first_version > 1:
        model.prepend(history[max(0, model.first_version - 201) : model.first_version - 1])
        assert model.last_version - model.first_version < MOST
    assert (model.first_version, model.last_version, model.has_newer) == (1, MOST, True)
    model.refresh([*history[-199:], entry(1_001)])
    assert (model.first_version, model.last_version) == (1, MOST)
    while model.has_newer:
        last = model.last_version
        model.append([*history, entry(1_001)][max(0, last - 10) : last + 190])
    assert (model.first_version, model.last_version) == (1_002 - MOST, 1_001)
    kept = [text for text in texts(model) if text != "day"]
    assert kept == [f"Note {each}" for each in range(1_002 - MOST, 1_002)]
