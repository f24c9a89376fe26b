#!/usr/bin/env bash
# Packs the extension, with the server for the machine it is packed on, into vires-PLATFORM.vsix.
# VIRES_BINARY names a server that is there already; without it one is built.
set -euo pipefail
cd "$(dirname "$0")"

[ -d node_modules ] || npm ci --no-progress
binary=${VIRES_BINARY:-}
if [ -z "$binary" ]; then
  cargo build --release --locked --package vires-cli
  binary=${CARGO_TARGET_DIR:-../../target}/release/vires
  [ -f "$binary" ] || binary=$binary.exe
fi
target=$(node -p '`${process.platform}-${process.arch}`')

rm -rf server && mkdir server
cp "$binary" server/
# Names of functions for debuggers are most of the size.
if command -v strip >/dev/null; then strip "server/$(basename "$binary")"; fi
cat ../../LICENSE-MIT <(printf '\n----\n\n') ../../LICENSE-APACHE >LICENSE.txt
npm run --silent build
npx vsce package --no-dependencies --allow-missing-repository --target "$target" --out "vires-$target.vsix"
