"""Where the files that come with journeykit lie, in a checkout or in the wheel, and the widgets' scripts among them."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path, PurePosixPath

_PACKAGE = Path(__file__).parent
WIDGETS = _PACKAGE / "widgets" / "static"
"""The scripts and styles of the widgets."""
_IMPORT = re.compile(r'^import \{[^}]*\} from "\./(\w+)\.js";\n', re.MULTILINE)


def shipped(folder: str) -> Path:
    """The folder `exercises`, `notebooks` or `sample_journeys`. Raises FileNotFoundError where it is missing."""
    for place in (_PACKAGE / "_shared" / folder, _PACKAGE.parent / folder):
        if place.is_dir():
            return place
    raise FileNotFoundError(f"journeykit is not installed whole: its folder {folder} is missing.")


def widget_script(stem: str) -> str:
    """A widget's script, with the files that it imports in their place: a widget brings its page a single script."""
    text = (WIDGETS / f"{stem}.js").read_text(encoding="utf-8")
    return _IMPORT.sub(lambda found: widget_script(found[1]), text)


def content_hash(content: bytes) -> str:
    """What a file's name carries, so that browsers may keep it for good."""
    return hashlib.sha256(content).hexdigest()[:16]


def hashed(name: str, digest: str) -> str:
    """A file's name with the hash of its content in it: sheet.js is sheet.0123456789abcdef.js."""
    path = PurePosixPath(name)
    return str(path.with_name(f"{path.stem}.{digest}{path.suffix}"))
