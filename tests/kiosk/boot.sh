#!/usr/bin/env bash
# Makes a bare Debian 12 in a virtual machine a wall, as docs/kiosk.md says, cuts its power, and
# looks whether it is still one. Not part of ./run tests: it wants root, Debian's mirror and a
# quarter of an hour.
#   apt-get install qemu-system-x86 mmdebstrap socat openssh-client netpbm
#   ./run build && sudo tests/kiosk/boot.sh [--wayland] FOLDER
# FOLDER keeps the machine and the pictures of its screen. ACCEL=kvm where that works.
set -euo pipefail
source=$(cd "$(dirname "$(readlink -f "$0")")/../.." && pwd)
bin=$source/build/release/bin
options=()
if [ "${1:-}" = --wayland ]; then
    options=(--wayland)
    shift
fi
[ $# = 1 ] || { sed -n '2,7s/^# *//p' "$0"; exit 78; }
mkdir -p "$1"
cd "$1"
port=8931 ssh_port=2231
running=() machine=

say() { printf '%(%T)T %s\n' -1 "$*"; }
die() { say "FAILED: $*"; exit 1; }
end_all() {
    local pid
    for pid in $machine "${running[@]}"; do
        kill -KILL "$pid" 2>/dev/null || true
    done
}
trap end_all EXIT

make_image() {
    [ -f key ] || ssh-keygen -q -t ed25519 -N '' -f key
    # shellcheck disable=SC2016 # $1 is of the hook
    mmdebstrap --quiet --variant=standard --components=main \
        --include=linux-image-amd64,systemd-sysv,dbus,udev,ifupdown,isc-dhcp-client,openssh-server \
        --customize-hook='printf "wallpc\n" >"$1/etc/hostname"' \
        --customize-hook='printf "auto eth0\niface eth0 inet dhcp\n" >"$1/etc/network/interfaces"' \
        --customize-hook='printf "/dev/vda / ext4 errors=remount-ro 0 1\n" >"$1/etc/fstab"' \
        --customize-hook='mkdir -p -m 700 "$1/root/.ssh"' \
        --customize-hook='copy-in key.pub /root/.ssh' \
        --customize-hook='mv "$1/root/.ssh/key.pub" "$1/root/.ssh/authorized_keys"' \
        bookworm root.tar
    rm -rf root
    mkdir root
    tar -xf root.tar -C root --exclude='./dev/*'
    cp root/boot/vmlinuz-* vmlinuz
    cp root/boot/initrd.img-* initrd
    truncate -s 6G bare.part
    mke2fs -q -t ext4 -d root bare.part
    mv bare.part bare.img
    rm -rf root root.tar
}

power_on() {
    rm -f monitor
    qemu-system-x86_64 -accel "${ACCEL:-tcg,thread=multi}" -cpu max -m 2048 -smp 2 -no-reboot \
        -kernel vmlinuz -initrd initrd -append "root=/dev/vda rw quiet net.ifnames=0" \
        -drive file=disk.img,if=virtio,format=raw -display none -serial none \
        -netdev "user,id=net,hostfwd=tcp:127.0.0.1:$ssh_port-:22" \
        -device virtio-net-pci,netdev=net -device virtio-vga,xres=1920,yres=1080 \
        -monitor unix:monitor,server=on,wait=off >qemu.log 2>&1 &
    machine=$!
}
power_off() {
    kill -KILL "$machine"
    wait "$machine" 2>/dev/null || true
    machine=
}

on_it() { # command
    timeout "${limit:-30}" ssh -q -i key -p "$ssh_port" -o StrictHostKeyChecking=no \
        -o UserKnownHostsFile=/dev/null -o ConnectTimeout=5 root@127.0.0.1 "$@"
}
until_true() { # what, seconds, command...
    local what=$1 end=$((SECONDS + $2))
    shift 2
    until "$@" >/dev/null 2>&1; do
        [ "$SECONDS" -lt "$end" ] || die "$what"
        sleep 2
    done
    say "ok: $what"
}

# A board has thousands of colours, a wall without one some hundreds, a console a few.
picture() { # name
    rm -f screen.ppm
    (echo "screendump screen.ppm"; sleep 1) | socat - unix-connect:monitor >/dev/null
    pnmtopng -quiet screen.ppm >"$1.png" 2>/dev/null
    [ "$(ppmhist -noheader screen.ppm 2>/dev/null | wc -l)" -ge 1500 ]
}
wall='waymark-wall@wallboard'
shows() { on_it systemctl is-active --quiet "$wall" && picture "$1"; }
another_main() { # unit, process before
    local now
    now=$(on_it systemctl show -p MainPID --value "$1")
    [ "$now" != "$2" ] && [ "$now" != 0 ]
}
killed() { # unit
    local before
    before=$(on_it systemctl show -p MainPID --value "$1")
    on_it kill -KILL "$before"
    until_true "$1 is started again after kill -9" 60 another_main "$1" "$before"
    until_true "the wall is back" 60 shows "after-$1"
}

[ -f bare.img ] || { say "making a bare Debian 12"; make_image; }
cp --sparse=always bare.img disk.img
"$bin/waymark-server" --desk "$source/assets/desks/service-desk" --data data \
    --listen "127.0.0.1:$port" --host 10.0.2.2 >server.log 2>&1 &
running+=($!)
"$bin/waymark-demo" --server "http://127.0.0.1:$port" --state-file demo.json >demo.log 2>&1 &
running+=($!)

power_on
until_true "the bare PC is up" 300 on_it true
rm -rf out
DESTDIR=out cmake --install "$source/build/release" --prefix /usr >/dev/null
tar -C out --owner=0 --group=0 -czf - usr | limit=60 on_it tar -C / --no-overwrite-dir -xzf -
# cage's OpenGL wants a graphics card.
[ ${#options[@]} = 0 ] || on_it 'mkdir /etc/systemd/system/waymark-kiosk-wayland.service.d
    printf "[Service]\nEnvironment=WLR_RENDERER=pixman\n" \
        >/etc/systemd/system/waymark-kiosk-wayland.service.d/software.conf'
say "install.sh ${options[*]}"
limit=900 on_it /usr/share/waymark/kiosk/install.sh --server "http://10.0.2.2:$port" \
    "${options[@]}" >install.log 2>&1 || die "install.sh; see install.log"
until_true "the PC is a wall" 60 shows installed
sleep 5 # the last board is on its way to the disk
power_off
say "its power was cut, and is back"
power_on
until_true "it boots into the wall" 300 shows booted
killed "$wall"
display=$(on_it 'systemctl list-units --plain --no-legend --state=active "waymark-kiosk-x11.service" "waymark-kiosk-wayland.service" | cut -d" " -f1')
killed "${display%.service}"
on_it 'echo off >/sys/class/drm/card0-Virtual-1/status; udevadm trigger --action=change /sys/class/drm/card0'
sleep 5
on_it 'echo detect >/sys/class/drm/card0-Virtual-1/status; udevadm trigger --action=change /sys/class/drm/card0'
until_true "the monitor was unplugged and is back" 60 shows replugged
power_off
kill "${running[0]}"
power_on
until_true "without a server it boots into the last board" 300 shows no-server
on_it "journalctl -b -u 'waymark-*'" >journal.log
say "Look at the pictures in $PWD."
