"""Dates as readers of this language write them; times in 24 hours."""

DATE_FORMAT = "Y年n月j日"
YEAR_MONTH_FORMAT = "Y年n月"
MONTH_DAY_FORMAT = "n月j日"
SHORT_DATE_FORMAT = "Y/m/d"
TIME_FORMAT = "G:i"
DATETIME_FORMAT = "Y年n月j日, G:i"
