"""The environment of a kernel: who its page is for, and of the server's own only what Python needs to run."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import URL

from journeykit.language import VARIABLE, spoken
from journeykit.server.admission import Pass
from journeykit.server.house import House
from journeykit.session.door import DoorKind

# What is not named here does not reach a kernel: passwords and tokens in the server's environment stay there.
_KEPT = {
    *("PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "TZ", "TMPDIR", "TEMP", "TMP"),
    *("VIRTUAL_ENV", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "IPYTHONDIR", "JOURNEYKIT_HOME", "JOURNEYKIT_WIDGETS"),
    *("SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT", "USERPROFILE", "APPDATA", "LOCALAPPDATA"),
    *("PROGRAMDATA", "NUMBER_OF_PROCESSORS", "PROCESSOR_ARCHITECTURE"),
}
_KEPT_PREFIXES = ("LC_", "PYTHON", "CONDA_", "XDG_", "COVERAGE_")
# A process with threads cannot be forked: linear algebra starts some, and so does pandas, where pyarrow is installed.
_ONE_THREAD = {
    **{"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"},
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
}


def _base(servers: Mapping[str, str], store: URL) -> dict[str, str]:
    kept = {
        name: value
        for name, value in servers.items()
        if name.upper() in _KEPT or name.upper().startswith(_KEPT_PREFIXES)
    }
    return kept | {
        **_ONE_THREAD,
        VARIABLE: spoken(),
        "JOURNEYKIT_STORE": _absolute(store).render_as_string(hide_password=False),
    }


def warm_environment(servers: Mapping[str, str], store: URL, session_id: str) -> dict[str, str]:
    """What a warm parent is told: nothing of any visitor."""
    return {**_base(servers, store), "JOURNEYKIT_SESSION": session_id}


def kernel_environment(servers: Mapping[str, str], house: House, admitted: Pass) -> dict[str, str]:
    """The variables of docs/architecture.md and what of the server's environment is harmless."""
    environment = _base(servers, house.engine.url)
    if admitted.door is None:  # a preview, which only the facilitator may open
        return environment | {"JOURNEYKIT_PREVIEW_SESSION": house.session.session_id}
    environment |= {
        "JOURNEYKIT_DOOR": admitted.door.value,
        "JOURNEYKIT_SESSION": house.session.session_id,
        "JOURNEYKIT_FEED": house.feed,
    }
    if admitted.seat is not None:
        environment |= {"JOURNEYKIT_SEAT": admitted.seat.seat_id, "JOURNEYKIT_DEVICE": str(admitted.seat.device)}
    if admitted.door in (DoorKind.FACILITATOR, DoorKind.PROJECTOR):
        environment["JOURNEYKIT_LINKS"] = json.dumps(
            {
                "participants_url": house.links.participants_url,
                "customers_url": house.links.customers_url,
                "projector_url": house.links.projector_url,
                "code": house.links.code,
                "files_url": f"{house.address.base_url}files/",
                "qr_url": f"{house.address.base_url}qr.svg",
                "upload_url": f"{house.address.base_url}upload",
            }
        )
    if admitted.door is DoorKind.FACILITATOR:
        environment["JOURNEYKIT_SPOOL"] = str(house.spool)
    return environment


def _absolute(url: URL) -> URL:
    """A store's URL that means the same file in a kernel, which runs in another folder."""
    if url.get_backend_name() == "sqlite" and url.database:
        return url.set(database=str(Path(url.database).resolve()))
    return url
