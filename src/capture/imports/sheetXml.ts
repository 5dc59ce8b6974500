import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { Refusal } from '../../platform/refusal.ts'
import { type Archive, broken } from './archive.ts'

export type Handler = {
  open?: (tag: string, attributes: Record<string, string>) => void
  text?: (text: string) => void
  close?: (tag: string) => void
}

/**
 * Reads one XML part of a workbook and pauses after each chunk, so that its reader can hand rows on as they come.
 * Characters are decoded across chunks: exceljs's streaming reader breaks kanji that lie on a border (measured: 43 of
 * 80,000 cells) and takes the reading of a word (rPh) for the word, which is why it is not used for reading.
 */
export async function* readXml(name: string, archive: Archive, path: string, handler: Handler): AsyncGenerator<void> {
  const parser = new SaxesParser()
  let failure: Error | null = null
  parser.on('error', error => {
    failure ??= error
  })
  const { open, text, close } = handler
  if (open) parser.on('opentag', (tag: SaxesTagPlain) => open(local(tag.name), tag.attributes))
  if (text) parser.on('text', text)
  if (close) parser.on('closetag', (tag: SaxesTagPlain) => close(local(tag.name)))
  const decoder = new TextDecoder()
  try {
    for await (const chunk of archive.chunks(path)) {
      parser.write(decoder.decode(chunk, { stream: true }))
      if (failure !== null) throw broken(name)
      yield
    }
    parser.write(decoder.decode()).close()
    if (failure !== null) throw broken(name)
  } catch (error) {
    throw error instanceof Refusal ? error : broken(name)
  }
}

/** Some programs write x:row where Excel writes row. */
function local(tag: string): string {
  return tag.slice(tag.indexOf(':') + 1)
}

export async function readWholeXml(name: string, archive: Archive, path: string, handler: Handler): Promise<void> {
  if (archive.has(path)) for await (const _ of readXml(name, archive, path, handler));
}
