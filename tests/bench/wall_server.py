"""A server that says what a bench wants: the wire of docs/protocol.md, for one wall at a time."""
import base64
import hashlib
import json
import socket
import struct
import threading
import time


class WallServer:
    """Sends `snapshot` to who connects; `change` sends a delta; in between it says that it lives."""

    def __init__(self, snapshot):
        self.snapshot = snapshot
        self.position = snapshot["position"]
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        self.wall = None
        self.lock = threading.Lock()
        self.number = 0
        threading.Thread(target=self._serve, daemon=True).start()
        threading.Thread(target=self._live, daemon=True).start()

    def _serve(self):
        while True:
            wall, _ = self.listener.accept()
            wall.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            asked = b""
            while b"\r\n\r\n" not in asked:
                asked += wall.recv(4096)
            key = next(line.split(b":", 1)[1].strip() for line in asked.split(b"\r\n")
                       if line.lower().startswith(b"sec-websocket-key:"))
            accept = base64.b64encode(
                hashlib.sha1(key + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest())
            wall.sendall(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                         b"Connection: Upgrade\r\nSec-WebSocket-Protocol: waymark.v1\r\n"
                         b"Sec-WebSocket-Accept: " + accept + b"\r\n\r\n")
            with self.lock:
                self.wall = wall
            self.snapshot["time"] = int(time.time() * 1000)
            self.send(self.snapshot)
            threading.Thread(target=self._drain, args=(wall,), daemon=True).start()

    def _drain(self, wall):
        try:
            while wall.recv(65536):
                pass
        except OSError:
            pass
        with self.lock:
            if self.wall is wall:
                self.wall = None

    def _live(self):
        while True:
            time.sleep(2)
            self.send({"type": "tick", "time": int(time.time() * 1000)})

    def send(self, message):
        """Returns when it was sent, by the monotonic clock in ns."""
        text = json.dumps(message).encode()
        head = (struct.pack("!BB", 0x81, len(text)) if len(text) < 126 else
                struct.pack("!BBH", 0x81, 126, len(text)) if len(text) < 65536 else
                struct.pack("!BBQ", 0x81, 127, len(text)))
        with self.lock:
            sent = time.monotonic_ns()
            if self.wall:
                try:
                    self.wall.sendall(head + text)
                except OSError:
                    self.wall = None
            return sent

    def change(self, tiles):
        """Gives the KPIs of those numbers new values."""
        readings = self.snapshot["readings"]["kpis"]
        self.number += 1
        changed = []
        for i in tiles:
            reading = dict(readings[i % len(readings)])
            reading["value"] = (self.number * 37 + i * 11) % 97 / 100 + 0.01
            reading["state"] = "on_target"
            changed.append(reading)
        self.position["sequence"] += 1
        return self.send({"type": "delta", "position": self.position,
                          "readings": {"kpis": changed}})
