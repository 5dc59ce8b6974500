import { Liquid } from 'liquidjs'
import { Refusal } from '../../platform/refusal.ts'

export type Letter = { subject: string; body: string }

export type Told = {
  person: { name: string; familyName: string; givenName: string }
  company: { name: string }
  form: { name: string }
  answers: Record<string, string>
  sender: { name: string }
}

/**
 * Bounded in what is read, done and made; without files, and without what objects inherit. Nothing is escaped: the mail
 * is plain text, in which "A&amp;B" would be a mistake and a tag is only letters.
 */
const engine = new Liquid({
  templates: {},
  ownPropertyOnly: true,
  parseLimit: 20_000,
  renderLimit: 200,
  memoryLimit: 200_000,
  dateFormat: '%Y/%m/%d',
})

export async function writeLetter({ subject, body }: Letter, told: Told): Promise<Letter> {
  const line = await engine.parseAndRender(subject, told)
  const text = await engine.parseAndRender(body, told)
  return { subject: String(line).replace(/\s+/g, ' ').trim().slice(0, 300), body: String(text).slice(0, 50_000) }
}

/** Refuses a letter that could not be written, before anybody waits for it. */
export async function checkLetter(letter: Letter, keys: string[]): Promise<void> {
  const answers = Object.fromEntries(keys.map(key => [key, '…']))
  const sample = { person: { name: '…', familyName: '…', givenName: '…' }, company: { name: '…' }, form: { name: '…' } }
  for (const field of ['subject', 'body'] as const) {
    try {
      await writeLetter(
        { subject: '', body: '', [field]: letter[field] },
        { ...sample, answers, sender: { name: '…' } },
      )
    } catch (error) {
      const why = error instanceof Error ? error.message.split('\n')[0] : String(error)
      throw new Refusal(
        'invalid',
        {
          en: `The thank-you mail cannot be read as it is written: ${why}`,
          ja: `お礼メールの記述に誤りがあります：${why}`,
        },
        { field: field === 'subject' ? 'mailSubject' : 'mailBody' },
      )
    }
  }
}
