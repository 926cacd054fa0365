#!/usr/bin/env bash
# Makes sure of Chromium and a Chinese font for it. Without them the journeys say why they skip.
set -euo pipefail
. scripts/apt.sh
wanted=()
command -v chromium >/dev/null || command -v google-chrome >/dev/null || wanted+=(chromium)
ls /usr/share/fonts/opentype/noto/NotoSansCJK-*.ttc >/dev/null 2>&1 || wanted+=(fonts-noto-cjk)
[ ${#wanted[@]} = 0 ] && exit 0
echo "Installing ${wanted[*]} …"
apt_install "${wanted[@]}" ||
  echo "Cannot install ${wanted[*]} here: tests in a browser will be skipped. Install them by hand." >&2
