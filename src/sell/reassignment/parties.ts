import type { Act } from '../../office/roles/act.ts'
import { has } from '../../office/roles/rights.ts'
import { Refusal } from '../../platform/refusal.ts'

type Party = { id: number; kind: 'user' | 'queue'; name: string }

/** Refuses givers who do not exist and receivers who cannot work a book. Whoever has left may still give theirs. */
export async function needParties(act: Act, from: number, to: number[]): Promise<Party[]> {
  const found = await act.tx
    .selectFrom('holder')
    .leftJoin('appUser', 'appUser.id', 'holder.id')
    .select(['holder.id', 'holder.kind', 'holder.name', 'holder.active', 'appUser.roles', 'appUser.isProgram'])
    .where('holder.id', 'in', [from, ...to])
    .execute()
  if (!found.some(f => f.id === from)) {
    throw new Refusal(
      'missing',
      { en: 'There is nobody here with that id.', ja: '引継ぎ元の担当者が存在しません。' },
      { field: 'from' },
    )
  }
  if (new Set(to).size < to.length) {
    throw new Refusal(
      'invalid',
      { en: 'Name each receiver once.', ja: '引継ぎ先に同じ担当者が重複しています。' },
      { field: 'to' },
    )
  }
  return to.map(id => {
    const receiver = found.find(f => f.id === id)
    if (!receiver || receiver.kind !== 'user') {
      throw new Refusal(
        'invalid',
        {
          en: 'A book is handed over to users. Choose somebody who works here.',
          ja: '引継ぎ先には在籍中の担当者を選択してください。',
        },
        { field: 'to' },
      )
    }
    if (id === from) {
      throw new Refusal(
        'invalid',
        {
          en: `${receiver.name} cannot take over from themselves.`,
          ja: `引継ぎ元と引継ぎ先が同じ（${receiver.name}さん）です。`,
        },
        { field: 'to' },
      )
    }
    if (!receiver.active || receiver.isProgram || !has(receiver.roles ?? [], 'lead.work')) {
      throw new Refusal(
        'invalid',
        {
          en: `${receiver.name} cannot hold leads: they have left, or their role does not work with leads.`,
          ja: `${receiver.name}さんはリードを担当できません（退職済み、または担当できない役割です）。`,
        },
        { field: 'to' },
      )
    }
    return { id, kind: 'user', name: receiver.name }
  })
}
