// One SVG sprite of the Tabler icons that pages name with {% icon "..." %}; the rest stays out.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

// Left: the name a template uses. Right: the icon in @tabler/icons.
const ICONS: Record<string, string> = {
  alert: "alert-triangle",
  arrow: "arrow-right",
  back: "arrow-left",
  bell: "bell",
  box: "box",
  building: "building",
  calendar: "calendar-event",
  camera: "camera",
  cancel: "circle-x",
  chart: "chart-bar",
  check: "check",
  checklist: "list-check",
  chevron: "chevron-right",
  clipboard: "clipboard-list",
  clock: "clock-hour-4",
  contract: "file-certificate",
  device: "device-desktop-cog",
  download: "download",
  edit: "edit",
  external: "external-link",
  file: "file-text",
  globe: "language",
  headset: "headset",
  home: "home",
  info: "info-circle",
  key: "key",
  logout: "logout",
  mail: "mail",
  map: "map-pin",
  menu: "menu-2",
  message: "message",
  money: "currency-yuan",
  package: "package",
  pause: "player-pause",
  phone: "phone",
  photo: "photo",
  plus: "plus",
  print: "printer",
  qr: "qrcode",
  question: "help-circle",
  refresh: "refresh",
  route: "route",
  search: "search",
  settings: "settings",
  shield: "shield-check",
  signature: "signature",
  star: "star",
  switch: "arrows-diff",
  tool: "tool",
  trash: "trash",
  truck: "truck-delivery",
  upload: "upload",
  user: "user",
  users: "users",
};

const drawing = (icon: string): string => {
  const path = import.meta.resolve(`@tabler/icons/outline/${icon}.svg`);
  const svg = readFileSync(fileURLToPath(path), "utf8");
  return svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>")).trim();
};

const sprite = (): string => {
  const symbols = Object.entries(ICONS).map(
    ([name, icon]) => `<symbol id="${name}" viewBox="0 0 24 24">${drawing(icon)}</symbol>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`;
};

export const iconSprite = (): Plugin => ({
  name: "icon-sprite",
  generateBundle() {
    this.emitFile({ type: "asset", name: "icons.svg", originalFileName: "icons.svg", source: sprite() });
  },
});
