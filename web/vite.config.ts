import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { preloadFirstPages } from './preload';

/** Where `make web` finds the program. */
const SERVER = process.env['JOBWRIGHT_URL'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  base: '/app/',
  plugins: [react(), preloadFirstPages()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  // The folder `dist` itself is in the repository, so that the program compiles without the pages.
  build: {
    outDir: 'dist/app',
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    manifest: true,
    // A file for each module that pages share would be eighty requests: what every page needs is one file, and what some
    // share is a few.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'every', tags: ['$initial'], priority: 2 },
            { name: 'some', test: /\.[jt]sx?$/, minShareCount: 2, entriesAware: true, entriesAwareMergeThreshold: 3_000 },
          ],
        },
      },
    },
  },
  server: {
    port: 5173,
    strictPort: true,
    // The host stays: the server accepts cookies from pages of its own host only.
    proxy: Object.fromEntries(
      ['/api', '/auth', '/files', '/readyz', '/healthz'].map((path) => [path, { target: SERVER, changeOrigin: false }]).concat([
        ['/ws', { target: SERVER, ws: true, changeOrigin: false }],
      ] as never),
    ),
  },
  test: { include: ['src/**/*.test.ts'] },
});
