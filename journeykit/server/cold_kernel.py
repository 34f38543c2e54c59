"""The kernel of a page that is not forked: Jupyter's own, without debugger and history.

    python -m journeykit.server.cold_kernel -f CONNECTION_FILE

Nobody debugs a page, and loading the debugger is more than half of what a kernel does before it listens.
"""

from __future__ import annotations

import sys


def main() -> None:
    """Be a kernel."""
    sys.modules["debugpy"] = None  # type: ignore[assignment] # counts as not installed
    from ipykernel.kernelapp import IPKernelApp

    IPKernelApp.launch_instance(argv=[*sys.argv[1:], "--HistoryManager.enabled=False"])


if __name__ == "__main__":
    main()
