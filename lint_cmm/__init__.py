"""lint-cmm: check 民主生活会 / 组织生活会 materials before a person has to."""

import gc

__version__ = "0.1.0"
COLLECT_AFTER = 200_000  # new objects between two collections: one file makes fewer, and a batch's are freed without them


def few_collections() -> None:
    """Put off the collection of garbage; for this process and for workers, which do not come through ``__main__``."""
    gc.set_threshold(COLLECT_AFTER, *gc.get_threshold()[1:])
