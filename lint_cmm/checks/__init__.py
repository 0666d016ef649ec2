"""Checks: (context, options) -> issues. They know no codes, severities or wording.

The registry is the folder: a rule file names ``module.function`` in this package.
"""
