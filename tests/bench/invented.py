"""What stands in a big ledger, in SQL: every cell drawn from the hash of its row's number."""

from __future__ import annotations

from datetime import date

MONTHS = 96
FIRST = date(2015, 1, 1)
"""The month that the first leads are handed over for; the last is December 2022."""
LAST_DAY = date(2022, 12, 25)
"""Nothing lies after it, so the pages reckon on it."""
CADRES, ENTERPRISES, LISTED = 120, 600, 58

WORDS = f"""
    create or replace temp macro drawn(number, salt, below) as (hash(number * 64 + salt) % below)::integer;
    create or replace temp macro month_day(month) as (date '{FIRST}' + to_months(month - 1))::date;
    -- Handed over on the 25th: the days from the 26th of the month before.
    create or replace temp macro day_in(month, number, salt) as
        month_day(month) - 6 + drawn(number, salt, 30);
    create or replace temp macro month_of_day(day) as
        (date_diff('month', date '{FIRST}', day) + if(day(day) > 25, 2, 1))::integer;
    -- Most end within two months, some take very long, a few never end.
    create or replace temp macro ended(day, number, salt, typical) as (
        select if(drawn(number, salt, 40) = 0 or ends > date '{LAST_DAY}', null, ends)
        from (select day + (3 - typical * ln((1 + drawn(number, salt + 1, 1000)) / 1001.0))::integer as ends)
    );
    create or replace temp macro part_of(number) as (
        case
            when drawn(number, 1, 100) < 50 then 6 when drawn(number, 1, 100) < 70 then 4
            when drawn(number, 1, 100) < 80 then 5 when drawn(number, 1, 100) < 88 then 1
            when drawn(number, 1, 100) < 95 then 2 else 3
        end
    )::integer;
    create or replace temp macro lead_number(number) as 'L' || lpad(number::varchar, 9, '0');
    create or replace temp macro organ_of(number) as [
        '公安机关', '公安机关', '公安机关', '人民法院', '人民法院', '人民检察院', '司法行政机关', null
    ][1 + drawn(number, 2, 8)];
    create or replace temp macro district_of(number) as
        (select list(name order by position) from reference.districts)[1 + drawn(number, 3, 13)];
"""

LEADS = """
    with handed as (
        select number, $month::integer as month, $month::integer as first_month, false as again,
            if(drawn(number, 4, 10) < 3 and $month < 96, $month::integer + 1, null) as next_month
        from range(($month - 1) * getvariable('monthly'), $month * getvariable('monthly')) as fresh (number)
        union all
        select number, $month::integer, $month::integer - 1, true, null
        from range(($month - 2) * getvariable('monthly'), ($month - 1) * getvariable('monthly')) as earlier (number)
        where number >= 0 and drawn(number, 4, 10) < 3
    ),
    told as (
        select *, part_of(number) as part, district_of(number) as district, organ_of(number) as organ,
            [
                '超期办案', '执法不公', '态度粗暴', '违规收费', '推诿扯皮', '违规查封扣押', '立案难', '执行难', '不作为',
                '泄露信息', '其他'
            ][1 + drawn(number, 5, 11)] as matter
        from handed
    )
    select sources.name as source, lead_number(number) as number, day_in(first_month, number, 6) as received_on,
        ['企业', '群众', '群众', '匿名'][1 + drawn(number, 7, 4)] as complainant_kind,
        ['电话', '来信', '来访', '网络平台'][1 + drawn(number, 8, 4)] as channel,
        '大连市' || coalesce(district, '') || organ as body, organ, matter,
        if(drawn(number, 9, 20) = 0,
            (select list(text order by position) from reference.ten_prohibitions)[1 + drawn(number, 10, 10)], null
        ) as prohibition,
        district,
        if(drawn(number, 11, 12) = 0, '示例企业' || lpad(drawn(number, 12, 900)::varchar, 4, '0'), null)
            as enterprise_name,
        null::varchar as uscc,
        '反映' || matter || '，事由' || substr(md5(number::varchar), 1, 12) || '，经办窗口' || drawn(number, 13, 90) || '号，'
            || ['多次反映未果', '要求书面答复', '已提供材料', '请求回访'][1 + drawn(number, 14, 4)] as summary,
        case
            when again then if(drawn(number, 15, 20) = 0, '转办中', '已办结')
            when next_month is null and drawn(number, 16, 50) > 0 then '已办结' else '已登记'
        end as status,
        month, part, next_month
    from told inner join reference.sources as sources on sources.position = part
"""

