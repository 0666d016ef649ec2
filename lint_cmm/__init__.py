"""lint-cmm: check 民主生活会 / 组织生活会 materials before a person has to."""

__version__ = "0.1.0"
