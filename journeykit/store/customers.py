"""What customers tell by their link, as counts: which answers came from one person is never written down."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects.sqlite import insert

from journeykit.models.by_link import KeptComment, LinkAnswer, ToldByLink
from journeykit.models.evidence import WaveCount
from journeykit.store.engine import plain_sql
from journeykit.store.tables import link_answers, link_comments, link_totals

_HOW_MANY = plain_sql(select(link_totals.c.customers).where(link_totals.c.session_id == bindparam("asked")))


def add(connection: Connection, session_id: str, answer: LinkAnswer, said_on: date) -> None:
    """Count one customer's answer in. A comment is kept by itself, without the answers that came with it."""
    total = insert(link_totals).values(session_id=session_id, customers=1, first_on=said_on, last_on=said_on)
    connection.execute(
        total.on_conflict_do_update(
            index_elements=[link_totals.c.session_id],
            set_={"customers": link_totals.c.customers + 1, "last_on": said_on},
        )
    )
    for target_id, value in answer.felt.items():
        row = insert(link_answers).values(session_id=session_id, target_id=target_id, value=value, count=1)
        connection.execute(
            row.on_conflict_do_update(
                index_elements=[link_answers.c.session_id, link_answers.c.target_id, link_answers.c.value],
                set_={"count": link_answers.c.count + 1},
            )
        )
    if answer.comment is not None:
        comment = answer.comment.model_dump()
        connection.execute(
            insert(link_comments).values(session_id=session_id, said_on=said_on, consent_to_show=True, **comment)
        )


def how_many(connection: Connection, session_id: str) -> int:
    """How many customers have answered by the link of a session. It grows with every answer."""
    return connection.exec_driver_sql(_HOW_MANY, (session_id,)).scalar() or 0


def get(connection: Connection, session_id: str) -> ToldByLink:
    """All that customers told by the link of a session."""
    total = connection.execute(select(link_totals).where(link_totals.c.session_id == session_id)).first()
    if total is None:
        return ToldByLink()
    answers = connection.execute(
        select(link_answers)
        .where(link_answers.c.session_id == session_id)
        .order_by(link_answers.c.target_id, link_answers.c.value)
    )
    comments = connection.execute(
        select(link_comments)
        .where(link_comments.c.session_id == session_id, link_comments.c.consent_to_show)
        .order_by(link_comments.c.comment_id)
    )
    return ToldByLink(
        customers=total.customers,
        first_on=total.first_on,
        last_on=total.last_on,
        counts=tuple(WaveCount(target_id=row.target_id, value=row.value, count=row.count) for row in answers),
        comments=tuple(KeptComment(step_id=row.step_id, text=row.text, said_on=row.said_on) for row in comments),
    )
