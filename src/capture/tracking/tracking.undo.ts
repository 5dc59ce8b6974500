import type { TakeBack } from '../../office/journal/takeBack.ts'
import { record } from '../../timeline/timeline.ts'

/** Pages are called again what they were called: whatever goes by their names is told. */
export const pageNameTakeBack: TakeBack = {
  table: 'page_name',
  restored: async act => {
    await record(act, 'page.renamed', {}, {})
  },
}
