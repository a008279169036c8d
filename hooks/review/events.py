"""What the one line in a site's `hooks/events.py` names: the events that MkDocs calls."""

from review.publish.generator import (
    on_config,
    on_env,
    on_files,
    on_page_content,
    on_page_context,
    on_page_markdown,
    on_post_build,
    on_post_page,
)

__all__ = (
    "on_config", "on_env", "on_files", "on_page_content", "on_page_context", "on_page_markdown", "on_post_build",
    "on_post_page",
)  # fmt: skip
