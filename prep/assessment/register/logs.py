"""The logs that came with sealed hand-ins, as they were taken in."""

import hashlib

from sqlalchemy import select

from prep.assessment.packs.layout import TamperedError
from prep.assessment.register.home import TakeHome
from prep.assessment.register.standing import StoredSubmission
from prep.store.database import reading
from prep.store.tables.take_homes import submissions


def read_log(home: TakeHome, submission: StoredSubmission) -> str:
    """The log of a submission; empty where none came with it.

    Raises:
        TamperedError: it was changed in the database.
    """
    query = select(submissions.c.log, submissions.c.log_digest).where(submissions.c.id == submission.id)
    with reading(home.engine) as connection:
        row = connection.execute(query).one()
    if hashlib.sha256(row.log.encode()).hexdigest() != row.log_digest:
        raise TamperedError(
            f"the log of {submission.code} was changed in the database; collect the file again, or restore a backup"
        )
    return str(row.log)
