#!/usr/bin/env bash
# What cmake --install puts on a PC, and what install.sh then makes of it, as far as that can be
# seen without becoming a wall. usage: kiosk_test.sh BUILD-FOLDER
set -euo pipefail
build=$1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failed=0

expect() { # what, command...
    local what=$1
    shift
    if ! "$@"; then
        printf 'FAILED: %s\n' "$what"
        failed=1
    fi
}
# shellcheck disable=SC2317 # called by expect
refused() { # arguments of install.sh
    local status=0
    "$install" --dry-run "$@" >/dev/null 2>&1 || status=$?
    [ "$status" = 78 ]
}
# shellcheck disable=SC2317
installs() { [[ " $packages " == *" $1 "* ]]; }

# Another prefix than the build was configured with.
DESTDIR=$scratch cmake --install "$build" --prefix /usr >/dev/null
units=$scratch/usr/lib/systemd
for unit in "$units"/*/*.service; do
    while read -r file; do
        expect "${unit##*/} names $file, which is not installed" [ -e "$scratch$file" ]
    done < <(grep -v '^#' "$unit" | grep -oE '/usr/[^ ]*waymark[^ ]*')
    expect "${unit##*/} has a name that was not filled in" bash -c "! grep -q '@[a-z]*@' '$unit'"
done

install=$scratch/usr/share/waymark/kiosk/install.sh
said=$("$install" --dry-run --server http://desk.example:8080 --screen team-room --monitor HDMI-1)
while read -r unit; do
    expect "install.sh wants $unit, which is not installed" \
        [ -e "$units/system/${unit/@*./@.}" ]
done < <(grep -oE 'waymark-[a-z0-9-]+(@[a-z]+)?\.service' <<<"$said" | sort -u)
for line in 'server = "http://desk.example:8080"' 'screen = "team-room"' 'monitor = "HDMI-1"'; do
    expect "install.sh writes $line" grep -qxF "$line" <<<"$said"
done

# The PC that becomes a wall may be another one than the wallboard was built on.
packages=$(sed -n 's/.*--no-install-recommends //p' <<<"$said")
while read -r library; do
    package=$(dpkg-query --search "*-linux-gnu/$library" | sed -n '1s/:.*//p')
    case $package in
        libc6 | libstdc++6 | libgcc-s1 | '') ;;
        libglfw3*) expect "install.sh installs libglfw3" installs libglfw3 ;;
        *) expect "install.sh installs $package, which has $library" installs "$package" ;;
    esac
done < <(objdump -p "$build/bin/waymark-wallboard" | sed -n 's/^ *NEEDED *//p')

expect "a wall needs a server" refused
expect "an address is an address" refused --server desk.example
expect "an address has no shell in it" refused --server 'http://x;rm'
expect "a name has no blanks" refused --server http://desk.example:8080 --screen 'a b'
expect "a value has to be there" refused --server
expect "a token can be read" refused --server http://desk.example:8080 --token-file /nowhere
expect "what is not known is refused" refused --server http://desk.example:8080 --warp
exit "$failed"
