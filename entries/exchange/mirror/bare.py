"""Pages that stand by themselves: a server shows them at any depth, without a style."""

from base64 import b64encode
from hashlib import sha256

STYLE = (
    "body { max-width: 40rem; margin: 2rem auto; padding: 0 1rem;"
    " font: 1.05rem/1.5 serif; overflow-wrap: break-word; }"
    " h1 { font-size: 1.6rem; line-height: 1.2; } a { color: inherit; }"
)
DIGEST = b64encode(sha256(STYLE.encode()).digest()).decode()

BARE = {
    "style": STYLE,
    "policy": f"default-src 'none'; form-action 'none'; style-src 'sha256-{DIGEST}'",
}
"""The style that such a page has, and a policy that allows this one alone."""
