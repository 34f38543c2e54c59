"""A page's HTML: rendered once from a notebook that has been run, sent to each visitor with a kernel of their own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine
from typing import Any
from weakref import WeakKeyDictionary

import nbformat
from voila.app import Voila
from voila.notebook_renderer import NotebookRenderer
from voila.utils import get_page_config

from journeykit.server.warm_tree import Branch

_KERNEL = "journeykit-kernel-id"
"""Stands for the kernel's id until there is one."""


class _Rendered(NotebookRenderer):
    """Voilà's renderer for a notebook that needs no kernel: its outputs are there already."""

    executed: nbformat.NotebookNode

    async def load_notebook(self, _path: str) -> nbformat.NotebookNode:
        return self.executed

    async def _jinja_kernel_start(self, *_nobody: Any, **_asked: Any) -> str:
        return _KERNEL

    async def _jinja_notebook_execute(self, *_nothing: Any) -> None:
        pass

    async def _jinja_cell_generator(self, nb: Any, *_nothing: Any) -> AsyncGenerator[Any, None]:
        for cell in nb.cells:
            yield cell


class ReadyPage:
    """The HTML of one notebook, but for what differs between visitors."""

    def __init__(self, html: str) -> None:
        self._html = html

    def of(self, kernel_id: str, place: str, own: str) -> str:
        """The page with a kernel, and in a place of it what is the visitor's own."""
        return self._html.replace(_KERNEL, kernel_id).replace(place, own)


class ReadyPages:
    """The pages that were rendered, by the branch that they were rendered from.

    render: makes a page of a notebook's path and of the notebook as it was run.
    """

    def __init__(self, render: Callable[[str, nbformat.NotebookNode], Coroutine[Any, Any, ReadyPage]]) -> None:
        self._render = render
        self._pages: WeakKeyDictionary[Branch, asyncio.Task[ReadyPage]] = WeakKeyDictionary()

    async def of(self, branch: Branch, path: str) -> ReadyPage:
        """The page of a branch, rendered when it is first asked for, and again where that went wrong."""
        rendering = self._pages.get(branch)
        if rendering is None or (rendering.done() and rendering.exception()):
            rendering = self._pages[branch] = asyncio.ensure_future(self._render(path, branch.notebook))
        return await asyncio.shield(rendering)


async def render(server: Voila, path: str, executed: nbformat.NotebookNode) -> ReadyPage:
    """Render a notebook as Voilà does when somebody asks for it."""
    settings: dict[str, Any] = server.app.settings
    told: dict[str, Any] = {
        "base_url": settings["base_url"],
        "settings": settings,
        "log": server.log,
        "voila_configuration": server.voila_configuration,
    }
    renderer = _Rendered(  # type: ignore[no-untyped-call]
        voila_configuration=server.voila_configuration,
        traitlet_config=server.config,
        notebook_path=path,
        template_paths=server.template_paths,
        config_manager=settings["config_manager"],
        contents_manager=settings["contents_manager"],
        base_url=settings["base_url"],
        kernel_spec_manager=settings["kernel_spec_manager"],
        page_config=get_page_config(**told),
        mathjax_config=settings.get("mathjax_config"),
        mathjax_url=settings.get("mathjax_url"),
    )
    renderer.executed = executed
    await renderer.initialize()
    return ReadyPage(await renderer.generate_content_str())
