"""Simulated people over HTTP and websocket, to practise a session and to load a server."""
