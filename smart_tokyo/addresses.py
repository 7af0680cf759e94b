"""Where on its host the dashboard is: at the root, or below the base path that a proxy passes on unchanged."""

from urllib.parse import urlsplit

from smart_tokyo import settings

OPEN = "/open"  # below which the open data is
API = f"{OPEN}/v1"
TOOLS = f"{OPEN}/mcp"  # for programs that read for people
SHEETS = {  # what has a page of its own: which, and the parameter that says of what
    "project": ("projects", "project"),
    "organization": ("organization", "id"),
    "municipality": ("town", "code"),
}
ONE_OF = (*(parameter for _, parameter in SHEETS.values()), "issue", "meeting")


def base() -> str:
    """The path below which everything is served, like "/smart-tokyo"; "" at the root. Raises BadSetting."""
    return settings.typed("BASE_PATH")


def at(path: str) -> str:
    """The address on the host of what the dashboard has at a path; "/" is the overview."""
    return f"{base()}{path}"


def home(address: str, scheme: str) -> str:
    """The dashboard's address as a reader sees it, without the last slash, by that of a request and its scheme."""
    return f"{'https' if scheme == 'https' else 'http'}://{urlsplit(address).netloc}{base()}"


def within(address: str) -> str:
    """The path inside of the dashboard of an address on the host; "" for what is not below the base path."""
    return address.removeprefix(base()) if address.startswith(at("/")) else ""
