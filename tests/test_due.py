"""Due dates as offices write them: overdue after the last day, never by words."""

import datetime

import pytest

from review.read.front.due import read_due

WRITTEN = datetime.date(2025, 1, 16)


@pytest.mark.parametrize("text, last", [
    ("2025-06-30", "2025-06-30"), ("2025年底前", "2025-12-31"), ("2025年6月", "2025-06-30"), ("一季度末", "2025-03-31"),
    ("2024年2月底前", "2024-02-29"), ("2025年2月", "2025-02-28"), ("2026年第二季度", "2026-06-30"),
    ("2025年上半年", "2025-06-30"), ("下半年", "2025-12-31"), ("年底前", "2025-12-31"), ("年内", "2025-12-31"),
    ("六月底", "2025-06-30"), ("十二月底前", "2025-12-31"), ("1月上旬", "2026-01-10"), ("1月16日前", "2025-01-16"),
    ("1月15日前", "2026-01-15"), ("2025年6月30日前", "2025-06-30"), ("２０２５年３季度", "2025-09-30"),
    ("2025年", "2025-12-31"),
    ("2025 年 6 月底前", "2025-06-30"), ("2025年度", "2025-12-31"), ("2025年11月中旬", "2025-11-20"),
    ("立行立改", None), ("长期坚持", None),
])  # fmt: skip
def test_a_period_counts_as_its_last_day(text, last):
    due = read_due(text, WRITTEN)
    assert due.text == text and str(due.last) == str(last)


@pytest.mark.parametrize("text", [
    "", "尽快", "前", "底前", "2025", "2025-6-30", "2025-02-30", "2025年13月", "2月30日前", "五季度", "0月",
    "2025.06.30", "长期", "近期", "2025年底前完成", "季度", "半年", "45838", "1925-06-30", "２０２５-06-30",
])  # fmt: skip
def test_what_is_no_due_date(text):
    assert read_due(text, WRITTEN) is None
