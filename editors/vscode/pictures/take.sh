#!/usr/bin/env bash
# Takes the pictures in docs/pictures from a real VS Code, served to a headless browser.
# Wants Node 20, a C++ compiler, Chromium (`apt-get install chromium`), and a package that was packed by ../package.sh.
set -euo pipefail
cd "$(dirname "$0")"
work=${VIRES_PICTURES_WORK:-$PWD/../out/pictures}
mkdir -p "$work"

if [ ! -e "$work/ready" ]; then
  (
    cd "$work"
    npm install --ignore-scripts --no-audit --no-fund code-server@4.100.3 puppeteer-core@24.43.1
    cd node_modules/code-server/lib/vscode
    npm install --omit=dev --ignore-scripts --no-audit --no-fund
    (cd extensions && npm install --omit=dev --ignore-scripts --no-audit --no-fund)
    # Headers of the installed Node, so that none are fetched.
    export npm_config_nodedir=/usr npm_config_yes=true
    for module in @vscode/spdlog native-watchdog node-pty; do npm rebuild "$module"; done
    cd "$work"
    npm rebuild argon2
    touch ready
  )
fi
node take.mjs "$work"
