"""What MkDocs loads: the package's events."""

from review.events import *  # noqa: F403
