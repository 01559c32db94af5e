#!/usr/bin/env bash
# Checks that every source file is formatted as .clang-format says, and that our scripts are clean.
# usage: .ci/check_format.sh
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."

find shared server wallboard tests \( -name '*.hpp' -o -name '*.cpp' \) -print0 |
    xargs -0 -r -n 20 clang-format --dry-run -Werror
echo "format: every source file is as clang-format writes it"
if command -v shellcheck >/dev/null; then
    shellcheck -x run .ci/run .ci/*.sh packaging/kiosk/install.sh packaging/kiosk/waymark-kiosk-monitors tests/packaging/*.sh tests/kiosk/*.sh
    echo "scripts: shellcheck finds nothing"
fi
