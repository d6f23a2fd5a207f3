import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

// biome-ignore lint/style/noDefaultExport: Vite wants it.
export default defineConfig({
  plugins: [
    react(),
    VitePWA({
      strategies: 'generateSW',
      registerType: 'autoUpdate',
      injectRegister: false,
      workbox: {
        // The gateway's answers vary by what is accepted: only the way of all other pages finds the one for `/` again.
        directoryIndex: null,
        importScripts: ['/push-worker.js'],
        maximumFileSizeToCacheInBytes: 4_000_000,
        navigateFallbackDenylist: [/^\/(graphql|graphiql|sandbox|auth|health|telemetry|usage)/],
      },
      manifest: {
        name: 'Headgate',
        short_name: 'Headgate',
        description: 'Your alerts as they happen',
        theme_color: '#0f6cbd',
        background_color: '#ffffff',
        display: 'standalone',
        icons: [{ src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' }],
      },
    }),
  ],
  worker: { format: 'es' },
  // The gateway puts another one in its place with each answer.
  html: { cspNonce: 'HEADGATE_NONCE' },
  build: {
    target: 'es2023',
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1_500,
    // Data URLs in styles would need a wider policy.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'map', test: /maplibre|topojson|world-atlas/ },
            { name: 'data', test: /@apollo|graphql|rxjs/ },
          ],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    port: 4030,
    proxy: {
      '/graphql': { target: 'http://127.0.0.1:4000', ws: true },
      '/auth': { target: 'http://127.0.0.1:4000' },
      '/telemetry': { target: 'http://127.0.0.1:4000' },
    },
  },
});
