"""Who may speak to the editor: the browser window that its own command opened, and nobody else."""

from __future__ import annotations

import hmac
import secrets
import time
from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

IDLE = 3600.0
"""Seconds without a request after which the editor ends."""
MAX_BODY = 1 << 20
HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cache-control": "no-store",
}


class Guard:
    """Lets through what bears the session's cookie, comes from its own page, and names this very address as host.

    The address that is opened first bears a token; it is good once, for the cookie. A name that a foreign site lets
    point to this machine (DNS rebinding) is no host of ours; a form or script of another page has another origin.
    """

    def __init__(self, app: App, port: int) -> None:
        self.app, self.host = app, f"127.0.0.1:{port}"
        self.token, self.session = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
        self.cookie = f"review-{port}"
        self.used = time.monotonic()

    @property
    def address(self) -> str:
        """What the browser is to open."""
        return f"http://{self.host}/?token={self.token}"

    @property
    def idle(self) -> bool:
        """Whether nobody has used it for an hour."""
        return time.monotonic() - self.used > IDLE

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        headers = {key.decode("latin-1").lower(): value.decode("latin-1") for key, value in scope["headers"]}
        if refusal := self._refusal(scope, headers):
            await _answer(send, 403, refusal)
            return
        given = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("token", [""])[0]
        if scope["path"] == "/" and given:
            await self._enter(given, headers, send)
            return
        if not self._known(headers):
            await _answer(send, 403, "这个页面只认开它的那个浏览器窗口；请关掉，回到终端重新运行 review edit。")
            return
        self.used = time.monotonic()

        async def secured(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *_headers()]
            await send(message)

        await self.app(scope, receive, secured)

    def _refusal(self, scope: Scope, headers: dict[str, str]) -> str:
        """Why a request is turned away before anything is looked at; empty where it may go on."""
        if headers.get("host") != self.host:
            return "只接受直接打开的本机地址。"
        if headers.get("origin", f"http://{self.host}") != f"http://{self.host}":
            return "不接受别的网页发来的请求。"
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return "不接受别的网页发来的请求。"
        if scope["method"] not in ("GET", "HEAD"):
            if "origin" not in headers or not headers.get("content-type", "").startswith("application/json"):
                return "不接受别的网页发来的请求。"
            if not headers.get("content-length", "").isdecimal() or int(headers["content-length"]) > MAX_BODY:
                return "发来的内容太大。"
        return ""

    async def _enter(self, given: str, headers: dict[str, str], send: Send) -> None:
        """The token for the cookie, once."""
        if self.token and hmac.compare_digest(given, self.token):
            self.token, self.used = "", time.monotonic()
            cookie = f"{self.cookie}={self.session}; HttpOnly; SameSite=Strict; Path=/"
            await _answer(send, 303, "", {"location": "/", "set-cookie": cookie})
        elif self._known(headers):  # the page was loaded anew
            await _answer(send, 303, "", {"location": "/"})
        else:
            await _answer(send, 403, "这个地址只能用一次；请回到终端重新运行 review edit。")

    def _known(self, headers: dict[str, str]) -> bool:
        try:
            found = SimpleCookie(headers.get("cookie", "")).get(self.cookie)
        except CookieError:
            return False
        return found is not None and hmac.compare_digest(found.value, self.session)


def _headers(more: dict[str, str] | None = None) -> list[tuple[bytes, bytes]]:
    return [(key.encode(), value.encode()) for key, value in {**HEADERS, **(more or {})}.items()]


async def _answer(send: Send, status: int, text: str, more: dict[str, str] | None = None) -> None:
    headers = _headers({"content-type": "text/plain; charset=utf-8", **(more or {})})
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text.encode()})
