"""What can go wrong, one class per reason; each makes its own sentence: what is wrong, what to do."""

from collections.abc import Iterable, Sequence

from app.domain.files import LARGEST_FILE, MEGABYTE
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
        """Take the person's name, what was tried, the roles that may, and some people who hold them."""
        sentence = tr(
            "{person} may not do this: “{action}” is for {roles}.",
            person=person,
            action=action,
            roles=listed(roles, tr(" or ")),
        )
        ask = tr("Ask {holders}.", holders=listed(holders, tr(" or ")))
        super().__init__(f"{sentence} {ask}" if holders else sentence)


class NotTheirs(Refused):
    """The person has the role, but it does not reach this ticket."""


class InvalidValue(Refused):
    """A value does not fit its field."""


class FileTooLarge(Refused):
    """A file has more bytes than a desk keeps of one."""

    def __init__(self, size: int, name: str = "") -> None:
        sentence = tr(
            "{name} has {size:.1f} MB; {most} MB at most can be attached. Put it where others can reach it, and "
            "write down where that is.",
            name=f"“{name}”" if name else tr("The file"),
            size=size / MEGABYTE,
            most=LARGEST_FILE // MEGABYTE,
        )
        super().__init__(sentence)


class EmptyFile(Refused):
    """A file has nothing in it."""

    def __init__(self, name: str = "") -> None:
        named = f"“{name}”" if name else tr("The file")
        super().__init__(tr("{name} is empty: there is nothing to attach.", name=named))


class FileUnreadable(Refused):
    """Something that was to be attached is no file, or not for this person to read."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(tr("“{name}” cannot be attached: {reason}.", name=name, reason=reason))


class FileUnwritable(Refused):
    """A file could not be saved where somebody wanted it."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(
            tr("“{name}” was not saved: {reason}. Choose another place.", name=name, reason=reason)
        )


class CanRun(Refused):
    """A file could be at work on this computer once it was opened."""

    def __init__(self, name: str) -> None:
        sentence = tr("“{name}” is not opened from here: it could run on this computer as a program. Save it only "
                      "if you trust who sent it.", name=name)  # fmt: skip
        super().__init__(sentence)


class NotWhatItSays(Refused):
    """The content of a file is of another kind than its name says."""

    def __init__(self, name: str) -> None:
        sentence = tr("“{name}” is not what its name says, and is not opened. Save it only if you trust who "
                      "sent it.", name=name)  # fmt: skip
        super().__init__(sentence)


class FileChanged(Refused):
    """A file was written to while it was being read."""

    def __init__(self) -> None:
        super().__init__(
            tr("The file was changed while it was read. Attach it again once it is done.")
        )


class Cancelled(Refused):
    """Somebody stopped it."""

    def __init__(self) -> None:
        super().__init__(tr("Cancelled. Nothing was attached."))


class DamagedFile(DeskError):
    """What is stored of a file is not what its hash says."""

    def __init__(self) -> None:
        super().__init__(
            tr("The file on the desk is damaged. Ask an administrator to run “firstline check”.")
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
