#!/usr/bin/env bash
# The editors at work: grammars against the compiler, the VS Code extension, its package, and sessions in Node, Neovim and
# Emacs with the language server. Run by .ci/run after the Rust tests. A missing tool is an error; `--install` gets from
# Debian what is not there (cargo and Node 20 must be).
set -euo pipefail
cd "$(dirname "$0")/.."

step() { printf '\n=== %s\n' "$*"; }

fail() {
  echo "editors/test.sh: $*" >&2
  exit 1
}

packages=(neovim emacs-nox elpa-eglot libkf5syntaxhighlighting-tools git)
install() {
  command -v apt-get >/dev/null || fail "--install is for Debian; elsewhere install: ${packages[*]}"
  local as=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || fail '--install needs root, or sudo'
    as=(sudo)
  fi
  local apt=("${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Acquire::Retries=3 -o Dpkg::Use-Pty=0)
  local log
  log=$(mktemp)
  # An index that is out of date does no harm if everything is there already.
  "${apt[@]}" update >"$log" 2>&1 || cat "$log" >&2
  "${apt[@]}" install -y --no-install-recommends "${packages[@]}" >"$log" 2>&1 || {
    cat "$log" >&2
    fail "apt-get could not install: ${packages[*]}"
  }
  rm -f "$log"
}

case ${1:-} in
'') ;;
--install)
  step 'install'
  install
  ;;
*) fail "what is $1? There is only --install" ;;
esac

missing=
for tool in cargo cc node npm nvim emacs kate-syntax-highlighter git python3; do
  command -v "$tool" >/dev/null || missing+=" $tool"
done
[ -z "$missing" ] || fail "not installed:$missing (--install gets what Debian has)"
node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' || fail "Node 20 is needed, this is $(node --version)"

# The same everywhere: whatever the locale, the settings of git, and what else the editors of this user load.
export LC_ALL=C.UTF-8 GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
unset NVIM_APPNAME VIMINIT EMACSLOADPATH

step 'build the server, and what the colours are held against'
cargo build --locked --quiet --workspace --bin vires --example spelled
built=${CARGO_TARGET_DIR:-$PWD/target}/debug
export VIRES_SERVER=$built/vires

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Where programs keep the data of a user: the pages that explain codes are written there, and nothing of this user's.
export XDG_DATA_HOME=$work/data

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

step 'the tree-sitter grammar'
cc -shared -fPIC -O1 -Wall -Werror -Wno-unused-but-set-variable -I editors/tree-sitter/src editors/tree-sitter/src/*.c \
  -o "$work/vires.so"
VIRES_WORDS=$work/words.tsv VIRES_PARSER=$work/vires.so timeout 600 nvim --clean --headless \
  -c 'luafile editors/tree-sitter/tests/colours.lua' 2>&1
echo

step 'where Emacs puts a new line'
timeout 600 emacs -Q --batch -L editors/emacs -l editors/emacs/tests/layout.el "${policies[@]}" "$work"/vi/policies-*.vires 2>&1

step 'where Neovim puts a new line'
timeout 600 nvim --clean --headless --cmd "let g:vires_server = '$VIRES_SERVER'" --cmd 'set rtp^=editors/neovim' \
  -c 'luafile editors/neovim/tests/layout.lua' "${policies[@]}" "$work"/vi/policies-*.vires 2>&1
echo

# Whoever builds without the server is told what was not tried.
if ! "$VIRES_SERVER" lsp --help >/dev/null 2>&1; then
  step 'NO SESSIONS in Neovim and Emacs: this vires has no language server'
  exit 0
fi

session() {
  rm -rf "$work/vietnam" "$XDG_DATA_HOME"
  cp -r policies/vietnam "$work/vietnam"
  VIRES_POLICIES=$work/vietnam timeout 600 "$@" 2>&1
  echo
}

step 'a session in Neovim'
session nvim --clean --headless --cmd 'set rtp^=editors/neovim' -c 'luafile editors/neovim/tests/session.lua'

step 'a session in Emacs'
session emacs -Q --batch -L editors/emacs -l editors/emacs/tests/session.el

step 'Emacs compiles its mode without a word'
cp editors/emacs/*.el "$work"
emacs -Q --batch -L "$work" --eval '(setq byte-compile-error-on-warn t)' -f batch-byte-compile "$work"/vires-keywords.el "$work"/vires-mode.el 2>&1

step 'settings of Helix and Kate read'
python3 - <<'PYTHON'
import json, tomllib
with open('editors/helix/languages.toml', 'rb') as file:
    helix = tomllib.load(file)
# Helix refuses all of a file for one key that it does not know.
keys = {
    'language': {
        'name': str, 'language-id': str, 'scope': str, 'file-types': list, 'shebangs': list, 'roots': list,
        'comment-token': str, 'comment-tokens': list, 'indent': dict, 'language-servers': list, 'auto-format': bool,
        'injection-regex': str, 'grammar': str, 'formatter': dict, 'rulers': list, 'text-width': int,
        'soft-wrap': dict, 'diagnostic-severity': str, 'workspace-lsp-roots': list,
    },
    'language-server': {
        'command': str, 'args': list, 'config': dict, 'environment': dict, 'timeout': int,
        'required-root-patterns': list,
    },
}
assert set(helix) <= set(keys), set(helix)
[language, markdown], [(server, how)] = helix['language'], helix['language-server'].items()
for section, own in ('language', language), ('language', markdown), ('language-server', how):
    for key, value in own.items():
        assert isinstance(value, keys[section].get(key, ())), f'Helix knows no {section}.{key} = {value!r}'
assert {'name', 'scope', 'file-types', 'roots', 'language-servers'} <= set(language)
assert set(language['indent']) == {'tab-width', 'unit'} and language['indent']['unit'] == ' ' * language['indent']['tab-width']
assert markdown['name'] == 'markdown' and markdown['language-servers'][-1] == server
assert language['language-servers'] == [server] and [how['command'], *how['args']] == ['vires', 'lsp']
with open('editors/kate/lspclient.json', encoding='utf-8') as file:
    kate = json.load(file)['servers']
# Kate starts one server for a document: the entry it has for Markdown itself has to lead to ours.
assert kate['vires']['command'] == ['vires', 'lsp'] and kate['markdown']['use'] == 'vires'
PYTHON

step 'editors: all as it should be'
