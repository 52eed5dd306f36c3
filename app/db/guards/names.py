"""What the guards' templates are filled with on every database: names and rules out of the domain."""

from collections.abc import Iterable

from app.domain import events
from app.domain.fields import LINKS, PERSON_RELATIONS, THINGS, Thing
from app.domain.roles import SPEAKING_FOR_OTHERS, TICKET_RIGHTS

# The workflow tables, and what gives their rows out of the published definition.
PUBLISHED = {
    "workflow_step": "published_step",
    "workflow_transition": "published_transition",
    "transition_need": "published_need",
    "transition_role": "published_role",
}


def quoted(names: Iterable[str]) -> str:
    """Give names as SQL literals with commas; at least an empty one."""
    return ", ".join(f"'{name}'" for name in names) or "''"


def common() -> dict[str, str]:
    """Give what every template may name."""
    return {
        "kinds": quoted(events.TICKET_KINDS),
        "channels": quoted(events.CHANNELS),
        "claiming": quoted(events.CLAIMING),
        "speaking": quoted(SPEAKING_FOR_OTHERS),
        "links": quoted(LINKS),
        "relations": quoted(PERSON_RELATIONS),
        "things": quoted(THINGS),
        "role_cases": lines(
            (f"WHEN '{kind}' THEN ARRAY[{quoted(roles)}]" for kind, roles in TICKET_RIGHTS.items()),
            "",
        ),
        "rights": " OR ".join(
            f"(NEW.kind = '{kind}' AND g.role IN ({quoted(roles)}))"
            for kind, roles in TICKET_RIGHTS.items()
        ),
    }


def of_thing(thing: Thing) -> dict[str, str]:
    """Give what a template about one kind of record may name."""
    return {
        "thing": thing.name,
        "label": thing.label,
        "columns": quoted(field.name for field in thing.fields),
        "column_list": ", ".join(f'"{field.name}"' for field in thing.fields),
        "texts": quoted(field.name for field in thing.fields if field.is_text),
        "unique_names": " or ".join(" and ".join(group) for group in thing.unique),
    }


def lines(parts: Iterable[str], joint: str) -> str:
    """Join the parts of a long expression, one a line."""
    return f"{joint}\n         ".join(parts)
