import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { noteBundledPackages } from './electron/dev/components/bundled.ts';

/**
 * The shell's three bundles. Their targets are those of the older of the two Electrons that this program runs on (33: Node 20.18, Chromium 130).
 * Everything is bundled, so the archive holds `out/` and no node_modules. The engine, which is plain Node, is built apart: see electron/dev/build/engine.ts.
 */
export default defineConfig({
  main: {
    plugins: [noteBundledPackages('main')],
    build: {
      outDir: 'out/main',
      target: 'node20.18',
      externalizeDeps: false,
      rollupOptions: { input: { index: 'electron/main/index.ts' } },
    },
  },
  preload: {
    plugins: [noteBundledPackages('preload')],
    build: {
      outDir: 'out/preload',
      target: 'node20.18',
      externalizeDeps: false,
      // A sandboxed preload script can only be CommonJS.
      rollupOptions: { input: { index: 'electron/preload/index.ts' }, output: { format: 'cjs', entryFileNames: '[name].cjs' } },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [react(), noteBundledPackages('renderer')],
    // The placeholder is replaced with a fresh nonce each time the page is served: electron/main/protocol.ts.
    html: { cspNonce: '__STYLE_NONCE__' },
    build: {
      outDir: 'out/renderer',
      target: 'chrome130',
      // Less to read and to parse at every start (bench `start`).
      minify: true,
      // Pictures and fonts stay files of their own, so that the page's policy can name where they come from.
      assetsInlineLimit: 0,
      rollupOptions: { input: { index: 'renderer/index.html' } },
    },
  },
});
