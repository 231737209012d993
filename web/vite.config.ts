import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** Where `make web` finds the program. */
const SERVER = process.env['JOBWRIGHT_URL'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  base: '/app/',
  plugins: [react()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  // The folder `dist` itself is in the repository, so that the program compiles without the pages.
  build: { outDir: 'dist/app', emptyOutDir: true, modulePreload: { polyfill: false }, assetsInlineLimit: 0, manifest: true },
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
