"""The corpus is a desk like any other: whole, guarded, and open for work."""

import getpass

import pytest
from benchmarks import corpus

from app.channels.author import Author
from app.clock import MICROSECONDS
from app.db.store import Store
from app.desk import Desk
from app.domain.commands import LogTicket
from app.domain.questions import Filter, PersonByLogin, TicketIds, TicketPage
from app.domain.views import named_views


def test_a_corpus_is_a_whole_desk_at_work(empty_url: str) -> None:
    corpus.load(empty_url, 300)
    desk = Desk(empty_url)
    assert desk.check() == []
    assert len(desk.ask(TicketIds())) == 300
    me = desk.ask(PersonByLogin(desk.store.login or getpass.getuser()))
    assert me is not None
    for view in (view for view in named_views()[2:] if not view.is_own):
        assert desk.ask(TicketIds(view.filter(me.id, (), 0))), view.title
    author = Author(desk, me.id)
    author.tell(LogTicket, ticket=author.new_id(), values={"title": "One more"})
    (newest,) = desk.ask(TicketPage(limit=1)).rows
    assert newest.number == "INC-000301"
    assert newest.opened_at > desk.clock.now() - 60 * MICROSECONDS
    assert desk.ask(TicketPage(Filter(words=("one more",)))).rows == (newest,)
    desk.close()


def test_its_guards_are_on(empty_url: str) -> None:
    corpus.load(empty_url, 5)
    store = Store(empty_url)
    with pytest.raises(Exception, match="only by an event"), store.writing() as connection:
        connection.exec_driver_sql("UPDATE ticket SET title = 'x', version = version")
    store.close()
