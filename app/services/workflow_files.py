"""Reading a workflow from TOML; a file that cannot be used says where and why."""

import tomllib
from collections.abc import Iterator

import msgspec

from app.domain.fields import OWN_PREFIX, Field, Kind
from app.domain.workflow import (
    Gesture,
    Need,
    NeedKind,
    Phase,
    Step,
    StepClock,
    Transition,
    Workflow,
)
from app.domain.workflow_rules import faults
from app.errors import WorkflowUnsound
from app.services.workflow_faults import form_fault, toml_fault
from app.text import tr

_EXAMPLE = '{ field = "category" }'


class _Form(msgspec.Struct, forbid_unknown_fields=True):
    pass


class _Phase(_Form):
    number: int
    label: str


class _Step(_Form):
    key: str
    label: str
    clock: StepClock
    phase: int | None = None
    awaits: str = ""


class _Transition(_Form, rename={"source": "from", "target": "to"}):
    key: str
    purpose: str
    label: str
    source: list[str]
    who: list[str]
    target: str | None = None
    needs: list[dict[NeedKind, str]] = []
    offers: list[str] = []
    public: bool = False


class _Gesture(_Form):
    key: str
    label: str
    transitions: list[str]


class _Field(_Form):
    key: str
    label: str
    kind: Kind = Kind.TEXT
    choices: list[str] = []


class _File(_Form):
    key: str
    title: str
    prefix: str
    phase: list[_Phase]
    step: list[_Step]
    transition: list[_Transition]
    gesture: list[_Gesture] = []
    field: list[_Field] = []


def read_workflow(source: str, file: str) -> Workflow:
    """Read and check a workflow; raises WorkflowUnsound naming `file`, every place and its reason."""
    try:
        form = msgspec.convert(tomllib.loads(source), _File)
    except tomllib.TOMLDecodeError as error:
        raise WorkflowUnsound(file, [toml_fault(str(error))]) from error
    except msgspec.ValidationError as error:
        raise WorkflowUnsound(file, [form_fault(str(error))]) from error
    except RecursionError as error:
        fault = tr("the file"), tr("it is nested too deeply")
        raise WorkflowUnsound(file, [fault]) from error
    if many := list(_crowded_needs(form)):
        raise WorkflowUnsound(file, many)
    workflow = _workflow(form)
    if found := faults(workflow):
        raise WorkflowUnsound(file, [(fault.place, fault.reason) for fault in found])
    return workflow


def _crowded_needs(form: _File) -> Iterator[tuple[str, str]]:
    for number, transition in enumerate(form.transition, 1):
        for position, need in enumerate(transition.needs, 1):
            if len(need) != 1:
                place = f"transition[{number}].needs[{position}]"
                yield place, tr("a need asks for one thing, such as {example}", example=_EXAMPLE)


def _workflow(form: _File) -> Workflow:
    fields = tuple(
        Field(OWN_PREFIX + each.key, each.kind, each.label, choices=tuple(each.choices))
        for each in form.field
    )
    own = {each.key for each in form.field}
    return Workflow(
        key=form.key,
        title=form.title,
        prefix=form.prefix,
        phases=tuple(Phase(each.number, each.label) for each in form.phase),
        steps=tuple(
            Step(each.key, each.label, each.clock, each.phase, each.awaits) for each in form.step
        ),
        transitions=tuple(_transition(each, own) for each in form.transition),
        gestures=tuple(
            Gesture(each.key, each.label, tuple(each.transitions)) for each in form.gesture
        ),
        fields=fields,
    )


def _transition(form: _Transition, own: set[str]) -> Transition:
    return Transition(
        key=form.key,
        purpose=form.purpose,
        label=form.label,
        sources=tuple(form.source),
        target=form.target,
        who=tuple(form.who),
        needs=tuple(
            Need(kind, _name(argument, own) if kind is NeedKind.FIELD else argument)
            for need in form.needs
            for kind, argument in need.items()
        ),
        offers=tuple(_name(each, own) for each in form.offers),
        public=form.public,
    )


def _name(name: str, own: set[str]) -> str:
    return OWN_PREFIX + name if name in own else name
