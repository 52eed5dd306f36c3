"""The names people read for what the desk itself knows: events, relations, what was said."""

from app.domain import events
from app.text import tr


def event_label(kind: str) -> str:
    """Give the name of what happened to a ticket, where it is no transition."""
    labels = {
        events.OPENED: tr("Logged"),
        events.EDITED: tr("Edited"),
        events.ASSIGNED: tr("Assigned"),
        events.NOTED: tr("Work note"),
        events.REPLIED: tr("Reply"),
        events.LINKED: tr("Linked"),
        events.UNLINKED: tr("Link removed"),
        events.WATCHED: tr("Person added"),
        events.UNWATCHED: tr("Person removed"),
        events.ATTACHED: tr("File attached"),
        events.DETACHED: tr("File removed"),
        events.MOVED: tr("Moved to another version of the workflow"),
        events.ERASED: tr("Texts erased"),
        events.RECORDED: tr("At the source"),
        events.IMPORTED: tr("Imported"),
    }
    return labels.get(kind, kind)


def relation_label(relation: str, *, backwards: bool = False) -> str:
    """Give the name of a link as one end sees it, or of a person's place beside a ticket."""
    forth = {
        "duplicate_of": tr("Duplicate of"),
        "child_of": tr("Child of"),
        "related_to": tr("Related to"),
        "watcher": tr("Watching"),
        "affected": tr("Affected"),
        "mentioned": tr("Mentioned"),
    }
    back = {"duplicate_of": tr("Has the duplicate"), "child_of": tr("Parent of")}
    return (back if backwards else {}).get(relation, forth.get(relation, relation))


def said_title(name: str) -> str:
    """Give the heading of something said with an event."""
    titles = {
        "note": tr("Note"),
        "reason": tr("Reason"),
        "how": tr("How"),
        "confirmed_by": tr("Confirmed by"),
        "relation": tr("Relation"),
        "other": tr("Ticket"),
        "person": tr("Person"),
        "versions": tr("Versions"),
        "attachment": tr("File"),
    }
    return titles.get(name, name.replace("_", " ").capitalize())
