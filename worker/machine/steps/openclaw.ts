import { stepHead } from './head.ts'

/**
 * OpenClaw at the pinned version, owned by root, so that the agent can't change its own program. npm's cache survives
 * a failed try: the next one downloads only what is missing.
 */
export const openclawStep = `${stepHead}
target=/opt/openclaw/openclaw-$OPENCLAW_VERSION
if [ ! -e "$target/.complete" ]; then
  rm -rf "$target"
  npm install --global --prefix "$target" --registry "$NPM_REGISTRY" --cache /var/cache/openclaw-npm \\
    --no-fund --no-audit --no-update-notifier --loglevel=error --allow-scripts=openclaw \\
    "openclaw@$OPENCLAW_VERSION"
  if [ -e "$target/lib/node_modules/openclaw/.openclaw-lifecycle-pending" ]; then
    echo 'the scripts of the openclaw package did not run'
    exit 1
  fi
  touch "$target/.complete"
  rm -rf /var/cache/openclaw-npm
fi
ln --symbolic --force --no-dereference "$target/bin/openclaw" /usr/local/bin/openclaw
version=$(openclaw --version)
case " $version " in
  *" $OPENCLAW_VERSION "*) echo "$version" ;;
  *)
    echo "openclaw says that it is $version"
    exit 1
    ;;
esac
`
