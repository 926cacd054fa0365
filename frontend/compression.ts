// Beside each built text file its .gz and .br: the web process sends them as they are.
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Plugin } from "vite";

const TEXT = /\.(css|js|svg)$/;

export const compression = (): Plugin => ({
  name: "compression",
  enforce: "post",
  generateBundle(_options, bundle) {
    for (const [fileName, file] of Object.entries(bundle)) {
      if (!TEXT.test(fileName)) continue;
      const source = Buffer.from(file.type === "chunk" ? file.code : file.source);
      const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
      this.emitFile({ type: "asset", fileName: `${fileName}.gz`, source: gzipSync(source, { level: 9 }) });
      this.emitFile({ type: "asset", fileName: `${fileName}.br`, source: brotliCompressSync(source, quality) });
    }
  },
});
