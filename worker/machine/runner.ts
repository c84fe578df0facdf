import { paths } from './paths.ts'
import { setupSteps } from './report.ts'

/** A step that failed this often in a row ends the setup with `gave_up`; together with the pauses that is 10 to 60 minutes. */
export const maxAttempts = 8

/** The longest that one step may take; npm on a slow disk took 5 minutes at worst. */
const stepSeconds = 1200

/**
 * Runs the steps that have no stamp, in order, as `openclaw-setup.service`. A stamp holds the digest of what the
 * document wrote, so a repeated delivery does nothing again and a changed one does everything again; each step is safe
 * to repeat. Attempts are counted on disk before the step starts, so that a machine that falls over counts too.
 */
export const runScript = `#!/bin/bash
set -u
umask 077
setup=${paths.setup}
state=${paths.state}
steps='${setupSteps.join(' ')}'
mkdir -p "$state/stamps" "$state/attempts" "$state/logs" "$state/reports"

digest() { xargs --arg-file="$setup/inputs" cat | sha256sum | cut --delimiter=' ' --fields=1; }
now_ms() { date +%s%3N; }
stamped() { [ "$(cat "$state/stamps/$1" 2>/dev/null)" = "$(digest)" ]; }
report() { python3 "$setup/report.py" queue "$@" || echo "could not queue the report of $1" >&2; }

keep() {
  printf '%s\\n' "$2" >"$1.new"
  sync "$1.new"
  mv "$1.new" "$1"
}

give_up() {
  report "$1" gave_up "$2" "$3" "$state/logs/$1"
  touch "$state/gave_up" "$state/finished"
  exit 0
}

run_step() {
  local step=$1 attempt begin elapsed wanted
  attempt=$(($(cat "$state/attempts/$step" 2>/dev/null || echo 0) + 1))
  if ((attempt > ${maxAttempts})); then give_up "$step" ${maxAttempts} 0; fi
  keep "$state/attempts/$step" "$attempt"
  report "$step" started "$attempt" 0
  begin=$(now_ms)
  wanted=$(digest)
  timeout --kill-after=30 ${stepSeconds} bash "$setup/steps/$step" >"$state/logs/$step" 2>&1 </dev/null
  local code=$?
  elapsed=$(($(now_ms) - begin))
  if ((code == 0)); then
    keep "$state/stamps/$step" "$wanted"
    report "$step" done "$attempt" "$elapsed"
    return
  fi
  echo "exit code $code" >>"$state/logs/$step"
  if ((attempt >= ${maxAttempts})); then give_up "$step" "$attempt" "$elapsed"; fi
  report "$step" failed "$attempt" "$elapsed" "$state/logs/$step"
  sleep $((attempt < 6 ? attempt * 5 : 30))
}

# "OpenClaw 2026.9.6 (eb377ac)" in this version's own words.
version() { HOME=/root openclaw --version | sed -nE '1s/^[^0-9]*([0-9][^ ]*).*/\\1/p'; }

all_stamped() {
  local step
  for step in $steps; do stamped "$step" || return 1; done
}

if [ -e "$state/gave_up" ]; then exit 0; fi
if [ "$(cat "$state/completed" 2>/dev/null)" = "$(digest)" ]; then exit 0; fi
if [ ! -s "$state/begun" ]; then keep "$state/begun" "$(now_ms)"; fi
until all_stamped; do
  for step in $steps; do
    while ! stamped "$step"; do run_step "$step"; done
  done
done
report complete done 1 $(($(now_ms) - $(cat "$state/begun"))) '' "$(version)"
keep "$state/completed" "$(digest)"
rm -rf "$state/attempts"
touch "$state/finished"
`

/**
 * What the document runs, at each delivery: fresh attempts, and the two units started, now and at every boot. cloud-init
 * made the folders as closed as the delivery's umask; Caddy and apt read their files without being root.
 */
export const beginScript = `#!/bin/bash
set -eu
state=${paths.state}
mkdir -p "$state"
rm -rf "$state/attempts" "$state/gave_up" "$state/completed" "$state/begun" "$state/finished"
chmod 0755 ${paths.config} /etc/apt/apt.conf.d /etc/ssh/sshd_config.d /etc/systemd/journald.conf.d /etc/systemd/system/*.service.d
systemctl daemon-reload
systemctl enable openclaw-setup.service openclaw-reports.service
systemctl start --no-block openclaw-setup.service openclaw-reports.service
`
