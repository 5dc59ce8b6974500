/** The words in English that are there before the first page: the frame's and home's. `test/words.test.ts` keeps them to no others. */
export { en as desk } from './office/desk/desk.words.ts'
export { en as leads } from './people/leads/leads.words.ts'
export { en as invoices } from './retain/invoices/invoices.words.ts'
export { en as activities } from './sell/activities/activities.words.ts'
export { en as day } from './sell/day/day.words.ts'
export { en as today } from './sell/today/today.words.ts'
export { en as timeline } from './ui/words/timeline.words.ts'
export { en as ui } from './ui/words/ui.words.ts'
