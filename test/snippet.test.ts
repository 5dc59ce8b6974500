import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { expect, test } from 'vitest'

test('the snippet stays small: at most 1.5 kB on the line, and the server finds where the mode goes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'musubi-snippet-'))
  await build({
    configFile: join(import.meta.dirname, '../tracker/vite.config.ts'),
    build: { outDir: folder },
    logLevel: 'silent',
  })
  const script = readFileSync(join(folder, 't.js'), 'utf8')
  rmSync(folder, { recursive: true })
  expect(gzipSync(script.replace('MUSUBI_MODE', '"notice"'), { level: 9 }).length).toBeLessThanOrEqual(1500)
  expect(script.split('MUSUBI_MODE')).toHaveLength(2)
  expect(script).not.toMatch(/\bimport\b/)
})
