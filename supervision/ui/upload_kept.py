"""A preview is found again by whoever made it: after the server was started anew, after signing in again, and on the way
back from another page.

The token lies in the address of the tab, which a browser tells again to a server started anew. It opens nothing for
anybody but the person whose preview it is.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial

import streamlit as st

from supervision.events import tell_fault
from supervision.ledgers.rows import RefusedFile
from supervision.loading import Checked, held_back
from supervision.place import default_database
from supervision.previews import KEPT_FOR, Kept, NotNow, Previews, program
from supervision.store.database import local_now
from supervision.store.received import batches_that_brought
from supervision.text import Refusal, Text
from supervision.ui.asking import person
from supervision.ui.basket import basket, known_by, new_token, seen_of, taken
from supervision.ui.literal import literal
from supervision.ui.seen import has_seen
from supervision.ui.session import language, own_ledger, said

TOKEN = "preview"
_BEGAN = local_now()
_EVERY = 1800.0
"""Seconds from one look for previews that are too old to the next."""
_HOURS = KEPT_FOR.total_seconds() / 3600

_RESTARTED = Text(
    zh="这是{at:%Y-%m-%d %H:%M}保留的预览：看板重启过，已为您找回，并已与台账重新比对。",
    en="This preview was kept at {at:%Y-%m-%d %H:%M}; the dashboard has been restarted since. It was found again and "
    "compared with the ledger anew.",
)
_CAME_BACK = Text(
    zh="这是{at:%Y-%m-%d %H:%M}保留的预览，已与台账重新比对。",
    en="This preview was kept at {at:%Y-%m-%d %H:%M} and has been compared with the ledger anew.",
)
_DROP_AGAIN = Text(
    zh="原文件不保留：要换一种读法，或为不认识的文件说明各列，请重新拖入该文件。",
    en="The files themselves are not kept: to have one read otherwise, or to say what its columns are, drop it again.",
)
_GONE = Text(
    zh="地址里的预览已经没有了：它已录入、已放弃、已有{hours:g}小时无人查看，或不是您的。台账没有因此改变；如需录入，请重新拖入文件。",
    en="The preview in the address is no more: it was loaded, discarded, not looked at for {hours:g} hours, or is not yours. "
    "No ledger has changed for that; to load the files, drop them again.",
)
_LOADED = Text(
    zh="预览中的文件已录入（批次{batch}），不必再录。详见“批次与撤销”页。",
    en="The files of the preview were loaded already (batch {batch}) and need not be loaded again; see the History page.",
)
_NOT_WRITTEN = Text(
    zh="到此为止台账里什么都没有写入。预览保留{hours:g}小时，看板重启后也能找回；不要了请点“放弃”。",
    en="Nothing has been written to the ledger so far. The preview is kept for {hours:g} hours, also over a restart; press "
    "“Discard” to give it up.",
)
_NOT_KEPT = Text(
    zh="到此为止台账里什么都没有写入；关闭页面即放弃。预览未能保留（{why}），看板若重启须重新拖入文件。",
    en="Nothing has been written to the ledger so far; close the page to give it all up. The preview could not be kept "
    "({why}): should the dashboard be restarted, drop the files again.",
)


def previews() -> Previews:
    return Previews(default_database())


def keep_swept() -> None:
    """From now on what is too old goes, whether anybody uploads or not."""
    program()
    previews().sweep(local_now(), is_start=True)
    threading.Thread(target=_go_on_sweeping, name="previews", daemon=True).start()


def _go_on_sweeping() -> None:
    never = threading.Event()
    while not never.wait(_EVERY):
        sweep_once()


def sweep_once() -> None:
    """Whatever goes wrong this time, the next look is taken: what may not stay longer must go some time."""
    try:
        previews().sweep(local_now())
    except Exception:
        tell_fault()


def _owner() -> str:
    reader = person()
    return f"{'local' if reader.is_local else 'signed in'} {reader.name}"


def find_again() -> None:
    """Whatever is kept for this tab, or for whoever signed in, lies in the basket afterwards."""
    held = basket()
    asked = st.query_params.get(TOKEN)
    if asked == held.past:
        asked = st.query_params.pop(TOKEN, None) and None
    token = asked or held.token
    if held.found or (asked is None and held.kept is None and not _take_over(token)):
        return
    try:
        kept = previews().find(token, _owner(), local_now())
    except NotNow as refusal:
        _try_again_later(token, refusal.sentence)
        return
    except Refusal as refusal:
        _not_shown(token, refusal.sentence)
        return
    if kept is None:
        _not_shown(token, _GONE.with_values(hours=_HOURS))
    elif (batch := _loaded_since(kept)) is not None:
        _not_shown(token, _LOADED.with_values(batch=batch))
    else:
        held.token = token
        held.found = tuple(held_back(file, person()) for file in kept.files)
        held.found_at = kept.at
        held.kept, held.told = known_by(held.found), None
        # A browser that drew nothing anew in between may press the button of what stood there before.
        has_seen(seen_of(held.found), kept.batch)


@st.fragment(run_every=timedelta(hours=1))
def come_back() -> None:
    """Draws nothing: a browser that finds its server again asks for the page anew only if a part of it is to be drawn
    again by and by. Else it goes on showing what the new server knows nothing of."""


def _take_over(token: str) -> bool:
    """Whoever signed in is known without a token."""
    return not person().is_local and previews().take_over(token, _owner(), _BEGAN, local_now())


def _not_shown(token: str, why: Text) -> None:
    basket().told = why
    previews().forget(token, _owner())
    _unmark()


def _try_again_later(token: str, why: Text) -> None:
    """It stays under its address; what is dropped here meanwhile is another preview."""
    held = basket()
    held.told, held.kept = why, None
    if held.token == token:
        held.token = new_token()
    st.query_params[TOKEN] = token


def _unmark() -> None:
    basket().kept = None
    st.query_params.pop(TOKEN, None)


def _loaded_since(kept: Kept) -> int | None:
    """The batch that brought all of it after it was kept: the server was stopped between that and forgetting."""
    files = taken(kept.files)
    brought = batches_that_brought(own_ledger(), [file.sha256 for file in files])
    batches = [brought.get(file.sha256, 0) for file in files]
    return max(batches) if min(batches) > kept.batch else None


def keep_preview(files: Sequence[Checked]) -> None:
    """As it stands now, in place of what was kept before; once for each state of the basket."""
    held = basket()
    if not taken(files):
        drop_preview()
    elif held.kept != known_by(files):
        held.told = held.not_kept = None
        try:
            previews().keep(held.token, _owner(), files, local_now(), own_ledger().newest_batch)
        except Refusal as refusal:
            held.not_kept = refusal.sentence
            previews().forget(held.token, _owner())
        held.kept = known_by(files)
    if held.kept is not None and held.not_kept is None and st.query_params.get(TOKEN) != held.token:
        st.query_params[TOKEN] = held.token


def drop_preview() -> None:
    """Nothing lies in the basket any more."""
    if basket().kept is not None:
        to_forget()()
        _unmark()


def to_forget() -> Callable[[], None]:
    """What is to be done once its rows are in the ledger; touches nothing of Streamlit's."""
    return partial(previews().forget, basket().token, _owner())


def say_found() -> None:
    """One quiet sentence above a preview that nobody has just made."""
    held = basket()
    if held.found_at is None or not held.found:
        return
    told = _RESTARTED if held.found_at < _BEGAN else _CAME_BACK
    with_again = any(isinstance(file, RefusedFile) for file in held.found)
    sentences = [said(told.with_values(at=held.found_at)), *([said(_DROP_AGAIN)] if with_again else [])]
    st.caption(("" if language() == "zh" else " ").join(sentences))


def say_not_shown() -> None:
    """Why what was kept is not shown."""
    if (told := basket().told) is not None:
        st.info(literal(said(told)))


def say_not_written() -> None:
    """Below what a load would do."""
    why = basket().not_kept
    told = _NOT_WRITTEN.with_values(hours=_HOURS) if why is None else _NOT_KEPT.with_values(why=why)
    st.caption(literal(said(told)))
