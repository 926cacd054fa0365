#!/usr/bin/env bash
# Makes sure of a Chinese font for PDF reports: the machine's, else Debian's, else one from npm.
set -euo pipefail
. scripts/apt.sh
mkdir -p var/fonts
installed() { ls /usr/share/fonts/opentype/noto/NotoSansCJK-*.ttc >/dev/null 2>&1; }
if installed || { echo "Installing a Chinese font …"; apt_install fonts-noto-cjk && installed; }; then
  exit 0
fi
export PATH="$PATH:$PWD/.venv/bin"
package=@expo-google-fonts/noto-sans-sc@0.4.3
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
if npm pack --silent --pack-destination "$folder" "$package" >/dev/null; then
  tar -xzf "$folder"/*.tgz -C "$folder"
  find "$folder" \( -name 'NotoSansSC_400Regular.ttf' -o -name 'NotoSansSC_700Bold.ttf' \) \
    -exec cp {} var/fonts/ \;
fi
if ! ls var/fonts/*.ttf >/dev/null 2>&1; then
  echo "No Chinese font could be installed: PDF reports would show boxes." >&2
  echo "Put a Chinese TTF or OTF into var/fonts and try again." >&2
  exit 1
fi
