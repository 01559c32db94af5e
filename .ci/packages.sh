# shellcheck shell=bash disable=SC2034
# The Debian 12 packages that ./run installs, one group a line: "why: package ...". To be sourced.
# "a|b" is b, unless there is a, or a package that stands for it: so nothing that is there is replaced.

packages_to_build='compiler and build tools: g++ cmake ninja-build ccache pkg-config
sockets, HTTP, WebSocket, TLS: libboost1.81-dev libssl-dev
JSON and its schemas, results, time zones: nlohmann-json3-dev libvalijson-dev libexpected-dev libhowardhinnant-date-dev
settings and log: libcli11-dev libspdlog-dev
the store: libsqlitecpp-dev libsqlite3-dev zlib1g-dev
asking web services: libcurl4-openssl-dev
formulas: libmuparser-dev
MQTT: libmosquitto-dev
regular expressions: libre2-dev
metrics: prometheus-cpp-dev
drawing the wall: libimgui-dev libstb-dev libglfw3-dev libfreetype-dev libegl-dev libgl-dev
screens that stay lit, and a watchdog: libx11-dev libxext-dev libxss-dev libsystemd-dev'

packages_to_run='graphics drivers, also without a display: libgl1-mesa-dri libegl-mesa0
fonts: fonts-inter fonts-noto-core
time zones: tzdata
process tools: util-linux'

packages_to_compare='comparing recorded data with its truth: python3 tzdata'

packages_to_test='tests: libgtest-dev libgmock-dev librapidcheck-dev
checks: clang-format clang-tidy python3 shellcheck
a broker for the MQTT tests: mosquitto
a ticket system to be connected: request-tracker5 rt5-standalone rt5-db-sqlite starlet dbconfig-common|dbconfig-no-thanks mail-transport-agent|msmtp-mta
a collector of metrics to be connected: collectd-core libyajl2 libcurl3-gnutls
a display for the window tests: xvfb
counting instructions: valgrind'

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        printf 'Neither root nor sudo is at hand; install them as root:\n  %s\n' "$*" >&2
        return 1
    fi
}

# install_missing GROUPS...: says what is missing and why, and installs that.
install_missing() {
    local line name why missing all=()
    local -A present=()
    while read -r name; do
        present[$name]=1
    done < <(dpkg-query -W -f '${db:Status-Status} ${Package}, ${Provides}\n' 2>/dev/null |
        sed -n 's/^installed //p' | tr ',' '\n' | sed 's/^ *//; s/[ (].*//; /^$/d')
    while IFS= read -r line; do
        why=${line%%: *}
        missing=()
        for name in ${line#*: }; do
            [ -n "${present[${name%|*}]:-}${present[${name#*|}]:-}" ] || missing+=("${name#*|}")
        done
        [ ${#missing[@]} -gt 0 ] || continue
        [ ${#all[@]} -gt 0 ] || printf 'Missing Debian packages, to be installed now:\n'
        printf '  %s (%s)\n' "${missing[*]}" "$why"
        all+=("${missing[@]}")
    done <<<"$(printf '%s\n' "$@")"
    [ ${#all[@]} -gt 0 ] || return 0
    local -a install=(env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300
        install --yes --no-install-recommends "${all[@]}")
    # The lists of packages may be old, or not there at all.
    if ! apt-get install --simulate --no-install-recommends "${all[@]}" >/dev/null 2>&1; then
        as_root apt-get -o DPkg::Lock::Timeout=300 update
    fi
    as_root "${install[@]}" || {
        as_root apt-get -o DPkg::Lock::Timeout=300 update
        as_root "${install[@]}"
    }
}
