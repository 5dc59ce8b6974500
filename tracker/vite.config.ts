import { defineConfig } from 'vite'

/** The snippet by itself: one small script, without what it would take to load others. */
export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  build: {
    target: 'es2022',
    emptyOutDir: false,
    rolldownOptions: {
      input: `${import.meta.dirname}/tracker.ts`,
      output: { format: 'iife', entryFileNames: 't.js' },
    },
  },
})
