"""Working days by the Chinese calendar (工作日): weekends, statutory holidays, make-up days."""

from __future__ import annotations

from datetime import date, timedelta


def is_workday(day: date) -> bool:
    """Whether offices are open that day.

    Holidays are published one year ahead. In a year that the calendar does not know, only
    Saturdays and Sundays count as days off.
    """
    # Only relative deadlines need the tables.
    import chinese_calendar

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5


def knows(year: int) -> bool:
    """Whether that year's holidays and make-up days are in the calendar."""
    import chinese_calendar

    try:
        chinese_calendar.is_workday(date(year, 7, 1))
    except NotImplementedError:
        return False
    return True


def add_workdays(base: date, count: int) -> date:
    """The last of ``count`` working days that follow ``base``; the day after it can be the 1st."""
    day = base
    while count > 0:
        day += timedelta(days=1)
        count -= is_workday(day)
    return day
