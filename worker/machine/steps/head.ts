import { paths } from '../paths.ts'

/**
 * How each step begins. A step is a process of its own, never a function that is called inside `if`: bash ignores
 * `set -e` there, and a failed download would go on to the next line.
 */
export const stepHead = `#!/bin/bash
set -euo pipefail
umask 022
export HOME=/root DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=a LC_ALL=C.UTF-8
. ${paths.setup}/settings
`

/** `wait_for URL SECONDS UNIT`: until the address answers `"ok":true`; says what the unit wrote when it doesn't. */
export const waitFor = `
wait_for() {
  local deadline=$((SECONDS + $2)) body
  while true; do
    body=$(curl --silent --show-error --fail --max-time 5 "$1" 2>&1) && [[ $body == *'"ok":true'* ]] && return 0
    if ((SECONDS >= deadline)) || systemctl is-failed --quiet "$3"; then
      journalctl --unit="$3" --lines=25 --no-pager --output=cat || true
      echo "no good answer from $1 after $((SECONDS + $2 - deadline)) seconds: $body"
      return 1
    fi
    sleep 0.3
  done
}
`
