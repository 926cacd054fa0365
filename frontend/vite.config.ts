import { defineConfig } from "vite";
import { compression } from "./compression.ts";
import { iconSprite } from "./icons.ts";

export default defineConfig({
  // Django serves the build under /static/build/; names carry a hash, the manifest maps them.
  base: "/static/build/",
  plugins: [iconSprite(), compression()],
  build: {
    outDir: "../src/sanbao/site/static/build",
    emptyOutDir: true,
    manifest: "manifest.json",
    assetsInlineLimit: 0,
    target: "es2022",
    // The charts' library; only pages with a chart load it.
    chunkSizeWarningLimit: 700,
    rolldownOptions: { input: ["src/app.ts", "src/chart.ts", "src/board.ts", "src/map.ts"], checks: { pluginTimings: false } },
  },
});
