import * as z from 'zod/mini'
import { gatewayPort, paths } from './paths.ts'
import { shellWord } from './quote.ts'

/** Runs a script as root, whether the login is the image's default user (which may use sudo) or root. */
function asRoot(script: string): string {
  const word = shellWord(`set -eu\numask 077\n${script}`)
  return `if [ "$(id -u)" = 0 ]; then exec sh -c ${word}; else exec sudo -n sh -c ${word}; fi`
}

/**
 * Takes the document on standard input and lets the machine's own cloud-init carry it out: checked first, since
 * cloud-init runs a broken document as an empty one and calls that a success; then the three modules that it uses. The
 * spelling of `--file` moved between the versions of Debian 12 and 13. Prints `delivered`; exit code 64 means that the
 * document is broken, 70 that cloud-init failed. The copy lives in memory and is deleted.
 */
export const deliverCommand = asRoot(`document=$(mktemp /run/openclaw-document.XXXXXX)
trap 'rm -f "$document"' EXIT
cat >"$document"
timeout 180 cloud-init status --wait >/dev/null 2>&1 || true
cloud-init schema --config-file "$document" >/dev/null 2>&1 || exit 64
case $(cloud-init single --help 2>&1) in
  *--file*) single() { cloud-init single --file "$document" --name "$1" --frequency always; } ;;
  *) single() { cloud-init --file "$document" single --name "$1" --frequency always; } ;;
esac
for module in write_files runcmd scripts_user; do
  single "$module" >/dev/null 2>&1 </dev/null || exit 70
done
systemctl is-enabled --quiet openclaw-setup.service || exit 70
echo delivered`)

/** Restarts the gateway and waits until it answers; exit code 75 when it doesn't within four minutes. Prints `restarted`. */
export const restartCommand = asRoot(`systemctl reset-failed openclaw.service 2>/dev/null || true
timeout 120 systemctl restart openclaw.service
end=$(($(date +%s) + 240))
until curl --silent --fail --max-time 5 --output /dev/null http://127.0.0.1:${gatewayPort}/startupz; do
  [ "$(date +%s)" -lt "$end" ] || exit 75
  sleep 0.5
done
echo restarted`)

/** Mints a one-time sign-in for the Control UI; its output is for `parseLaunch` and for nobody's log. */
export const launchCommand = asRoot(`set -a
. ${paths.config}/openclaw.env
set +a
HOME=${paths.home}
cd ${paths.home}
exec timeout 110 runuser --user openclaw -- openclaw dashboard --json`)

const launchOutput = z.object({ browserUrl: z.url(), browserBootstrapExpiresAtMs: z.number() })

/** What `launchCommand` printed: a sign-in that works once, for ten minutes. Throws without repeating the output. */
export function parseLaunch(stdout: string): { bootstrapToken: string; expiresAtMs: number } {
  try {
    const printed = launchOutput.parse(JSON.parse(stdout.slice(stdout.indexOf('{'))))
    // The address is the machine's own loopback; only the one-time token in its fragment is of use outside.
    const bootstrapToken = new URLSearchParams(new URL(printed.browserUrl).hash.slice(1)).get('bootstrapToken')
    if (bootstrapToken) return { bootstrapToken, expiresAtMs: printed.browserBootstrapExpiresAtMs }
  } catch {
    // Said below: what was printed may hold the token.
  }
  throw new Error('the machine printed no sign-in')
}

/** Removes one public key from the logins of the machine; harmless when it is gone already. Prints `removed`. */
export function removeKeyCommand(publicKey: string): string {
  const blob = publicKey.split(' ')[1]
  if (!blob || !/^[A-Za-z0-9+/=]+$/.test(blob)) throw new Error('not a public key line')
  return asRoot(`for file in /root/.ssh/authorized_keys /home/*/.ssh/authorized_keys; do
  if [ -f "$file" ]; then sed -i '\\#${blob.replaceAll('+', '[+]')}#d' "$file"; fi
done
echo removed`)
}
