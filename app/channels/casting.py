"""Who plays whom in a sample ticket, and the words that differ from ticket to ticket."""

import random
from datetime import date
from typing import Literal

from app.channels.company import Company, Directory, PersonForm

Role = Literal["agent", "resolver", "requester", "monitor", "service", "lead"]

_NO_ROOM = "Remote"


class Casting:
    """The company's people by what they can play."""

    def __init__(self, company: Company, directory: Directory, chance: random.Random) -> None:
        self.directory = directory
        self._chance = chance
        self._people = company.person
        self._tiers = {team.name: team.tier for team in company.team}
        self._by_role: dict[str, list[PersonForm]] = {}
        for person in company.person:
            for role in dict.fromkeys(grant.role for grant in person.roles):
                self._by_role.setdefault(role, []).append(person)
        self._first_level = [p for p in self._by_role["agent"] if self._tier(p) == 1]
        self._askers = [p for p in self._people if not p.roles and p.site != _NO_ROOM]

    def cast(self, requester: str, day: date) -> "Cast":
        """Choose the people of one ticket; `requester` is a login or ``any``."""
        asked = self._requester(requester)
        agent = self._chance.choice(self._first_level)
        facts = {
            "device": f"HB-{self._chance.choice(('LT', 'WS', 'TC'))}-{self._chance.randrange(1_000, 9_999)}",
            "room": f"{self._chance.choice('ABC')}{self._chance.randrange(1, 4)}.{self._chance.randrange(10, 40)}",
            "date": f"{day:%d %B}",
            "site": asked.site or "",
        }  # fmt: skip
        return Cast(self, asked, agent, facts)

    def resolver(self, team: str) -> PersonForm:
        """Choose a resolver of `team`, or any where it has none."""
        resolvers = self._by_role["resolver"]
        members = [person for person in resolvers if team in person.teams]
        return self._chance.choice(members or resolvers)

    def one(self, role: str) -> PersonForm:
        """Give the first who has `role`."""
        return self._by_role[role][0]

    def desk_team(self, agent: PersonForm) -> str:
        """Give the first-level team of an agent."""
        return next(team for team in agent.teams if self._tiers[team] == 1)

    def _requester(self, login: str) -> PersonForm:
        if login != "any":
            return next(person for person in self._people if person.login == login)
        return self._chance.choice(self._askers)

    def _tier(self, person: PersonForm) -> int:
        return min((self._tiers[team] for team in person.teams), default=0)


class Cast:
    """The people of one ticket; the resolver changes with the team."""

    def __init__(
        self, casting: Casting, requester: PersonForm, agent: PersonForm, facts: dict[str, str]
    ) -> None:
        self._casting = casting
        self._requester = requester
        self._agent = agent
        self._facts = facts
        self._resolver = casting.resolver("")
        self.desk_team = casting.desk_team(agent)

    @property
    def requester(self) -> int:
        """Give the requester's id."""
        return self._id(self._requester)

    @property
    def requester_name(self) -> str:
        """Give the requester's name."""
        return self._requester.name

    def to_team(self, team: str) -> None:
        """Let a resolver of `team` take over."""
        self._resolver = self._casting.resolver(team)

    def actor(self, role: Role) -> int:
        """Give the id of whoever plays `role`."""
        if role == "agent":
            return self._id(self._agent)
        if role == "resolver":
            return self._id(self._resolver)
        return self._id(self._casting.one(role))

    def filled(self, text: str) -> str:
        """Fill the slots of a text."""
        names = {
            "requester": self._requester.name,
            "agent": self._agent.name,
            "resolver": self._resolver.name,
        }
        return text.format(**names, **self._facts) if "{" in text else text

    def _id(self, person: PersonForm) -> int:
        return self._casting.directory.id("person", person.login)
