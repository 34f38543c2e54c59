"""How Jupyter gets a kernel of ours: a copy of a warm parent where one is given, else a Python of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from journeykit.server.warm_tree import Branch, Copy

NAME = "journeykit-warm-provisioner"
"""The entry point's name in pyproject.toml, by which a kernelspec's metadata asks for it."""


class WarmProvisioner(LocalProvisioner):
    """Jupyter's local provisioner, but for the launch: signals, waiting and cleaning up work on a copy, too."""

    copy: Copy | None = None
    """The kernel, where it was forked."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Launch a kernel; `warm` among the arguments is the branch to fork it from. Raises CannotFork."""
        warm: Branch | None = kwargs.pop("warm", None)
        if warm is None:
            return await super().launch_kernel(cmd, **kwargs)
        cwd = str(kwargs.get("cwd") or Path.cwd())
        self.copy = await warm.fork(cmd, kwargs["env"], cwd)
        self.process = cast(Any, self.copy.process)
        self.pid = self.copy.process.pid
        self.cwd = cwd
        return self.connection_info
