"""A site put in the place of the last one, or the last one changed to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from review.publish.folder import replaced, staged
from review.publish.last import Last, Place, Site
from review.publish.manifest import beside


class Mixed(OSError):
    """The new site was being put in place of the last one, and some of its files are there."""


@contextmanager
def putting(
    place: Place,
    out: Path,
    *sources: Path,
    known: bool = False,
    take: Callable[[Last], Last] = lambda last: last,
    judged: bool = True,
) -> Iterator[Site]:
    """A site to be put together, which is at `out` when the block ends without an exception; else what was there is.

    Where the last one is known, only what differs is moved there; `take` says what of it may be taken over. A build
    that is killed meanwhile leaves no manifest, so that nobody publishes it, and nothing known, so that the next makes
    all anew.
    """
    with place.alone() as alone:
        last = take(place.read()) if alone else Last()
        if not last.units or not out.is_dir():
            last = place.nothing()
        with closing(last.pack):
            if last.units:
                with staged(out, "site", *sources, known=known) as folder:
                    site = Site(out.resolve(), folder, last, judged=judged)
                    yield site
                    _put(site, place, out)
            else:
                with replaced(out, "site", *sources, known=known) as folder:
                    site = Site(out.resolve(), folder, last, judged=judged)
                    yield site
            place.keep(site.finished())


@contextmanager
def adding(place: Place, out: Path) -> Iterator[Site | None]:
    """The site at `out` to be changed, without asking the gates; None where the last one is not known."""
    with place.alone() as alone:
        last = place.read() if alone else Last()
        if not last.units or not out.is_dir():
            yield None
            return
        with closing(last.pack):
            with staged(out, "site") as folder:
                site = Site(out.resolve(), folder, last, judged=False)
                yield site
                if site.units:
                    _put(site, place, out)
            if site.units:
                place.keep(site.finished())


def _put(site: Site, place: Place, out: Path) -> None:
    place.forget()
    beside(out.absolute()).unlink(missing_ok=True)
    try:
        site.put(out.resolve())
    except OSError as error:
        raise Mixed(error.errno, error.strerror, error.filename) from error
