import { stepHead } from './head.ts'

/**
 * Debian's part: room to work in, packages, time, swap, upgrades. `apt-get update` succeeds on an unreachable mirror
 * unless it is told not to. Caddy is masked while it is installed, or its package would start it at once and ask for
 * a certificate before anything is behind it.
 */
export const systemStep = `${stepHead}
memory_mb=$(awk '/^MemTotal:/ { print int($2 / 1024) }' /proc/meminfo)
if ((memory_mb < 1800)); then
  echo "this machine has $memory_mb MB of memory; OpenClaw needs 2 GB"
  exit 1
fi
free_mb=$(df --output=avail --block-size=1M / | tail -n 1)
if ((free_mb < 3000)) && [ ! -e /usr/local/bin/openclaw ]; then
  echo "this machine has $free_mb MB of free disk; the setup needs 3000 MB"
  exit 1
fi

# The first boot's own update must not hold the package lists; the timers come back below or at the next boot.
systemctl stop apt-daily.timer apt-daily-upgrade.timer 2>/dev/null || true
dpkg --configure -a
apt=(apt-get --quiet --assume-yes -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 -o Dpkg::Use-Pty=0
  -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold)
"\${apt[@]}" -o APT::Update::Error-Mode=any update
if [ "$(dpkg-query --show --showformat='\${db:Status-Status}' caddy 2>/dev/null)" != installed ]; then
  systemctl mask caddy.service
fi
"\${apt[@]}" --fix-broken install
"\${apt[@]}" install --no-install-recommends ca-certificates curl caddy nftables unattended-upgrades
systemctl start apt-daily.timer apt-daily-upgrade.timer 2>/dev/null || true

# A device's signature carries the time; a container can't set it.
timedatectl set-ntp true 2>/dev/null || true
systemctl try-restart systemd-journald.service || true

if ((memory_mb < 4096)) && ! grep --quiet ^/swapfile /proc/swaps; then
  if { [ -s /swapfile ] || fallocate --length 2G /swapfile; } && chmod 600 /swapfile &&
    mkswap --quiet /swapfile && swapon /swapfile; then
    grep --quiet ^/swapfile /etc/fstab || echo '/swapfile none swap sw 0 0' >>/etc/fstab
  else
    rm -f /swapfile
    echo 'no swap: this machine does not allow it'
  fi
fi

# Keys only; checked before sshd is asked to take it, since it is the one way in.
if sshd -t; then systemctl try-reload-or-restart ssh.service; fi
`