_REVIEWED = """
    select
        number, lead, 'PC' || lpad(number::varchar, 8, '0') as name, day_in(month, number, 20) as opened_on,
        ended(day_in(month, number, 20), number, 21, 35) as concluded_on, month
    from (
        select number, number // per + 1 as month,
            greatest(number // per - 1, 0) * getvariable('monthly') + drawn(number, 19, getvariable('monthly')) as lead
        from (select greatest(getvariable('monthly') // 20, 1) as per) cross join lateral (
            select unnest(range(0, 96 * per)) as number
        )
    )
"""

_SENT = f"""
    select *, ended(sent_on, number, 34, 25) as replied_on, month_of_day(sent_on) as month
    from (
        select number, name as review, concluded_on + 2 + drawn(number, 33, 6) as sent_on
        from ({_REVIEWED}) where concluded_on is not null and drawn(number, 32, 100) < 15
    )
    where sent_on <= date '{LAST_DAY}'
"""

_VISITED = """
    select number, month, 'ZF' || lpad(number::varchar, 8, '0') as name, day_in(month, number, 40) as visited_on
    from (
        select number, 61 + number // per as month
        from (select greatest(getvariable('monthly') // 20 * 96 // 36, 1) as per) cross join lateral (
            select unnest(range(0, 36 * per)) as number
        )
    )
"""


def _in_versions(rows: str, end: str, *, once: str = "") -> str:
    """Rows that end in a later month than they began come twice: without their end, then with it."""
    return f"""
        with rows as ({rows}),
        spans as (select *, month_of_day({end}) as end_month from rows)
        select * replace (if(end_month > month, null, {end}) as {end}{once}), 0 as part,
            if(end_month > month, end_month, null) as next_month
        from spans
        union all
        select * replace (end_month as month), 0, null from spans where end_month > month
    """


LEDGERS = {
    "reviews": _in_versions(
        f"""
        select reviewed.name as number, sources.name as source, lead_number(lead) as lead_number,
            if(drawn(number, 23, 10) = 0, '专项评查', '集中评查') as kind, opened_on, concluded_on,
            organ_of(lead) as organ, district_of(lead) as district,
            if(concluded_on is null, null, ['合格', '合格', '合格', '瑕疵', '不合格'][1 + drawn(number, 24, 5)]) as grade,
            if(concluded_on is null, null, drawn(number, 25, 4)) as problems,
            '评查组' || 1 + drawn(number, 26, 8) as review_group, month
        from ({_REVIEWED}) as reviewed inner join reference.sources as sources on sources.position = part_of(lead)
        """,
        "concluded_on",
        once=", if(end_month > month, null, grade) as grade, if(end_month > month, null, problems) as problems",
    ),
    "referrals": _in_versions(
        f"""
        select 'YS' || lpad(number::varchar, 8, '0') as number, review as review_number,
            if(drawn(number, 35, 10) < 7, '纪检监察机关', '检察机关') as organ,
            if(drawn(number, 35, 10) < 7, null,
                (select list(name order by position) from reference.duty_crimes)[1 + drawn(number, 36, 14)]) as crime,
            sent_on, replied_on, month
        from ({_SENT})
        """,
        "replied_on",
    ),
    "enterprises": f"""
        select 'Q' || lpad(n::varchar, 4, '0') as number, '示例企业' || lpad(n::varchar, 4, '0') as name,
            null::varchar as uscc,
            if(n < {LISTED}, ['中央企业', '省属企业', '医院', '金融机构', '科研院所', '院校'][1 + n % 6], '民营企业') as kind,
            district_of(n) as district, [if(n < {LISTED}, '中省属单位', '举报线索涉及企业')] as pools,
            null::date as joined_on, null::date as left_on, 0 as month, 0 as part, null::integer as next_month
        from range(0, {ENTERPRISES}) as numbers (n)
    """,
    "cadres": f"""
        select 'G' || lpad(n::varchar, 4, '0') as number, '干部' || n as name, '示例处室' || n % 28 as unit,
            '副处级' as rank, date '2022-03-01' + if(n % 9 = 0, 45, 0) as on_duty_from,
            date '2022-12-31' - if(n % 11 = 0, 60, 0) as on_duty_until,
            0 as month, 0 as part, null::integer as next_month
        from range(0, {CADRES}) as numbers (n)
    """,
    "visits": f"""
        select name as number, 'G' || lpad(drawn(number, 41, {CADRES})::varchar, 4, '0') as cadre_number,
            if(drawn(number, 42, 10) = 0, null, 'Q' || lpad(drawn(number, 43, {ENTERPRISES})::varchar, 4, '0'))
                as enterprise_number,
            null::varchar as uscc,
            if(drawn(number, 42, 10) > 0, null, '示例企业' || lpad(drawn(number, 43, {ENTERPRISES})::varchar, 4, '0'))
                as enterprise_name,
            visited_on, (select list(name) from reference.policies)[1:drawn(number, 44, 3)] as policies,
            month, 0 as part, null::integer as next_month
        from ({_VISITED})
    """,
    "needs": _in_versions(
        f"""
        select 'SQ' || lpad(number::varchar, 8, '0') as number, name as visit_number,
            (select list(name order by position) from reference.need_kinds)[1 + drawn(number, 51, 5)] as kind,
            organ_of(number) as organ, visited_on as raised_on, ended(visited_on, number, 52, 30) as resolved_on, month
        from ({_VISITED}) where drawn(number, 50, 10) < 6
        """,
        "resolved_on",
    ),
    "members": """
        select 'W' || n as number, '委员' || n as name, '大连市' || organ_of(n) as body, '委员' as role,
            null::varchar as task_force, '评查组' || n % 8 as review_groups, date '2022-03-07' as appointed_on,
            null::date as left_on, 0 as month, 0 as part, null::integer as next_month
        from range(1, 29) as numbers (n)
    """,
    "annotations": """
        select 'B' || n as number, date '2022-03-07' + 60 * n::integer as noted_on, '说明' || n as words,
            0 as month, 0 as part, null::integer as next_month
        from range(0, 4) as numbers (n)
    """,
}

