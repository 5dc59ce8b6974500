import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const server = `http://127.0.0.1:${process.env.PORT ?? 3000}`

/** A `.words.ts` holds both languages side by side. Each list of all words takes a copy of it, of which one language is kept. */
const languagesApart: Plugin = {
  name: 'languages-apart',
  apply: 'build',
  enforce: 'pre',
  async resolveId(source, importer) {
    const language = /\/src\/words(?:\.first)?\.(en|ja)\.ts$/.exec(importer ?? '')?.[1]
    const found = language && (await this.resolve(source, importer, { skipSelf: true }))
    return found ? { ...found, id: `${found.id}?${language}`, moduleSideEffects: false } : undefined
  },
}

/** The frame is fetched beside the first script, which asks for it, not after it. */
const frameAtOnce: Plugin = {
  name: 'frame-at-once',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle }) =>
      Object.values(bundle ?? {}).flatMap(chunk => {
        if (chunk.type !== 'chunk' || (chunk.name !== 'frame' && chunk.name !== 'react')) return []
        const code = { rel: 'modulepreload', crossorigin: true, href: `/${chunk.fileName}` }
        const looks = [...(chunk.viteMetadata?.importedCss ?? [])]
        return [code, ...looks.map(file => ({ rel: 'stylesheet', crossorigin: true, href: `/${file}` }))].map(
          attrs => ({
            tag: 'link',
            attrs,
            injectTo: 'head' as const,
          }),
        )
      }),
  },
}

export default defineConfig({
  plugins: [languagesApart, frameAtOnce, react()],
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
            { name: 'first', test: /vite\/preload-helper|src\/(words|ui\/early|ui\/words\/guess)\.ts$/ },
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// },
            { name: 'frame', test: /src\/web\.tsx$/ },
            {
              name: 'fields',
              test: /src\/people\/\w+\/(declared|personFields|companyFields)\.schema\.ts$/,
              priority: 1,
            },
            { name: 'home', test: /src\/HomeScreen/ },
            { name: 'icons', test: /node_modules\/@tabler\// },
          ],
        },
      },
    },
  },
})
