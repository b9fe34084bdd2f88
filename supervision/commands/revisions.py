"""The command that tells what has become of a release since: figure by figure, batch by batch."""

from __future__ import annotations

from argparse import Namespace
from contextlib import closing

from supervision.commands.saying import ALL_WELL, said, say, say_json
from supervision.figures.measuring import view_now
from supervision.releases.keeping import release_numbered
from supervision.releases.revising import revisions
from supervision.releases.revision_words import cause_said, figure_said, head_said
from supervision.releases.telling import revisions_json
from supervision.store.database import open_database


def revisions_step(asked: Namespace) -> int:
    """Today against one release."""
    with closing(open_database(asked.database, create=False)) as database:
        told = revisions(release_numbered(database, asked.release), view_now(database))
    if asked.json:
        say_json(revisions_json(told))
        return ALL_WELL
    say(head_said(told))
    for figure in told.figures:
        print()
        print(f"{said(figure_said(figure))}  [{figure.told.figure}]")
        for cause in figure.causes:
            print(f"  {said(cause_said(cause))}")
    return ALL_WELL
