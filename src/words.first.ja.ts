/** The same in Japanese; words.ts sees to it that none is missing. */
export { ja as desk } from './office/desk/desk.words.ts'
export { ja as leads } from './people/leads/leads.words.ts'
export { ja as invoices } from './retain/invoices/invoices.words.ts'
export { ja as activities } from './sell/activities/activities.words.ts'
export { ja as day } from './sell/day/day.words.ts'
export { ja as today } from './sell/today/today.words.ts'
export { ja as timeline } from './ui/words/timeline.words.ts'
export { ja as ui } from './ui/words/ui.words.ts'
