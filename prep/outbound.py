"""How the product speaks to another host, where a team has asked for it: straight there and nowhere else."""

import urllib.request
from urllib.request import HTTPRedirectHandler, OpenerDirector


class _NoRedirects(HTTPRedirectHandler):
    """A redirect could carry a key or a candidate's results to a host that nobody chose."""

    def redirect_request(self, *_: object, **__: object) -> None:
        return None


def without_redirects() -> OpenerDirector:
    """An opener for which a redirect is an error like any other answer that is not a success (`HTTPError`)."""
    return urllib.request.build_opener(_NoRedirects)
