"""What the editor's page asks for, over HTTP: each answer is JSON, each refusal a sentence in Chinese."""

from __future__ import annotations

import functools
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from review.editor import form, git, new
from review.editor.changes import change_rows
from review.editor.desk import Desk
from review.editor.files import FileChanged, Outside, editable, is_vocabulary
from review.editor.whole import check_whole
from review.read.text.files import Refused
from review.read.text.write import reason

HERE = Path(__file__).parent / "static"
THEME = Path(__file__).parents[1] / "theme" / "assets"
Asked = dict[str, Any]
Action = Callable[[Desk, Asked], Asked]


def app(desk: Desk) -> Starlette:
    """The editor of one library."""
    actions: dict[str, Action] = {
        "files": _files, "open": _open, "look": _look, "set": _set, "note": _note, "changes": _changes,
        "save": _save, "undo": _undo, "commit": _commit, "copy": _copy, "new": _new,
    }  # fmt: skip
    routes = [Route(f"/api/{name}", _endpoint(desk, action), methods=["POST"]) for name, action in actions.items()]
    return Starlette(routes=[
        Route("/", _page), *routes,
        Mount("/static", StaticFiles(directory=HERE)), Mount("/assets", StaticFiles(directory=THEME)),
    ])  # fmt: skip


async def _page(request: Request) -> Response:
    return FileResponse(HERE / "editor.html")


def _endpoint(desk: Desk, action: Action) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        try:
            asked = json.loads(await request.body())
            return JSONResponse(await run_in_threadpool(functools.partial(action, desk, asked)))
        except FileChanged as error:
            now = {"text": error.text, "digest": error.digest}
            return JSONResponse({"error": "没有写入：这份文件在别处改过了。", "now": now}, 409)
        except Refused as error:
            return JSONResponse({"error": f"{error.finding.at}: {error}"}, 422)
        except new.Wrong as error:
            return JSONResponse({"error": str(error), "field": error.field}, 422)
        except OSError as error:
            return JSONResponse({"error": f"写不进文件：{reason(error)}。改动还在本页。"}, 507)
        except git.NoCommit as error:
            return JSONResponse({"error": str(error), "needs": error.needs}, 422)
        except (Outside, form.NoForm) as error:
            return JSONResponse({"error": str(error)}, 422)
        except (KeyError, TypeError, ValueError, RecursionError):
            return JSONResponse({"error": "看不懂这个请求。"}, 400)

    return answer


def _files(desk: Desk, asked: Asked) -> Asked:
    root = desk.files.root
    return {"groups": desk.groups(), "terms": desk.terms(), "root": str(root), "who": git.who(root),
            "choices": form.choices(desk.vocabulary), "start": desk.start}  # fmt: skip


def _open(desk: Desk, asked: Asked) -> Asked:
    path = _text(asked, "path")
    opened = desk.files.open(path)
    return {"text": opened.text, "digest": opened.digest, "undo": desk.files.can_undo(path),
            "changed": git.is_changed(desk.files.root, path),
            "look": desk.look(opened.text, path)}  # fmt: skip


def _look(desk: Desk, asked: Asked) -> Asked:
    return {"look": desk.look(_text(asked, "text"), _text(asked, "path"))}


def _set(desk: Desk, asked: Asked) -> Asked:
    """One value of front matter; a path within the ledger may be that of a row that is not there yet."""
    where, value = asked["field"], asked["value"]
    if not (isinstance(where, list) and where and all(isinstance(part, str) for part in where)):
        raise ValueError("field")
    if not isinstance(value, str | dict):
        raise TypeError("value")
    text = form.with_value(_text(asked, "text"), where, value)
    return {"text": text, "look": desk.look(text, _text(asked, "path"))}


def _note(desk: Desk, asked: Asked) -> Asked:
    said = _text(asked, "text"), _text(asked, "at"), _text(asked, "as"), str(asked.get("kind", ""))
    text = form.noted(*said, int(str(asked.get("line", 0))))
    return {"text": text, "look": desk.look(text, _text(asked, "path"))}


def _changes(desk: Desk, asked: Asked) -> Asked:
    """The lines that a save would write, against the file as it was opened; without that, what a commit would hold."""
    path, text = editable(_text(asked, "path")), _text(asked, "text")
    before = _text(asked, "before") if "before" in asked else git.committed_text(desk.files.root, path)
    return {"rows": change_rows(before, text, 0 if is_vocabulary(path) else int(desk.look(text, path)["body"]))}


def _save(desk: Desk, asked: Asked) -> Asked:
    path = _text(asked, "path")
    made = desk.files.save(path, _text(asked, "digest"), _text(asked, "text"))
    desk.forget(path)
    return {"digest": made, "undo": desk.files.can_undo(path), "changed": git.is_changed(desk.files.root, path)}


def _undo(desk: Desk, asked: Asked) -> Asked:
    desk.files.undo(_text(asked, "path"))
    desk.forget(_text(asked, "path"))
    return _open(desk, asked)


def _copy(desk: Desk, asked: Asked) -> Asked:
    """What was written, under a name of its own beside the file, when the file itself was changed meanwhile."""
    return {"path": str(desk.files.root / desk.files.aside(_text(asked, "path"), _text(asked, "text")))}


def _new(desk: Desk, asked: Asked) -> Asked:
    """An empty material of what the page's form says; it is a draft, to be opened like any other."""
    path = new.add(desk.files, desk.vocabulary, {key: _text(asked, key).strip() for key in new.FIELDS})
    desk.forget(path)
    return {"path": path}


def _commit(desk: Desk, asked: Asked) -> Asked:
    path = _text(asked, "path")
    desk.files.place(path)
    check_whole(desk.files.root, path, desk.vocabulary)
    return {"commit": git.commit(desk.files.root, path, _text(asked, "message"))}


def _text(asked: Asked, key: str) -> str:
    value = asked[key]
    if not isinstance(value, str):
        raise TypeError(key)
    return value
