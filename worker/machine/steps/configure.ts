import { paths } from '../paths.ts'
import { stepHead } from './head.ts'

/**
 * The unprivileged user and OpenClaw's own configuration. The file is laid down only when the document brought another
 * one than last time: from then on it belongs to the owner, who may have changed it.
 */
export const configureStep = `${stepHead}
id openclaw >/dev/null 2>&1 || useradd --system --user-group --create-home --home-dir ${paths.home} --shell /bin/bash openclaw
install --directory --owner=openclaw --group=openclaw --mode=0700 ${paths.home} ${paths.home}/.openclaw
chmod 0600 ${paths.config}/openclaw.env ${paths.config}/openclaw.json

given=${paths.state}/openclaw.json.given
if ! cmp --silent ${paths.config}/openclaw.json "$given"; then
  install --owner=openclaw --group=openclaw --mode=0600 ${paths.config}/openclaw.json ${paths.home}/.openclaw/openclaw.json
fi
(
  set -a
  . ${paths.config}/openclaw.env
  HOME=${paths.home}
  cd ${paths.home}
  exec runuser --user openclaw -- openclaw config validate
)
install --mode=0600 ${paths.config}/openclaw.json "$given"
`
