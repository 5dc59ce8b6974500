import { camel } from '../../office/journal/journaled.ts'
import type { TakeBack } from '../../office/journal/takeBack.ts'
import { recordAll } from '../../timeline/timeline.ts'
import { staffGrams } from '../persons/write.ts'
import { refreshGramsOfStaff } from './write.ts'

const shown = [
  'name',
  'name_kana',
  'name_en',
  'corporate_number',
  'domain',
  'website',
  'phone',
  'postal_code',
  'prefecture',
  'address',
  'industry',
  'employees',
  'customer_since',
  'memo',
  'custom',
  'parent_id',
  'kind',
]

export const companyTakeBack: TakeBack = {
  table: 'company',
  restored: async (act, rows) => {
    const changed = rows.map(r => ({
      ...r,
      fields: shown.filter(f => JSON.stringify(r.old?.[f]) !== JSON.stringify(r.now[f])),
    }))
    await recordAll(
      act,
      changed
        .filter(c => c.old && c.fields.length > 0)
        .map(c => ({ kind: 'company.changed' as const, companyId: c.id, facts: { fields: c.fields.map(camel) } })),
    )
    for (const { id, fields } of changed) if (fields.includes('name')) await refreshGramsOfStaff(act, id, staffGrams)
  },
}
