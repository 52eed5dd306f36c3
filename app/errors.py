"""What can go wrong, one class per reason; each makes its own sentence: what is wrong, what to do."""

from collections.abc import Iterable, Sequence

from app.domain.merge import Clash
from app.text import tr


class DeskError(Exception):
    """Something a person can be told in one sentence."""

    @property
    def sentence(self) -> str:
        """Give what is wrong and what to do."""
        return str(self)


class Refused(DeskError):
    """The process, the role or the facts do not allow it; nothing was stored."""


class NeedsMissing(Refused):
    """A transition lacks what it needs."""

    def __init__(self, action: str, missing: Sequence[tuple[str, str]]) -> None:
        """Take the transition's label and, for each need, its name and its label."""
        self.missing = tuple(name for name, _ in missing)
        labels = listed([label for _, label in missing])
        super().__init__(tr("{action} needs {missing}.", action=action, missing=labels))


class WrongTier(Refused):
    """The team is not of a level that can receive the ticket."""

    def __init__(self, levels: str, team: str, tier: int | None) -> None:
        sentence = tr(
            "Only a level {levels} team can receive an escalation: {team} is level {tier}.",
            levels=levels.replace(",", tr(" or ")),
            team=team,
            tier=tier,
        )
        super().__init__(sentence)


class Finished(Refused):
    """The ticket has reached its end."""

    def __init__(self, number: str, ended: str, by: str, at: str) -> None:
        """Take the ticket's number, the label of its last step, who ended it and when."""
        sentence = tr(
            "{number} was {ended} by {by} at {at}.", number=number, ended=ended, by=by, at=at
        )
        super().__init__(f"{sentence} {tr('Log a new ticket and link it to this one.')}")


class NotFromHere(Refused):
    """The workflow has no such transition from where the ticket stands."""

    def __init__(self, number: str, action: str, step: str, possible: Iterable[str]) -> None:
        sentence = tr(
            "{number} is in “{step}”: “{action}” is not possible there.",
            number=number,
            step=step,
            action=action,
        )
        ways = listed([f"“{each}”" for each in possible], tr(" or "))
        super().__init__(f"{sentence} {tr('Possible: {ways}.', ways=ways)}" if ways else sentence)


class MovedOn(Refused):
    """The ticket went to another step since the person looked."""

    def __init__(self, number: str, step: str, by: str, at: str) -> None:
        sentence = tr(
            "{number} was put to “{step}” by {by} at {at}. Look again before you go on.",
            number=number,
            step=step,
            by=by,
            at=at,
        )
        super().__init__(sentence)


class MissingRight(Refused):
    """The person has no role that may do this."""

    def __init__(
        self, person: str, action: str, roles: Sequence[str], holders: Sequence[str]
    ) -> None:
        """Take the person's name, what was tried, who may (such as “agents”), and some of them by name."""
        sentence = tr(
            "{person} may not do this: “{action}” is for {roles}.",
            person=person,
            action=action,
            roles=listed(roles),
        )
        ask = tr("Ask {holders}.", holders=listed(holders, tr(" or ")))
        super().__init__(f"{sentence} {ask}" if holders else sentence)


class NoRole(Refused):
    """The person is no staff of the desk, which therefore shows them nothing."""

    def __init__(self, person: str, holders: Sequence[str]) -> None:
        """Take the person's name, and some who can give them a role."""
        asked = listed(holders, tr(" or ")) or tr("an administrator")
        super().__init__(tr("{person} has no role at this desk, and so sees nothing of it. Ask {holders} for one.",
                            person=person, holders=asked))  # fmt: skip


class NotTheirs(Refused):
    """The person has the role, but it does not reach this ticket."""


class InvalidValue(Refused):
    """A value does not fit its field."""


class NotUnique(InvalidValue):
    """Another record has what no two may share."""

    def __init__(self, thing: str, fields: Sequence[tuple[str, str]]) -> None:
        """Take what the record is, and the names and labels of what it shares with another."""
        self.fields = tuple(name for name, _ in fields)
        labels = ", ".join(label for _, label in fields)
        super().__init__(
            tr(
                "Another {thing} has the same {fields}. Choose a different one.",
                thing=thing,
                fields=labels,
            )
        )


class NotFound(Refused):
    """Something named is not there."""


class Conflict(DeskError):
    """Two people changed the same field; both versions are kept until one is chosen."""

    def __init__(self, subject: str, by: str, at: str, clashes: Sequence[Clash]) -> None:
        """Take the record's name, who changed it and when, and the fields in question."""
        self.by, self.at = by, at
        self.clashes = tuple(clashes)
        fields = listed([clash.field for clash in clashes])
        sentence = tr(
            "{by} changed {fields} of {subject} at {at}. Choose which version stays.",
            by=by,
            fields=fields,
            subject=subject,
            at=at,
        )
        super().__init__(sentence)


