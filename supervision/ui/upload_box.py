"""The box that files are dropped into, what it takes, and how a file was to be read when guessed wrong."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import PurePosixPath

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from supervision.exports.tables import template
from supervision.exports.templates import workbook_template
from supervision.exports.workbooks import MIME
from supervision.ledgers.catalogue import LEDGERS
from supervision.loading import LARGEST, TAKEN, known_profiles, may_be_export
from supervision.store.database import Database
from supervision.text import Language, Text
from supervision.ui.basket import basket
from supervision.ui.holding import begins_at, hold
from supervision.ui.literal import literal
from supervision.ui.session import language, own_ledger, said
from supervision.ui.upload_kept import find_again
from supervision.ui.uploading import AUTOMATIC

FILES, FOLDER = "files", "folder"
_WHAT = {FILES: Text(zh="文件", en="Files"), FOLDER: Text(zh="整个文件夹", en="A whole folder")}
_DROP = {
    FILES: Text(
        zh="把导出的文件拖到这里，可以一次拖入多个",
        en="Drop exported files here, many at once if you like",
    ),
    FOLDER: Text(
        zh="点按钮选择一个文件夹，其中各级文件夹里的表格全部读取",
        en="Press the button and choose a folder; every table in it and below it is read",
    ),
}
# Measured: a browser tells the folders of a folder that was chosen, and not of one that was dragged.
_DRAGGED = Text(
    zh="请用按钮选择，不要拖入：拖入的文件夹只剩文件名，文件名里没有月份的文件就认不出月份。",
    en="Use the button rather than dragging: of a dragged folder only the files' own names arrive, and a file whose "
    "month stands in its folder's name alone would have none.",
)
_TAKES = Text(
    zh="可录入 {endings}；编码、表头和来源自动识别。",
    en="Takes {endings}; encoding, headings and source are recognised.",
).with_values(endings=" ".join(sorted(TAKEN)))
_NAMED = 20
"""Files passed over that are named; a folder may hold a thousand pictures."""
_AS_ABOVE = "as above"
_FOLLOW = Text(zh="同上", en="As above")
_GUESS = Text(zh="自动识别", en="Recognise automatically")


def say_where_files_go(shown: Database) -> None:
    """Before the first load: the sample is not what is added to."""
    if own_ledger().newest_batch == 0 and shown.is_sample:
        st.info(
            said(
                Text(
                    zh="您的文件会录入**您自己的台账**，与示例数据完全分开。第一个批次录入后，各页改为显示您的台账，"
                    "不再显示示例数据。",
                    en="Your files go into **a ledger of your own**, wholly apart from the sample data. After the first "
                    "batch every page shows your ledger and no longer the sample data.",
                )
            )
        )


def choose_files() -> Sequence[UploadedFile]:
    """The files that lie in the box now; a load leaves an empty one behind.

    With a box that was not on the page before comes what was kept of the one that was.
    """
    what = _choose_what()
    speak_of_box(what)
    if f"{what} {basket().round}" not in st.session_state:
        find_again()
    uploads = st.file_uploader(
        said(_DROP[what]),
        # Every ending is let in, so that the refusal of a wrong one is a sentence in the reader's language.
        type=None,
        accept_multiple_files="directory" if what == FOLDER else True,
        max_upload_size=LARGEST // 2**20,
        key=f"{what} {basket().round}",
    )
    st.caption(said(_TAKES))
    if what == FOLDER:
        st.caption(said(_DRAGGED))
        return _tables_in_folder(uploads)
    return uploads


def _choose_what() -> str:
    words = {what: said(word) for what, word in _WHAT.items()}
    key = f"what {basket().round}"
    chosen = st.segmented_control(
        said(Text(zh="录入什么", en="What to load")),
        list(words),
        default=begins_at(key, FILES),
        format_func=words.__getitem__,
        key=f"{key} {language()}",
        label_visibility="collapsed",
    )
    return hold(key, chosen or FILES)


def _tables_in_folder(uploads: Sequence[UploadedFile]) -> list[UploadedFile]:
    """What lies in a folder beside its tables is nobody's mistake: it is named and not read."""
    tables, passed_over = [], []
    for upload in uploads:
        if may_be_export(PurePosixPath(upload.name)):
            tables.append(upload)
        else:
            passed_over.append(upload.name)
    if passed_over:
        named = ("、" if language() == "zh" else ", ").join(literal(name) for name in passed_over[:_NAMED])
        count = len(passed_over)
        told = Text(
            zh="未读取{count}个不是表格的文件：{named}",
            en="Passed over, for they are no tables ({count}): {named}",
        )
        more = Text(zh=" 等", en=" …") if count > _NAMED else Text.same("")
        st.caption(said(told.with_values(count=count, named=named)) + said(more))
    return tables


