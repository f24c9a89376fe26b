#!/usr/bin/env bash
# The editors at work: grammars against the compiler, the VS Code extension, its package, and sessions in Node, Neovim and
# Emacs with the language server. Run by .ci/run after the Rust tests. A missing tool is an error; `--install` gets all
# of them from Debian and npm.
set -euo pipefail
cd "$(dirname "$0")/.."

step() { printf '\n=== %s\n' "$*"; }

if [ "${1:-}" = --install ]; then
  step 'install'
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends \
    neovim emacs-nox elpa-eglot libkf5syntaxhighlighting-tools >/dev/null
fi
missing=
for tool in cargo node npm nvim emacs kate-syntax-highlighter git; do
  command -v "$tool" >/dev/null || missing+=" $tool"
done
[ -z "$missing" ] || { echo "editors/test.sh: not installed:$missing (try --install)" >&2; exit 1; }

step 'build the server, and what the colours are held against'
# As `cargo test --workspace` builds them, so that nothing is built twice.
cargo build --locked --quiet --workspace --bin vires --example spelled
built=${CARGO_TARGET_DIR:-$PWD/target}/debug
export VIRES_SERVER=$built/vires

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

step 'VS Code: types and layout of the code'
cd editors/vscode
npm ci --no-progress --loglevel=error
npm run --silent check

step 'VS Code: grammar'
npm run --silent test:grammar

step 'VS Code: the parts that need no VS Code, and a session with the server'
npm run --silent test:units

step 'VS Code: package'
VIRES_BINARY=$VIRES_SERVER ./package.sh >"$work/package.log" || { cat "$work/package.log"; exit 1; }
node tests/package/contents.mjs
cd ../..

step 'colours of Neovim, Emacs and Kate'
mapfile -t policies < <(find policies -name '*.vires' | sort)
mkdir "$work/vi"
for policy in "${policies[@]}"; do
  cp "$policy" "$work/vi/$(dirname "$policy" | tr / -)-$(basename "$policy")"
done
# The reference has every construct of the language.
for language in en vi; do
  awk '/^```vires/ { inside = 1; next } /^```/ { inside = 0 } inside' docs/reference.md >"$work/vi/reference-$language.vires"
done
"$VIRES_SERVER" fmt --language vi "$work/vi" >/dev/null
"$VIRES_SERVER" fmt --language en "$work/vi/reference-en.vires" >/dev/null
"$built/examples/spelled" "${policies[@]}" "$work"/vi/*.vires >"$work/words.tsv"
VIRES_WORDS=$work/words.tsv timeout 600 nvim --clean --headless --cmd 'set rtp^=editors/neovim' \
  -c 'luafile editors/neovim/tests/colours.lua' 2>&1
echo
timeout 600 emacs -Q --batch -L editors/emacs -l editors/emacs/tests/colours.el "$work/words.tsv" 2>&1
timeout 600 node editors/kate/tests/colours.mjs "$work/words.tsv"

# Whoever builds without the server is told what was not tried.
if ! "$VIRES_SERVER" lsp --help >/dev/null 2>&1; then
  step 'NO SESSIONS in Neovim and Emacs: this vires has no language server'
  exit 0
fi

session() {
  rm -rf "$work/vietnam"
  cp -r policies/vietnam "$work/vietnam"
  VIRES_POLICIES=$work/vietnam timeout 600 "$@" 2>&1
}

step 'a session in Neovim'
session nvim --clean --headless --cmd 'set rtp^=editors/neovim' -c 'luafile editors/neovim/tests/session.lua'

step 'a session in Emacs'
session emacs -Q --batch -L editors/emacs -l editors/emacs/tests/session.el

step 'settings of Helix and Kate read'
python3 - <<'PYTHON'
import json, tomllib
with open('editors/helix/languages.toml', 'rb') as file:
    helix = tomllib.load(file)
assert helix['language'][0]['language-servers'] == list(helix['language-server'])
with open('editors/kate/lspclient.json', encoding='utf-8') as file:
    assert json.load(file)['servers']['vires']['command'] == ['vires', 'lsp']
PYTHON

step 'editors: all as it should be'