class GuardRefused(DeskError):
    """The database itself refused; the door should have said so first."""

    def __init__(self, rule: str) -> None:
        super().__init__(tr("The database refused: {rule}", rule=rule))


class TooBusy(DeskError):
    """Others kept changing the same record, or the database was not free in time."""

    def __init__(self) -> None:
        super().__init__(tr("Others are changing the same thing right now. Try again in a moment."))


class Interrupted(DeskError):
    """A question was stopped before its answer, because nobody waits for it any more."""

    def __init__(self) -> None:
        super().__init__(tr("The question was stopped before it was answered."))


class Locked(DeskError):
    """Another program holds the database and does not let go of it."""

    def __init__(self, url: str) -> None:
        sentence = tr(
            "Another program is writing to {url} and does not let go. Close it, then try again.",
            url=url,
        )
        DeskError.__init__(self, sentence)


class LockedByOthers(Locked):
    """Somebody else's transaction on the server holds what is to be written."""

    def __init__(self, url: str) -> None:
        sentence = tr(
            "Somebody else's work on {url} holds this and does not let go. Try again; if it stays so, ask whoever "
            "looks after the server to end the session that holds it.",
            url=url,
        )
        DeskError.__init__(self, sentence)


class ReadOnly(DeskError):
    """The database can be read but not written."""

    def __init__(self, url: str) -> None:
        sentence = tr(
            "{url} can only be read. Ask whoever looks after it for the right to write.", url=url
        )
        super().__init__(sentence)


class WorkflowUnsound(DeskError):
    """A workflow file that cannot be used: file, places and reasons."""

    def __init__(self, file: str, faults: Sequence[tuple[str, str]]) -> None:
        self.faults = tuple(faults)
        lines = [f"{file}: {place}: {reason}" for place, reason in faults]
        super().__init__("\n".join(lines))


class NotADesk(DeskError):
    """There is no desk in this database."""

    def __init__(self, url: str) -> None:
        super().__init__(
            tr("There is no desk in {url}. Make one with “firstline sample”.", url=url)
        )


class NotAMember(DeskError):
    """The login may not use the desk in this database."""

    def __init__(self, url: str, member: str) -> None:
        """Take where it is and the role whose members may use it."""
        super().__init__(
            tr(
                "This login may not use the desk in {url}. Ask its owner to make it a member of {member}.",
                url=url,
                member=member,
            )
        )


class DeskExists(DeskError):
    """There is a desk in this database already."""

    def __init__(self, url: str) -> None:
        sentence = tr("There is a desk in {url} already. Name another database.", url=url)
        super().__init__(sentence)


class NotEmpty(DeskError):
    """A file holds something that is no desk."""

    def __init__(self, url: str) -> None:
        sentence = tr("{url} holds something else. Name a file that is not there yet.", url=url)
        super().__init__(sentence)


class Unfinished(DeskError):
    """Making the desk has not come to its end."""

    def __init__(self, url: str, schema: str = "") -> None:
        """Take where it is and, on PostgreSQL, the schema that holds it."""
        rest = tr("schema “{schema}”", schema=schema) if schema else tr("file")
        super().__init__(
            tr(
                "There is a desk in {url} that is not finished: it is being made, or that was cut short. "
                "If nobody is at it, delete the {rest} and make the desk again.",
                url=url,
                rest=rest,
            )
        )


class NoFolder(DeskError):
    """A folder for a desk cannot be made."""

    def __init__(self, folder: object, reason: str) -> None:
        super().__init__(
            tr(
                "The folder {folder} cannot be made: {reason}. Name another place with --database.",
                folder=folder,
                reason=reason,
            )
        )


class OlderProgram(DeskError):
    """The desk was made by a newer program."""

    def __init__(self, schema: str, known: str) -> None:
        sentence = tr(
            "This desk has schema {schema}, this program knows up to {known}. Install the newer program.",
            schema=schema,
            known=known,
        )
        super().__init__(sentence)


class Unreachable(DeskError):
    """The database cannot be reached or opened."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(
            tr("The database {url} cannot be opened: {reason}", url=url, reason=reason)
        )


def listed(items: Sequence[str], last: str = "") -> str:
    """Give names as people list them: “a, b and c”."""
    joint = last or tr(" and ")
    return joint.join(filter(None, (", ".join(items[:-1]), *items[-1:])))
