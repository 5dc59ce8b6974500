import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import type { Found } from './found.ts'

/** How long, in milliseconds, until all was well again after a blow of this kind. */
export type Recovery = { what: string; ms: number }

/** What a run came to. `mode` names its part of RESULTS.md; `remarks` are further sentences. */
export type Run = {
  mode: 'together' | 'apart'
  told: string
  rounds: number
  found: Found[]
  recoveries: Recovery[]
  remarks: string[]
  at: Date
}

const table = new URL('../RESULTS.md', import.meta.url)

const begins = (mode: string) => `<!-- crash: ${mode} -->`
const ends = (mode: string) => `<!-- crash: ${mode}, end -->`
const anyPart = /<!-- crash: (\w+) -->[^]*?<!-- crash: \1, end -->/g

/** The parts of RESULTS.md that crash runs wrote, for whoever writes the rest anew. */
export const crashParts = (text: string): string => (text.match(anyPart) ?? []).join('\n\n')

/** The same text with this run in the place of the one before of its mode, or at the end. */
export function withPart(text: string, run: Run): string {
  const part = `${begins(run.mode)}\n\n${partOf(run)}\n\n${ends(run.mode)}`
  let there = false
  const changed = text.replace(anyPart, (old, mode) => {
    if (mode !== run.mode) return old
    there = true
    return part
  })
  return there ? changed : `${text.trimEnd()}${text.trim() ? '\n\n' : ''}${part}\n`
}

export function saveTally(run: Run): void {
  writeFileSync(table, withPart(existsSync(table) ? readFileSync(table, 'utf8') : '', run))
}

function partOf({ mode, told, rounds, found, recoveries, remarks, at }: Run): string {
  const [cpu] = cpus()
  const machine = `${cpus().length} × ${cpu?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB; Node ${process.version}`
  const command = `node bench/crash.ts --rounds ${rounds}${mode === 'apart' ? ' --apart' : ''}`
  const work = found.map(
    ({ kind, acknowledged, lost, doubled, wrong, told }) =>
      `| ${kind} | ${acknowledged.toLocaleString('en')} | ${lost.length} | ${doubled.length} | ${wrong.length} | ${told ?? ''} |`,
  )
  const times = [...byKind(recoveries)].map(
    ([what, all]) => `| ${what} | ${all.length} | ${seconds(middle(all))} | ${seconds(Math.max(...all))} |`,
  )
  return `## Crashed: ${mode === 'apart' ? 'several processes' : 'one process'}

Written by \`${command}\` on ${at.toISOString().slice(0, 10)}: ${rounds} rounds. ${machine}. ${told[0]!.toUpperCase()}${told.slice(1)}.

| work | acknowledged | lost | doubled | wrong | |
| --- | --- | --- | --- | --- | --- |
${work.join('\n')}

| blow | times | seconds to be well again: in the middle | at the longest |
| --- | --- | --- | --- |
${times.join('\n')}

Well again: every process answers and a change was acknowledged, counted from the end of the blow.${remarks.map(line => `\n\n${line}`).join('')}`
}

function byKind(recoveries: readonly Recovery[]): Map<string, number[]> {
  const all = Map.groupBy(recoveries, ({ what }) => what)
  return new Map([...all].map(([what, some]) => [what, some.map(({ ms }) => ms)]))
}

export const middle = (all: readonly number[]): number => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0

const seconds = (ms: number) => (ms / 1000).toFixed(1)
