import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const server = `http://127.0.0.1:${process.env.PORT ?? 3000}`

export default defineConfig({
  plugins: [react()],
  // /rpc and /live are kept open for long; a proxy of Vite's does not time out by itself.
  server: {
    proxy: Object.fromEntries(
      ['/api', '/rpc', '/auth', '/live', '/healthz', '^/t(\\.js)?$', '^/f/', '^/sample'].map(path => [path, server]),
    ),
  },
  build: {
    outDir: 'dist/web',
    // What rarely changes is apart from what often does, so that a browser keeps it over a new release.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// },
            { name: 'mantine', test: /node_modules\/(@mantine\/(core|hooks|notifications|store)|@floating-ui)\// },
          ],
        },
      },
    },
  },
})
