"""Commands and changes as text: stored, sent, and read back without loss."""

import json
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import commands
from app.domain.changes import Change, Changes
from app.domain.commands import Command
from app.domain.fields import Value
from app.errors import InvalidValue
from app.services.codec import (
    COMMANDS,
    decode_changes,
    decode_command,
    encode_changes,
    encode_command,
    kind_of,
)

IDS = st.integers(0, 2**63 - 1)
VALUES = st.dictionaries(st.text(), st.none() | st.text() | IDS)
BY_TYPE: Mapping[Any, st.SearchStrategy[Any]] = {
    int: IDS,
    str: st.text(),
    int | None: st.none() | IDS,
    str | None: st.none() | st.text(),
    Mapping[str, Value]: VALUES,
    Mapping[str, str]: st.dictionaries(st.text(), st.text()),
    tuple[int, ...]: st.lists(IDS).map(tuple),
}
ANY = st.sampled_from(list(COMMANDS.values())).flatmap(
    lambda kind: st.builds(kind, **{each.name: BY_TYPE[each.type] for each in fields(kind)})
)


def test_every_command_can_be_sent() -> None:
    named = {
        kind
        for kind in vars(commands).values()
        if isinstance(kind, type) and issubclass(kind, Command)
    }
    assert set(COMMANDS.values()) == named - {Command, commands.TicketCommand}
    assert all(kind.__name__ == name for name, kind in COMMANDS.items())


@given(ANY)
def test_a_command_is_read_back_the_same(command: Command) -> None:
    text = encode_command(command)
    assert decode_command(text) == command
    assert decode_command(text.encode()) == command
    assert type(decode_command(text)) is type(command)
    assert json.loads(text)["kind"] == kind_of(command)


def _spoilt(**changed: object) -> str:
    command = commands.AddNote(command_id=1, actor=2, ticket=3, text="x")
    envelope = json.loads(encode_command(command))
    envelope["command"] |= changed
    return json.dumps(envelope)


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", "1", '"AddNote"', "{}", '{"kind": "AddNote"}', '{"command": {}}',
     '{"kind": 1, "command": {}}', '{"kind": "AddNote", "command": {}}', '{"kind": "AddNote", "command": 1}',
     '{"kind": "Command", "command": {"command_id": 1, "actor": 1}}', b"\xff\xfe", b'{"kind": "\xff"}',
     _spoilt(text=1), _spoilt(text=None), _spoilt(ticket="3"), _spoilt(ticket=3.5), _spoilt(ticket=None),
     _spoilt(actor=True), _spoilt(on_behalf_of="Uma")],
)  # fmt: skip
def test_what_is_no_command_says_so(text: str | bytes) -> None:
    with pytest.raises(InvalidValue, match=r"^(This is no command: .+|There is no command .+)\.$"):
        decode_command(text)


def test_the_place_that_does_not_fit_is_named() -> None:
    with pytest.raises(InvalidValue, match=r"Expected `str`, got `int` - at `\$\.text`"):
        decode_command(_spoilt(text=1))
    with pytest.raises(InvalidValue, match=r"There is no command 'Nonsense'\."):
        decode_command('{"kind": "Nonsense", "command": {}}')


@pytest.mark.parametrize("value", [True, 1.5, [1], {"a": 1}])
def test_a_value_is_a_text_a_whole_number_or_nothing(value: object) -> None:
    edit = commands.EditTicket(command_id=1, actor=2, ticket=3, values={"impact": 1})
    envelope = json.loads(encode_command(edit))
    envelope["command"]["values"]["impact"] = value
    with pytest.raises(InvalidValue):
        decode_command(json.dumps(envelope))


@given(st.text() | st.binary())
def test_no_text_does_worse_than_be_invalid(text: str | bytes) -> None:
    with pytest.raises(InvalidValue):
        decode_command(text)


def test_a_thousand_brackets_are_no_command() -> None:
    with pytest.raises(InvalidValue):
        decode_command('{"kind": "AddNote", "command": ' + "[" * 100_000)


@given(st.lists(st.builds(Change, st.text(), IDS, IDS)), st.booleans())
def test_changes_are_read_back_the_same(several: list[Change], repeated: bool) -> None:
    changes = Changes(tuple(several), repeated)
    assert decode_changes(encode_changes(changes)) == changes


def test_changes_give_the_ids_of_one_kind() -> None:
    changes = Changes((Change("ticket", 1, 1), Change("team", 2, 1), Change("ticket", 1, 2)))
    assert changes.ids("ticket") == {1}
    assert changes.ids("person") == frozenset()
