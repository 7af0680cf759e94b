#!/usr/bin/env bash
# Follows docs/operating.md, "From a bare Debian to a service", word for word in a new Debian with a systemd of its own,
# and tries what only systemd can show. The packages come from where this machine's come from; afterwards the new Debian
# has no network but its loopback. Takes root, Debian's debootstrap and systemd-container, 2 GB and some five minutes.
#   sudo deploy/try.sh [FOLDER]        in a folder that does not exist yet; it is removed in the end
set -euo pipefail
cd "$(dirname "$0")/.."
root=${1:-/var/tmp/smart-tokyo-try}
[ ! -e "$root" ] || { echo "$root is there already; name a folder that is not" >&2; exit 2; }
leader=

step() {  # the commands of a step, with the names of this trial; what is edited by hand stays as it is
  python3 - "$1" <<'END'
import re, sys
from pathlib import Path
text = Path("docs/operating.md").read_text("utf-8")
part = text[text.index("## From a bare Debian") : text.index("### Day by day")]
body = part.split(f"**{sys.argv[1]}. ")[1].split(f"**{int(sys.argv[1]) + 1}. ")[0]
commands = "".join(re.findall(r"```sh\n(.*?)```", body, re.S))
assert commands, f"step {sys.argv[1]} has nothing to type"
for said, here in {
    "ADDRESS-OF-THE-REPOSITORY": "/srv/repository", "PUBLIC-NAME": "www.city.test", "STAFF-NAME": "staff.city.test",
    "PROVIDER/": "id.city.test/", "FROM-THE-PROVIDER": "x", "apt-get install": "apt-get install --yes",
}.items():
    commands = commands.replace(said, here)
print("set -euo pipefail; export DEBIAN_FRONTEND=noninteractive")
print(re.sub(r"^nano .*$", "", commands, flags=re.M))
END
}
inside() { nsenter --target "$leader" --mount --uts --ipc --net --pid env -i PATH=/usr/sbin:/usr/bin HOME=/root bash -c "$1"; }
follow() { step "$1" > "$root/root/step"; echo "== step $1"; inside "cd /opt/smart-tokyo && . /root/step"; }
is() { [ "$2" = "$3" ] || { echo "FAILED: $1: $2 instead of $3" >&2; exit 1; }; echo "ok: $1"; }
finish() {
  if [ -n "$leader" ]; then inside "systemctl poweroff --force" || true; wait || true; fi
  rm -rf --one-file-system "$root"
}
trap finish EXIT

debootstrap --variant=minbase --include=systemd,systemd-sysv,dbus,ca-certificates bookworm "$root" > /dev/null
cp --dereference /etc/resolv.conf /etc/hosts "$root/etc/"
cp --no-clobber /etc/apt/apt.conf.d/* "$root/etc/apt/apt.conf.d/"
cp /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
[ ! -e /etc/pip.conf ] || cp /etc/pip.conf "$root/etc/"
git clone --quiet --bare . "$root/srv/repository"
step 1 > "$root/root/step"
echo "== step 1"
systemd-nspawn --quiet --register=no --keep-unit -D "$root" bash /root/step > "$root/root/step1.log" \
  || { tail "$root/root/step1.log" >&2; exit 1; }

systemd-nspawn --quiet --register=no --keep-unit -D "$root" --boot --private-network > /dev/null &
until leader=$(pgrep --parent $!); do sleep 0.1; done
until inside "systemctl is-active --quiet multi-user.target" 2> /dev/null; do sleep 0.5; done
for number in 2 3 4 5 6 7; do follow $number; done

public="--resolve www.city.test:443:127.0.0.1 https://www.city.test/smart-tokyo"
staff="--resolve staff.city.test:443:127.0.0.1 https://staff.city.test"
code() { inside "curl -sk -o /dev/null -w '%{http_code}' $1"; }
is "the public view" "$(code "$public/")" 200
is "the internal view" "$(code "$staff/")" 200
is "the internal view while it is started anew" \
  "$(inside "systemctl restart --no-block smart-tokyo-internal-view; sleep 0.5; curl -sk -o /dev/null -w '%{http_code}' $staff/")" 200
is "the internal view after a crash" \
  "$(inside "systemctl kill -s KILL smart-tokyo-internal-view; while systemctl is-active --quiet smart-tokyo-internal-view; do sleep 0.05; done; curl -sk -o /dev/null -w '%{http_code}' $staff/")" 200
is "the public view while one process after the other is restarted, and one is killed" "$(inside "
  ( while [ ! -e /root/enough ]; do curl -sk -o /dev/null -w '%{http_code}\n' $public/funding; sleep 0.2; done > /root/codes ) &
  for port in 8601 8602; do systemctl restart smart-tokyo-public@\$port || break; done
  systemctl kill -s KILL smart-tokyo-public@8601
  until curl -sf http://127.0.0.1:8601/smart-tokyo/_stcore/health > /dev/null; do sleep 0.2; done
  touch /root/enough; wait; sort -u /root/codes")" 200
is "what the public account may not read" \
  "$(inside "runuser -u smart-tokyo-public -- cat /var/lib/smart-tokyo/store/history.jsonl 2> /dev/null || echo nothing")" nothing
is "the powers of a public process" \
  "$(inside "grep -h -E '^(CapBnd|NoNewPrivs|Seccomp):' /proc/\$(systemctl show --property MainPID --value smart-tokyo-public@8601)/status" | tr -d '\n\t ')" \
  "CapBnd:0000000000000000NoNewPrivs:1Seccomp:2"
inside "systemctl stop 'smart-tokyo-public@*'"
is "the public view while nothing is up" "$(code "$public/")" 503
inside "systemctl start smart-tokyo-public@8601 smart-tokyo-public@8602"
is "the public view as soon as it is" "$(code "$public/")" 200
is "what failed" "$(inside "systemctl list-units --failed --plain --no-legend")" ""
echo "Every step worked."