COLLECTIONS = """
    select sources.name as source, month_day(month) + 24 as due_on,
        case
            when month = 30 and sources.position = 3 then null
            when drawn(month * 8 + sources.position, 60, 8) = 0 and month < 96 then month_day(month) + 27
            else month_day(month) + 24
        end as handed_on,
        coalesce(files.new, 0) + if(drawn(month * 8 + sources.position, 61, 40) = 0, 1, 0) as declared,
        month, 0 as part, null::integer as next_month
    from reference.sources as sources
    cross join (select unnest(range(1, 97))::integer as month)
    left join history.files as files
        on files.ledger = 'leads' and files.source = sources.name and files.handed_for = month_day(month)
"""

FILES = """
    insert into history.files (batch, file, name, sha256, size, status, ledger, profile, source, encoding, handed_for,
        records, new, updated, unchanged, repeated, quarantined, skipped)
    with counted as (
        select _file, any_value(_origin) as origin, {source} as source, any_value(_handed_for) as handed_for,
            count(*) as records
        from history.{name} group by _file
    ),
    again as (
        select newer._file, count(*) as updated
        from history.{name} as newer
        inner join history.{name} as older on older._key = newer._key and older._batch_out = newer._batch_in
        group by newer._file
    )
    select origin, _file, '{name} ' || _file || '.csv', sha256('{name} ' || _file), records * 200, 'loaded', '{name}',
        '{name}', source, 'gb18030', handed_for, records, records - coalesce(updated, 0), coalesce(updated, 0), 0, 0, 0, 0
    from counted left join again using (_file)
    where _file not in (select file from history.files)
    order by _file
"""

CHANGES = """
    insert into history.changes
    with began as (select _batch_in as batch, count(*) as rows from history.{name} group by all),
    changed as (select _batch_out as batch, count(*) as rows from history.{name} where _batch_out is not null group by all)
    select batch, '{name}', began.rows - coalesce(changed.rows, 0), coalesce(changed.rows, 0), 0
    from began left join changed using (batch)
    where not exists (from history.changes where ledger = '{name}')
    order by batch
"""

WAITING = """
    create or replace temp table broken as
    select nextval('history.row_ids') as id, batch, file, n, source
    from (
        select batch, file, source, records, row_number() over (order by file desc) as place
        from history.files where ledger = 'leads'
    )
    cross join (select unnest(range(0, getvariable('waiting') // 5)) as n)
    where place <= 5;
    insert into history.waiting
    select id, batch, file, 1000000 + n, 'leads', null, null, source,
        '{"线索编号": "L", "受理日期": "2022-13-' || n || '"}',
        '[{"line": 1, "column": "受理日期", "cell": "2022-13-01", "problem": {"zh": "不是日期", "en": "not a day"}, '
            || '"remedy": {"zh": "写成2022-03-07", "en": "write 2022-03-07"}}]',
        md5(file || ' ' || n)
    from broken;
    insert into history.waiting_spans select id, batch, null from broken;
    update history.files set quarantined = counted.rows, records = records + counted.rows
    from (select file, count(*) as rows from broken group by file) as counted where counted.file = files.file
"""
