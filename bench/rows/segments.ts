import type { Row } from '../row.ts'
import { times } from '../timing.ts'

const three = [
  { key: 'stage', op: 'in', value: ['lead', 'recycled'] },
  { key: 'title', op: 'has', value: '部長' },
  { key: 'consent.mail', op: 'in', value: ['lawful'] },
]
const acted = [
  { key: 'did', op: 'did', value: { what: 'page.viewed', days: 30 } },
  { key: 'company.industry', op: 'has', value: '製造' },
  { key: 'temperature', op: 'in', value: ['hot', 'warm'] },
]

export const segments: Row[] = [
  {
    id: 'segment',
    unit: 'ms',
    target: 300,
    async run(office) {
      const ask = await office.as('marketing')
      const count = (all: object[]) => times(15, () => ask('POST', '/segments/count', { rules: { all } }))
      return [
        { what: 'live count of stage, title and consent', took: await count(three) },
        { what: 'live count of an act, industry and temperature', took: await count(acted) },
      ]
    },
  },
]
