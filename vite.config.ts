import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const server = `http://127.0.0.1:${process.env.PORT ?? 3000}`

/** A `.words.ts` holds both languages side by side. Each list of all words takes a copy of it, of which one language is kept. */
const languagesApart: Plugin = {
  name: 'languages-apart',
  apply: 'build',
  enforce: 'pre',
  async resolveId(source, importer) {
    const language = /\/src\/words\.(en|ja)\.ts$/.exec(importer ?? '')?.[1]
    const found = language && (await this.resolve(source, importer, { skipSelf: true }))
    return found ? { ...found, id: `${found.id}?${language}`, moduleSideEffects: false } : undefined
  },
}

export default defineConfig({
  plugins: [languagesApart, react()],
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
            { name: 'frame', tags: ['$initial'] },
            { name: 'home', test: /src\/HomeScreen/ },
            { name: 'icons', test: /node_modules\/@tabler\// },
          ],
        },
      },
    },
  },
})