_CHOOSE = {
    FILES: Text(zh="选择文件", en="Choose files"),
    FOLDER: Text(zh="选择文件夹", en="Choose a folder"),
}
_LIMIT = Text(zh="合计不超过 {limit} MB", en="At most {limit} MB together")
_NOT_ARRIVED = Text(
    zh="标红的文件没有传上来：超过了 {limit} MB 的上限，或者连接中断。请分成几个文件，或重新拖入。",
    en="A file marked red did not arrive: it is over the limit of {limit} MB, or the connection broke. Split it, or "
    "drop it again.",
)


def speak_of_box(what: str = FILES) -> None:
    """The words inside every box of the page, in the reader's language."""
    st.html(f"<style>{_box_words(what)}</style>")


def _box_words(what: str) -> str:
    """Streamlit says what stands inside its box in English only, and why a file was kept out not at all."""
    limit = LARGEST // 2**20
    choose, each, kept_out = (
        said(text.with_values(limit=limit)) for text in (_CHOOSE[what], _LIMIT, _NOT_ARRIVED)
    )
    box = '[data-testid="stFileUploader"]'
    button = f'{box} [data-testid="stFileUploaderDropzone"] button [data-testid="stMarkdownContainer"] p'
    hint = f'{box} [data-testid="stFileUploaderDropzoneInstructions"] span'
    return (
        f"{button}, {hint} {{ font-size: 0 }}"
        f'{button}::after {{ content: "{choose}"; font-size: .875rem }}'
        f'{hint}::after {{ content: "{each}"; font-size: .875rem }}'
        f'{box}:has([data-testid="stFileChipIconError"])::after {{ content: "{kept_out}"; color: #d55e00 }}'
    )


def choose_profiles(uploads: Sequence[UploadedFile]) -> dict[str, str]:
    """How each file is to be read, by its id: automatically unless somebody says otherwise."""
    if not uploads:
        return {}
    # Words are looked up now, in the reader's language: Streamlit asks for them outside the run too.
    titles = {
        AUTOMATIC: said(_GUESS),
        **{profile.name: said(profile.title) for profile in known_profiles(own_ledger())},
    }
    with st.expander(
        said(Text(zh="识别得不对？指定按哪种来源读取", en="Recognised wrongly? Say how to read them"))
    ):
        for_all = _choose_profile(said(Text(zh="所有文件", en="All files")), "profile of all", titles)
        titles_of_one = {_AS_ABOVE: said(_FOLLOW), **titles}
        told = {
            upload.file_id: _choose_profile(
                literal(upload.name), f"profile of {upload.file_id}", titles_of_one
            )
            for upload in uploads
        }
    return {file: for_all if name == _AS_ABOVE else name for file, name in told.items()}


def _choose_profile(word: str, key: str, titles: dict[str, str]) -> str:
    names = list(titles)
    before = begins_at(key, names[0])
    told = st.selectbox(
        word,
        names,
        index=names.index(before) if before in names else 0,
        format_func=titles.__getitem__,
        key=f"{key} {language()}",
    )
    return hold(key, told)


def offer_templates() -> None:
    """An empty file of every ledger, made when asked for, and which exports need none."""
    spoken = language()
    with st.expander(said(Text(zh="下载模板", en="Templates"))):
        st.markdown(
            said(
                Text(
                    zh="六个来源单位的导出文件可以直接录入，不必套用模板。其他台账请用模板填写；表头中文、英文都认识。",
                    en="Exports of the six sources load as they are and need no template. For the other ledgers fill "
                    "one in; headings in Chinese and in English are both known.",
                )
            )
        )
        ending = _choose_ending()
        with st.container(horizontal=True):
            for ledger in LEDGERS:
                st.download_button(
                    said(ledger.title),
                    partial(workbook_template if ending == "xlsx" else template, ledger),
                    file_name=f"{_template_name(ledger.title, spoken)}.{ending}",
                    mime=MIME if ending == "xlsx" else "text/csv",
                    help=said(ledger.about),
                    key=f"template {ledger.name}",
                    on_click="ignore",
                )


def _choose_ending() -> str:
    """Excel with drop-downs and notes, unless somebody wants plain CSV."""
    words = {
        "xlsx": said(Text(zh="Excel（带下拉选项与填写说明）", en="Excel, with drop-downs and notes")),
        "csv": said(Text(zh="CSV（只有表头）", en="CSV, headings only")),
    }
    told = st.segmented_control(
        said(Text(zh="格式", en="Format")),
        list(words),
        default=begins_at("template format", "xlsx"),
        format_func=words.__getitem__,
        key=f"template format {language()}",
    )
    return hold("template format", told or "xlsx")


def _template_name(title: Text, spoken: Language) -> str:
    return f"模板_{title.zh}" if spoken == "zh" else f"template_{title.en.replace(' ', '_')}"
