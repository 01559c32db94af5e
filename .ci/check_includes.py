#!/usr/bin/env python3
"""Checks that every file includes only what its room may (docs/architecture.md, "May include").

usage: .ci/check_includes.py            check the project; one problem a line, status 1 if any
       .ci/check_includes.py --self-test  show that violations are found
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent

# Names of groups of headers; a header that is in none of them is unknown and refused.
LIBRARIES = {
    "std": re.compile(r"^[a-z_0-9]+$"),
    "posix": re.compile(r"^(sys/|netinet/|arpa/)?[a-z_]+\.h$"),
    "expected": re.compile(r"^tl/expected\.hpp$"),
    "spdlog": re.compile(r"^(spdlog|fmt)/"),
    "cli11": re.compile(r"^CLI/"),
    "json": re.compile(r"^nlohmann/"),
    "json_fwd": re.compile(r"^nlohmann/json_fwd\.hpp$"),
    "valijson": re.compile(r"^valijson/"),
    "date": re.compile(r"^date/"),
    "flat_tables": re.compile(r"^boost/unordered/"),
    "boost": re.compile(r"^boost/"),
    "openssl": re.compile(r"^openssl/"),
    "curl": re.compile(r"^curl/"),
    "sqlite": re.compile(r"^(SQLiteCpp/|sqlite3\.h$|zlib\.h$)"),
    "prometheus": re.compile(r"^prometheus/"),
    "mosquitto": re.compile(r"^mosquitto\.h$"),
    "re2": re.compile(r"^re2/"),
    "muparser": re.compile(r"^muParser"),
    "imgui": re.compile(r"^(imgui/)?(imgui|misc/freetype/imgui|imgui_freetype|imgui_internal)"),
    "imgui_backends": re.compile(r"^(imgui/)?(backends/)?imgui_impl_"),
    "text": re.compile(r"^(ft2build\.h|freetype/|hb)"),
    "stb": re.compile(r"^stb/"),
    "window": re.compile(r"^(GLFW|GL|EGL|GLES2|GLES3|KHR|X11)/"),
    "systemd": re.compile(r"^systemd/"),
    "benchmark": re.compile(r"^benchmark/"),
    "test": re.compile(r"^(gtest|gmock|rapidcheck)(/|\.h$)"),
}
ANY = set(LIBRARIES)

# Room (the longest that matches counts) -> our own rooms, libraries of every file, and of .cpp
# files besides. "*" among the own rooms: all of them.
BASE = ["shared/model", "shared/base"]
SHARED = ["shared"]
ROOMS = {
    "shared/model": (["shared/model"], {"std"}, set()),
    "shared/base": (BASE, {"std", "expected"}, {"posix", "spdlog", "cli11"}),
    "shared/protocol": (SHARED, {"std", "expected", "json_fwd"}, {"json", "valijson", "date"}),
    "server": (SHARED + ["server"], {"std"}, {"posix", "spdlog", "cli11", "boost", "json"}),
    "server/main.cpp": (SHARED + ["server"], {"std"}, set()),
    "server/metrics": (SHARED + ["server"], {"std"}, {"posix", "prometheus"}),
    "server/desk": (
        SHARED + ["server/kpi", "server/feed", "server/hub", "server/store", "server/desk",
                  "server/desk_feed_register", "server/access", "server/charter"],
        {"std"}, {"spdlog", "json"}),
    # The desk as adapters see it.
    "server/desk_port": (
        SHARED + ["server/feed", "server/desk", "server/desk_port"], {"std"}, set()),
    # The store's interface is plain types: what a scorecard hands it to come back with.
    "server/kpi": (SHARED + ["server/kpi", "server/store/store.hpp"], {"std", "flat_tables"},
                   {"date", "json", "muparser"}),
    # What walls can show is part of what a desk should mend.
    "server/charter": (
        SHARED + ["server/charter", "server/screens/legibility_check",
                  "server/screens/rotation_check"], {"std"}, {"json"}),
    "server/screens": (SHARED + ["server/screens", "server/hub"], {"std", "expected"}, {"json"}),
    "server/hub": (SHARED + ["server/hub"], {"std"}, set()),
    "server/feed": (
        SHARED + ["server/feed", "server/access"], {"std", "expected"},
        {"json", "boost", "re2", "spdlog"}),
    # A log that is renamed while it is read.
    "server/feed/queue_log": (
        SHARED + ["server/feed", "server/access"], {"std", "expected"}, {"boost", "posix"}),
    "server/feed/poll": (
        SHARED + ["server/feed", "server/access", "server/fetch"], {"std", "json_fwd"},
        {"json", "boost", "date", "spdlog"}),
    "server/notify": (
        SHARED + ["server/notify", "server/access", "server/fetch", "server/store/store.hpp"],
        {"std", "expected", "boost"},
        {"json", "spdlog"}),
    "server/fetch": (SHARED + ["server/fetch"], {"std"}, {"posix", "curl"}),
    "server/feed/mqtt": (
        SHARED + ["server/feed", "server/access"], {"std", "expected"},
        {"boost", "json", "posix", "mosquitto"}),
    # A file that is replaced while it is read.
    "server/feed/file": (
        SHARED + ["server/feed", "server/access"], {"std", "expected"}, {"boost", "json", "posix"}),
    # What other rooms include is mapping.hpp, which is plain; the room's own headers speak JSON.
    "server/feed/mapping": (
        SHARED + ["server/feed", "server/access"], {"std", "json"}, {"re2", "date"}),
    "server/feed/mapping/mapping.hpp": (
        SHARED + ["server/feed"], {"std"}, set()),
    "server/net": (
        SHARED + ["server/net", "server/hub", "server/screens", "server/access", "server/feed",
                  "server/desk", "server/charter"],
        {"std", "boost"}, {"posix", "spdlog", "openssl", "json"}),
    "server/access": (SHARED + ["server/access"], {"std"}, {"posix", "openssl", "json"}),
    "server/store": (SHARED + ["server/store"], {"std"}, {"posix", "sqlite", "boost", "spdlog"}),
    "server/replay": (
        SHARED + ["server/kpi", "server/feed", "server/replay"], {"std", "expected"}, {"json"}),
    # Commands ask a running server, or its store when it does not run.
    "server/command": (
        SHARED + ["server/kpi", "server/store", "server/command", "server/feed/mapping",
                  "server/feed/setup", "server/fetch"], {"std", "expected"},
        {"json", "date"}),
    "server/demo": (SHARED + ["server/demo"], {"std"}, {"boost", "json", "spdlog"}),
    "wallboard": (SHARED + ["wallboard"], {"std"}, {"posix", "spdlog", "cli11", "stb",
                                                         "systemd"}),
    "wallboard/state": (SHARED + ["wallboard/state"], {"std"}, set()),
    "wallboard/link": (
        SHARED + ["wallboard/link", "wallboard/state"], {"std"},
        {"posix", "boost", "openssl", "spdlog", "json"}),
    "wallboard/present": (
        SHARED + ["wallboard/present", "wallboard/state", "wallboard/view"], {"std"}, set()),
    "wallboard/layout": (
        SHARED + ["wallboard/layout", "wallboard/present", "wallboard/view"], {"std"}, set()),
    # Parts of the link's coroutines, which no other room includes.
    "wallboard/link/http_call": (
        SHARED + ["wallboard/link", "wallboard/state"], {"std", "boost"}, {"boost", "openssl"}),
    "wallboard/link/pairing_talk": (
        SHARED + ["wallboard/link", "wallboard/state"], {"std", "boost"}, {"boost"}),
    "wallboard/link/questions": (
        SHARED + ["wallboard/link", "wallboard/state"], {"std", "boost"}, {"boost", "json"}),
    # What the server tells is read where it is shown.
    "wallboard/leads": (
        SHARED + ["wallboard/leads", "wallboard/link", "wallboard/layout", "wallboard/present",
                  "wallboard/view", "wallboard/state"], {"std", "json_fwd"}, {"json"}),
    "wallboard/leads/told_json": (
        SHARED + ["wallboard/leads", "wallboard/link"], {"std", "json"}, set()),
    "wallboard/view": (
        SHARED + ["wallboard/view", "wallboard/layout", "wallboard/present", "wallboard/state"],
        {"std", "imgui", "flat_tables"}, {"text", "posix"}),
    "wallboard/window": (
        SHARED + ["wallboard/window", "wallboard/view", "wallboard/state"], {"std"},
        {"posix", "window", "imgui", "imgui_backends", "stb", "text", "spdlog"}),
    "tests": (["*"], ANY, ANY),
}
INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]', re.M)


def room_of(path):
    """The longest entry of ROOMS that `path` lies in."""
    fitting = [room for room in ROOMS if path == room or path.startswith(room + "/")
               or (path.startswith(room) and path[len(room):len(room) + 1] in "._")]
    return max(fitting, key=len, default=None)


def in_room(path, rooms):
    return any(room == "*" or path.startswith((room + "/", room + "."))
               or path == room for room in rooms)


def problems_of(path, text):
    """What is wrong with the file `path` (relative, with '/') of that text, one a line."""
    room = room_of(path)
    if room is None:
        return [f"{path}: is in no room; the rooms are {', '.join(sorted(ROOMS))}"]
    own, everywhere, in_cpp = ROOMS[room]
    allowed = everywhere | (in_cpp if path.endswith(".cpp") else set())
    found = []
    for mark, name in INCLUDE.findall(text):
        if mark == '"':
            if not in_room(name, own):
                found.append(f"{path}: includes \"{name}\"; {room} may include {', '.join(own)}")
        elif not any(LIBRARIES[group].match(name) for group in allowed):
            found.append(f"{path}: includes <{name}>; {room} may include "
                         f"{', '.join(sorted(allowed))}"
                         f"{'' if path.endswith('.cpp') else ' in a header'}")
    if path.endswith(".hpp") and "#pragma once" not in text:
        found.append(f"{path}: a header begins with #pragma once")
    return found


def self_test():
    cases = [
        ("shared/model/kpi.hpp", "#pragma once\n#include <string>", 0),
        ("shared/model/kpi.cpp", "#include <nlohmann/json.hpp>", 1),
        ("shared/model/kpi.cpp", '#include "shared/base/result.hpp"', 1),
        ("shared/protocol/codec.hpp", "#pragma once\n#include <nlohmann/json.hpp>", 1),
        ("shared/protocol/codec.hpp", "#pragma once\n#include <nlohmann/json_fwd.hpp>", 0),
        ("shared/protocol/codec.cpp", "#include <nlohmann/json.hpp>", 0),
        ("server/kpi/meter/meter.hpp", "#pragma once\n#include <boost/asio.hpp>", 1),
        ("server/hub/hub.cpp", "#include <boost/asio.hpp>", 1),
        ("server/net/net.hpp", "#pragma once\n#include <boost/beast.hpp>", 0),
        ("server/net/net.cpp", '#include "wallboard/link/link.hpp"', 1),
        ("wallboard/link/link.cpp", '#include "server/hub/hub.hpp"', 1),
        ("wallboard/link/link.hpp", "#pragma once\n#include <boost/asio.hpp>", 1),
        ("wallboard/layout/layout.cpp", "#include <imgui.h>", 1),
        ("wallboard/present/present.cpp", "#include <imgui.h>", 1),
        ("wallboard/view/panel.cpp", "#include <imgui.h>", 0),
        ("wallboard/view/panel.cpp", "#include <GLFW/glfw3.h>", 1),
        ("wallboard/state/board_state.cpp", "#include <sys/socket.h>", 1),
        ("wallboard/state/board_state.hpp", "#include <string>", 1),
        ("tests/server/demo_test.cpp", '#include <gtest/gtest.h>\n#include "server/desk.hpp"', 0),
        ("elsewhere/a.cpp", "", 1),
    ]
    wrong = [(path, text, count, problems_of(path, text)) for path, text, count in cases
             if len(problems_of(path, text)) != count]
    for path, text, count, found in wrong:
        print(f"{path} with {text!r}: expected {count} problems, found {found}")
    return wrong


def main():
    if sys.argv[1:] == ["--self-test"]:
        return 1 if self_test() else 0
    if sys.argv[1:]:
        print(__doc__)
        return 2
    found = []
    for top in ("shared", "server", "wallboard", "tests"):
        for path in sorted((ROOT / top).rglob("*")):
            if path.suffix in (".hpp", ".cpp"):
                name = path.relative_to(ROOT).as_posix()
                found += problems_of(name, path.read_text(encoding="utf-8"))
    print("\n".join(found) if found else "includes: every file keeps to its room")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
