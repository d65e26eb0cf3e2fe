"""A build on this machine's web: the page, a SPARQL endpoint with an editor, each article marked.

One process listens (Starlette on uvicorn: HTTP is theirs). Each query and each article runs in a
process of its own that opens the build, answers and ends, or is killed: pyoxigraph cannot stop a
query, and a build that replaces its store would pull it away from a server that keeps it open
(Oxigraph's own server does, and would need a second one before it for the pages).
"""

from onrecord.serve.limits import Limits
from onrecord.serve.listen import serve

__all__ = ["Limits", "serve"]
