"""What a canned text can leave open: a closed list, each with what people call it and a sample."""

from dataclasses import dataclass

from app.text import tr

# From here on Unicode has the scripts of East Asia.
_EAST_ASIAN = "\u2e80"


@dataclass(frozen=True)
class Variable:
    """A variable: its key, what people call it, and a sample of what it stands for."""

    key: str
    label: str
    sample: str

    @property
    def written(self) -> str:
        """Give it as it stands in a text."""
        return f"{{{self.key}}}"

    @property
    def gap(self) -> str:
        """Give what stands for it where it is not known."""
        return f"[{self.label}?]"


def variables() -> tuple[Variable, ...]:
    """Give all there are, in the order in which people look for them."""
    return (
        Variable("requester.first_name", tr("requester's first name"), tr("Klaus")),
        Variable("requester.name", tr("requester's name"), tr("Klaus Brook")),
        Variable("requester.site", tr("requester's site"), tr("Porto")),
        Variable("ticket.number", tr("ticket number"), tr("INC-004182")),
        Variable("ticket.title", tr("title"), tr("Scanner beeps twice at goods-in")),
        Variable("ticket.step", tr("step"), tr("Diagnosis")),
        Variable("ticket.opened", tr("date opened"), tr("2026-03-02")),
        Variable("agent.first_name", tr("your first name"), tr("Maria")),
        Variable("agent.name", tr("your name"), tr("Maria Costa")),
        Variable("assignee", tr("assignee"), tr("Lena Brandt")),
        Variable("team", tr("team"), tr("Workplace")),
        Variable("service", tr("service"), tr("Mobile & handheld devices")),
        Variable("category", tr("category"), tr("Hardware / Handheld scanner")),
        Variable("priority", tr("priority"), tr("P3 · Medium")),
        Variable("follow_up", tr("follow-up date"), tr("2026-03-06")),
        Variable("vendor_ref", tr("vendor's reference"), tr("RMA 55120")),
        Variable("resolution", tr("resolution"), tr("The second beep is switched off.")),
        Variable("today", tr("today's date"), tr("2026-03-04")),
    )


def samples() -> dict[str, str]:
    """Give a sample of each variable, by key."""
    return {each.key: each.sample for each in variables()}


def first_name(name: str) -> str:
    """Give what people call somebody by: of “Klaus Brook” and of “Brook, Klaus” it is “Klaus”.

    Chinese, Japanese and Korean names, which begin with the family's, stay whole.
    """
    if name >= _EAST_ASIAN:
        return name
    given = name.partition(",")[2].split() or name.split()
    return given[0] if given else ""
