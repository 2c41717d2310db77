"""schoolstd: checks a school's evidence workbook against the indicators of a management standard."""

__version__ = "0.1.0"
