#!/usr/bin/env bash
# Makes this PC a wall: it boots into Waymark and stays there. For Debian 12 without a desktop, with
# waymark-wallboard installed (docs/kiosk.md says how). Can be run again to change something.
set -euo pipefail

here=$(dirname "$(readlink -f "$0")")
user=waymark-wall
conf=/etc/waymark/wallboard.conf
rules=/etc/udev/rules.d/70-waymark-kiosk.rules

help() {
    cat <<'EOF'
usage: sudo install.sh --server URL [--screen NAME] [--monitor NAME] [--token-file FILE] [--wayland]

  --server URL       the server, such as http://desk.example:8080
  --screen NAME      which of the desk's screens this is (default: the first)
  --monitor NAME     the monitor to fill, such as HDMI-1 (default: the primary one)
  --token-file FILE  the token that the server wants; it is copied to /etc/waymark
  --wayland          under Wayland (cage) instead of X11: for one monitor only
  --dry-run          says what would be done
EOF
}

bad_use() {
    printf '%s (--help says what is allowed)\n' "$1" >&2
    exit 78
}

server='' screen='' monitor='' token='' kind=x11 dry=0
while [ $# -gt 0 ]; do
    case $1 in
        --server | --screen | --monitor | --token-file)
            [ $# -ge 2 ] || bad_use "$1 needs a value"
            case $1 in
                --server) server=$2 ;;
                --screen) screen=$2 ;;
                --monitor) monitor=$2 ;;
                --token-file) token=$2 ;;
            esac
            shift
            ;;
        --wayland) kind=wayland ;;
        --dry-run) dry=1 ;;
        --help | -h)
            help
            exit 0
            ;;
        *) bad_use "\"$1\" is not known" ;;
    esac
    shift
done
[[ $server =~ ^https?://[]A-Za-z0-9._:/%~[-]+$ ]] || bad_use "--server \"$server\" is not allowed; http://HOST:PORT is"
for name in "$screen" "$monitor"; do
    [[ $name =~ ^[A-Za-z0-9._:-]*$ ]] || bad_use "\"$name\" is not allowed; letters, digits and . _ : - are"
done
[ -z "$token" ] || [ -r "$token" ] || bad_use "--token-file $token can't be read"

# Runs a command, or says it.
act() {
    if [ "$dry" = 1 ]; then
        printf '%s\n' "$*"
    else
        "$@"
    fi
}

if [ "$dry" = 0 ]; then
    [ "$(id -u)" = 0 ] || bad_use "this must be run as root: sudo $0"
    command -v waymark-wallboard >/dev/null ||
        bad_use "waymark-wallboard is not installed; docs/kiosk.md says how"
fi

# What draws and what it is shown on.
packages=(fonts-inter fonts-noto-core libgl1-mesa-dri libfreetype6 libegl1 libgl1 libxss1 dbus
    libpam-systemd kbd libdate-tz3 libfmt9 libssl3 libstb0 libsystemd0 libx11-6 libxext6 tzdata)
case $kind in
    x11) packages+=(libglfw3 xserver-xorg-core xserver-xorg-video-all xserver-xorg-input-libinput
        x11-xserver-utils) ;;
    # Without polkit no compositor may switch to its own terminal.
    wayland) packages+=(libglfw3-wayland cage xwayland polkitd) ;;
esac
act apt-get update
act env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "${packages[@]}"

# Somebody who has no password and can't log in, but may use screen and graphics card.
if ! id "$user" >/dev/null 2>&1; then
    act useradd --create-home --shell /usr/sbin/nologin --comment "Waymark wall" "$user"
fi
for group in video render; do
    getent group "$group" >/dev/null && act usermod --append --groups "$group" "$user"
done

settings() {
    printf '# Settings of this wall; waymark-wallboard --help says what else there is.\n'
    printf 'server = "%s"\n' "$server"
    [ -z "$screen" ] || printf 'screen = "%s"\n' "$screen"
    [ -z "$monitor" ] || printf 'monitor = "%s"\n' "$monitor"
    [ -z "$token" ] || printf 'token-file = "/etc/waymark/wall.token"\n'
    # What somebody added stays.
    [ ! -e "$conf" ] || grep -Ev '^ *(#|$|(server|screen|monitor|token-file) *=)' "$conf" || true
}
if [ "$dry" = 1 ]; then
    printf 'would write %s:\n' "$conf"
    settings
else
    mkdir -p /etc/waymark
    settings >"$conf.new"
    chmod 0644 "$conf.new"
    mv "$conf.new" "$conf"
fi
[ -z "$token" ] || act install --owner "$user" --mode 0400 "$token" /etc/waymark/wall.token

# No standby of the whole PC, and straight into the wall.
act systemctl mask sleep.target suspend.target hibernate.target hybrid-sleep.target
act systemctl daemon-reload
for other in x11 wayland; do
    [ "$other" = "$kind" ] || act systemctl disable --now "waymark-kiosk-$other.service"
done
# A compositor looks after its monitor itself.
case $kind in
    x11) act install --mode 0644 "$here/${rules##*/}" "$rules" ;;
    wayland) act rm -f "$rules" ;;
esac
act udevadm control --reload
act systemctl set-default graphical.target
act systemctl enable "waymark-kiosk-$kind.service" waymark-wall@wallboard.service
act systemctl restart "waymark-kiosk-$kind.service"
# Waits until the wall shows something.
act systemctl start waymark-wall@wallboard.service
# From now on its power may be cut.
act sync
[ "$dry" = 1 ] || printf "This PC is a wall now. Its log: journalctl -u 'waymark-*'\n"
