"""Write resources/calendar/*.json: the announced years from chinesecalendar, the coming ones from their statutory days.

Run it again when a new release of chinesecalendar holds another year:
    python resources/setup/calendar_of_years.py
"""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar

TARGET = Path(__file__).resolve().parents[1] / "calendar"
NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
    "Anti-Fascist 70th Day": "抗战胜利70周年纪念日",
}
COMING = {  # 春节初一, 清明, 端午, 中秋 by the Chinese lunisolar calendar
    2027: ((2, 6), (4, 5), (6, 9), (9, 15)),
    2028: ((1, 26), (4, 4), (5, 28), (10, 3)),
    2029: ((2, 13), (4, 4), (6, 16), (9, 22)),
    2030: ((2, 3), (4, 5), (6, 5), (9, 12)),
}


def announced_days(year: int) -> Iterator[tuple[date, str, str]]:
    """The days of an announced year that differ from Monday to Friday."""
    day = date(year, 1, 1)
    while day.year == year:
        worked = chinese_calendar.is_workday(day)
        if worked != (day.weekday() < 5):
            names = chinese_calendar.workdays if worked else chinese_calendar.holidays
            yield day, "workday" if worked else "holiday", NAMES[names[day]]
        day += timedelta(days=1)


def statutory_days(year: int) -> Iterator[tuple[date, str, str]]:
    """The thirteen statutory days (国令第795号, since 2025) that fall on Monday to Friday."""
    spring, qingming, dragon_boat, mid_autumn = (date(year, *day) for day in COMING[year])
    days = {date(year, 1, 1): "元旦", qingming: "清明节", dragon_boat: "端午节", mid_autumn: "中秋节"}
    days |= {spring + timedelta(days=offset): "春节" for offset in range(-1, 3)}
    days |= {date(year, 5, day): "劳动节" for day in (1, 2)}
    days |= {date(year, 10, day): "国庆节" for day in (1, 2, 3)}
    return ((day, "holiday", name) for day, name in sorted(days.items()) if day.weekday() < 5)


def write(year: int, source: str, complete: bool, days: Iterator[tuple[date, str, str]]) -> None:
    """One year as JSON, a line a day."""
    lines = ",\n".join(json.dumps([day.isoformat(), kind, name], ensure_ascii=False) for day, kind, name in days)
    head = json.dumps({"year": year, "source": source, "complete": complete}, ensure_ascii=False)
    TARGET.joinpath(f"{year}.json").write_text(f'{head[:-1]}, "days": [\n{lines}\n]}}\n', encoding="utf-8")


def main() -> None:
    """Write every year that is known, then the coming ones that are not announced yet."""
    announced = sorted({day.year for day in chinese_calendar.holidays})
    for year in announced:
        write(year, f"国务院办公厅关于{year}年节假日安排的通知（经 chinesecalendar 整理）", True, announced_days(year))
    for year in sorted(COMING.keys() - set(announced)):
        write(year, "法定节假日（国令第795号）；放假调休安排未公布", False, statutory_days(year))


if __name__ == "__main__":
    main()
