"""`python -m supervision`: the commands on which other programs rely."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from supervision.access.people import ROLES
from supervision.commands.figures import figures_command
from supervision.commands.keeping import backup_command, check_command, restore_command
from supervision.commands.ledgers import (
    batches_command,
    load_command,
    template_command,
    undo_command,
)
from supervision.commands.people import audit_command, people_command
from supervision.commands.profiles import profiles_command
from supervision.commands.quarantine import quarantine_command
from supervision.commands.reading import read_command
from supervision.commands.releases import release_command
from supervision.commands.report import report_command
from supervision.commands.saying import USED_WRONGLY, complain
from supervision.commands.serving import serve_command
from supervision.commands.usage import said_in_both
from supervision.exports.releases.formats import FORMATS
from supervision.place import default_database
from supervision.store.troubles import lacking
from supervision.text import Refusal, Text


class _Parser(ArgumentParser):
    """Says what is wrong in one sentence, without the whole usage."""

    def error(self, message: str) -> NoReturn:
        complain(
            Text(
                zh="命令有误：{message}。用法见 {prog} --help。",
                en="That command is not right: {message}. See {prog} --help.",
            ).with_values(message=said_in_both(message), prog=self.prog)
        )
        raise SystemExit(USED_WRONGLY)


def parser() -> ArgumentParser:
    """Every command and its options."""
    database = _Parser(add_help=False)
    database.add_argument("--database", type=Path, default=default_database(), help="the ledger file")
    json = _Parser(add_help=False)
    json.add_argument("--json", action="store_true", help="JSON alone on standard output")
    period = _Parser(add_help=False)
    period.add_argument("--from", dest="first", required=True, metavar="DAY", help="first day")
    period.add_argument("--to", dest="last", required=True, metavar="DAY", help="last day, included")
    period.add_argument(
        "--known-at", type=int, metavar="BATCH", help="as the ledgers were known at that batch"
    )
    day = _Parser(add_help=False)
    day.add_argument("--as-of", metavar="DAY", help="the day of reckoning; today by default")
    top = _Parser(prog="python -m supervision", description=__doc__)
    commands = top.add_subparsers(required=True, metavar="COMMAND", parser_class=_Parser)

    load = commands.add_parser("load", parents=[database, json], help="load files, or folders read whole")
    load.add_argument("paths", nargs="+", metavar="PATH")
    load.add_argument("--profile", help="read every file by this profile instead of recognising it")
    load.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")
    load.add_argument("--by", help="who loads; the account's name by default")
    load.set_defaults(command=load_command)

    figures = commands.add_parser(
        "figures", parents=[database, json, period], help="read the figures of a period"
    )
    figures.set_defaults(command=figures_command)

    report = commands.add_parser(
        "report", parents=[database, period, day], help="print the leaders' pages as a PDF"
    )
    report.add_argument("--out", required=True, metavar="FILE.pdf", help="write the PDF here")
    report.add_argument("--by", help="who makes it; the account's name by default")
    report.set_defaults(command=report_command)

    _add_releases(
        commands.add_parser("release", help="figures for publication: draft, check, freeze, verify"),
        database,
        json,
        [database, period, day],
    )

    batches = commands.add_parser("batches", parents=[database, json], help="who loaded what, when")
    batches.set_defaults(command=batches_command)

    undo = commands.add_parser("undo", parents=[database, json], help="take a batch back, as a new batch")
    undo.add_argument("batch", type=int, metavar="BATCH")
    undo.add_argument("--by", help="who undoes; the account's name by default")
    undo.set_defaults(command=undo_command)

    quarantine = commands.add_parser("quarantine", parents=[database], help="rows waiting, with the reasons")
    doing = quarantine.add_mutually_exclusive_group()
    doing.add_argument("--csv", metavar="FILE", help="write the rows here, to be mended in a spreadsheet")
    doing.add_argument("--mended", metavar="FILE", help="take that file back, mended")
    doing.add_argument(
        "--dismiss", metavar="ID", type=int, nargs="+", help="let rows wait no more; needs --why"
    )
    quarantine.add_argument("--why", metavar="TEXT", help="the reason of a dismissal")
    quarantine.add_argument("--by", help="who mends or dismisses; the account's name by default")
    quarantine.set_defaults(command=quarantine_command)

    template = commands.add_parser("template", help="an empty export with the right headings")
    template.add_argument("ledger", metavar="LEDGER")
    template.add_argument("--format", choices=("csv", "xlsx"), default="csv", help="csv unless you say xlsx")
    template.set_defaults(command=template_command)

    profiles = commands.add_parser(
        "profiles", parents=[database, json], help="how exports are read: list, show, add, remove"
    )
    what = profiles.add_mutually_exclusive_group()
    what.add_argument("--show", metavar="NAME", help="one profile as TOML")
    what.add_argument("--add", metavar="FILE.toml", help="save a profile with this ledger")
    what.add_argument("--remove", metavar="NAME", help="take a saved profile out of use")
    profiles.add_argument("--by", help="who saves; the account's name by default")
    profiles.set_defaults(command=profiles_command)

    people = commands.add_parser(
        "people", parents=[database, json], help="who may do what in the dashboard: list, set"
    )
    people.add_argument("--set", metavar="NAME", help="give a person exactly these roles from now on")
    people.add_argument(
        "--roles", default="", metavar="ROLE,…", help=f"{', '.join(ROLES)}; none takes all away"
    )
    people.add_argument("--only", metavar="SCOPE=NAME", help="hold them to one source or district: source=…")
    people.add_argument("--by", help="who says so; the account's name by default")
    people.set_defaults(command=people_command)

    audit = commands.add_parser("audit", parents=[database, json], help="who did what, the newest first")
    audit.add_argument("--most", type=int, default=50, metavar="N", help="50 unless you say otherwise")
    audit.set_defaults(command=audit_command)

    check = commands.add_parser("check", parents=[database], help="whether the ledger file is whole")
    check.set_defaults(command=check_command)

    backup = commands.add_parser("backup", parents=[database], help="copy the ledger to a file")
    where = backup.add_mutually_exclusive_group(required=True)
    where.add_argument("file", metavar="FILE", nargs="?")
    where.add_argument("--into", metavar="FOLDER", help="one more in a folder; old ones go by --keep")
    where.add_argument("--new-key", metavar="FILE", help="write a new key there and show its public half")
    backup.add_argument(
        "--keep", metavar="D,W,M", default="7,5,12", help="days, weeks, months that keep a backup"
    )
    backup.add_argument("--encrypt-for", metavar="age1…", help="the public half of a key")
    backup.set_defaults(command=backup_command)

    restore = commands.add_parser("restore", parents=[database], help="put a backup in the ledger's place")
    restore.add_argument("file", metavar="FILE")
    restore.add_argument("--key", metavar="FILE", help="the key of an encrypted backup")
    restore.set_defaults(command=restore_command)

    serve = commands.add_parser("serve", parents=[database], help="the dashboard in the browser")
    serve.add_argument(
        "--address",
        default="127.0.0.1",
        help="127.0.0.1; one that others reach is refused until sign-in is set",
    )
    serve.add_argument("--path", default="", help="below which path of a proxy's it is reached: /supervision")
    serve.add_argument("--headless", action="store_true", help="open no browser")
    serve.add_argument("--port", type=int, default=8501)
    serve.add_argument(
        "--publish", metavar="PLACE", help="hand out a copy of the ledger in this folder after every change"
    )
    serve.add_argument(
        "--published", metavar="PLACE", help="show the newest copy handed out there; nothing can be changed"
    )
    serve.add_argument(
        "--record", type=Path, metavar="FILE", help="beside copies: where is noted who looked at what"
    )
    serve.set_defaults(command=serve_command)

    read = commands.add_parser("read", parents=[json], help="read any export, without a ledger")
    read.add_argument("file", metavar="FILE")
    read.add_argument("--out", metavar="CLEAN.csv", help="write the clean UTF-8 CSV here")
    read.set_defaults(command=read_command)
    return top


def _add_releases(release: _Parser, database: _Parser, json: _Parser, asking: list[_Parser]) -> None:
    steps = release.add_subparsers(required=True, metavar="STEP", dest="step", parser_class=_Parser)
    draft = steps.add_parser("draft", parents=asking, help="measure, protect and word a period's figures")
    draft.add_argument("--by", required=True, metavar="WHO", help="who prepares it")
    draft.add_argument(
        "--corrects", type=int, metavar="N", help="the frozen release that it corrects; needs --why"
    )
    draft.add_argument("--why", metavar="TEXT", help="why it corrects")
    draft.add_argument(
        "--show-small-counts-because",
        dest="unprotected_because",
        metavar="TEXT",
        help="show small counts too, for this reason, which is recorded",
    )
    for name, about in (
        ("check", "say that figures and wording are right; not whoever prepared them"),
        ("send-back", "back to draft; needs --why"),
        ("freeze", "for good"),
        ("withdraw", "take it back; needs --why"),
    ):
        step = steps.add_parser(name, parents=[database], help=about)
        step.add_argument("release", type=int, metavar="N")
        step.add_argument("--by", required=True, metavar="WHO", help="who does it")
        if name in ("send-back", "withdraw"):
            step.add_argument("--why", required=True, metavar="TEXT", help="the reason")
    show = steps.add_parser("show", parents=[database, json], help="one release, hidden numbers left out")
    show.add_argument("release", type=int, metavar="N")
    steps.add_parser("list", parents=[database, json], help="every release")
    verify = steps.add_parser(
        "verify", parents=[database], help="count every number again and name what differs"
    )
    verify.add_argument("release", type=int, metavar="N", nargs="?")
    verify.add_argument("--all", action="store_true", help="every release that was ever frozen")
    revised = steps.add_parser(
        "revisions",
        parents=[database, json],
        help="what is counted otherwise today, and which batches did it",
    )
    revised.add_argument("release", type=int, metavar="N")
    asked = steps.add_parser(
        "questions", parents=[database, json], help="likely questions of each figure, with their answers"
    )
    asked.add_argument("release", type=int, metavar="N")
    export = steps.add_parser("export", parents=[database], help="write a release as a file")
    export.add_argument("release", type=int, metavar="N")
    export.add_argument("--format", required=True, choices=tuple(FORMATS))
    export.add_argument("--out", required=True, metavar="FILE")
    release.set_defaults(command=release_command)


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; its exit status: 0 all well, 1 something needs a person, 2 used wrongly."""
    asked: Namespace = parser().parse_args(words)
    os.umask(0o077)  # a ledger, its log and whatever is written out are for this account alone
    try:
        status: int = asked.command(asked)
    except Refusal as refusal:
        complain(refusal.sentence)
        return USED_WRONGLY
    except BrokenPipeError:  # the reader of our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        complain(_told(error))
        return USED_WRONGLY
    return status


def _told(error: OSError) -> Text:
    """Which file, where the system names one, and what is lacking."""
    name = f"{error.filename}" if error.filename else ""
    if (lack := lacking(error)) is not None:
        return Text(zh=f"{name and name + '：'}{lack.zh}", en=f"{name and name + ': '}{lack.en}")
    return Text(
        zh=f"{name and name + '：'}{error.strerror}。请检查路径、权限和磁盘空间。",
        en=f"{name and name + ': '}{error.strerror}. Check the path, its permissions and the disk.",
    )


if __name__ == "__main__":
    sys.exit(main())
