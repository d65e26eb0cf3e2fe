"""One web address of a SPARQL server, and the user that it wants."""

from urllib.parse import unquote, urlsplit

import requests
from requests.auth import HTTPBasicAuth, HTTPDigestAuth

from onrecord.errors import StoreError

_SECONDS = 600  # that an answer may take


class Endpoint:
    """Sends to one address; user:password@ before its host stays out of it and of all errors."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.address = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
        self._user = (unquote(parts.username or ""), unquote(parts.password or ""))
        self._session = requests.Session()
        self._session.headers["User-Agent"] = "onrecord"

    def send(
        self,
        data: str | dict[str, str],
        headers: dict[str, str],
        method: str = "POST",
        **parameters: str,
    ) -> requests.Response:
        """The answer to a text or a form; raises StoreError if there is none, or not all of it."""
        if self._user[0] and self._session.auth is None:
            self._introduce(*self._user)
        body = data.encode("utf-8") if isinstance(data, str) else data
        answer = self._request(method, data=body, headers=headers, params=parameters)
        if answer.status_code in (401, 403):
            raise StoreError(
                f"{self.address}: user or password refused ({answer.status_code}). Give them as "
                f"https://user:password@host/... for each address."
            )
        if not answer.ok:
            said = " ".join(answer.text[:300].split())
            raise StoreError(
                f"{self.address}: refused ({answer.status_code}): {said}. Check the address."
            )
        if "X-SPARQL-MaxRows" in answer.headers or answer.status_code == 206:  # Virtuoso's
            raise StoreError(
                f"{self.address}: the answer was cut short by the server's limits. Raise them "
                "(Virtuoso: ResultSetMaxRows and MaxQueryExecutionTime)."
            )
        return answer

    def _introduce(self, user: str, password: str) -> None:
        """By digest where that is asked for (Virtuoso), else basic.

        Asked without a body: Virtuoso cuts the line under a large one that it did not expect.
        `requests` keeps the challenge, so that what follows is sent once.
        """
        digest = HTTPDigestAuth(user, password)
        answer = self._request("GET", auth=digest, allow_redirects=False)
        basic = HTTPBasicAuth(user.encode("utf-8"), password.encode("utf-8"))
        self._session.auth = digest if answer.history else basic

    def _request(self, method: str, **how: object) -> requests.Response:
        try:
            return self._session.request(method, self.address, timeout=_SECONDS, **how)  # type: ignore[arg-type]
        except (OSError, ValueError) as error:  # of `requests` all are one or the other
            raise StoreError(f"{self.address}: no answer ({error}). Is the server running?") from (
                error
            )
