import type { Row } from './row.ts'
import { board } from './rows/board.ts'
import { callList } from './rows/callList.ts'
import { counts } from './rows/counts.ts'
import { disk } from './rows/disk.ts'
import { eventsApi } from './rows/eventsApi.ts'
import { imports } from './rows/imports.ts'
import { ingest } from './rows/ingest.ts'
import { lists } from './rows/lists.ts'
import { memory, start } from './rows/machine.ts'
import { money } from './rows/money.ts'
import { personCreate } from './rows/person.ts'
import { questions } from './rows/questions.ts'
import { reaction } from './rows/reaction.ts'
import { rescore } from './rows/rescore.ts'
import { search } from './rows/search.ts'
import { segments } from './rows/segments.ts'
import { timelines } from './rows/timelines.ts'
import { web } from './rows/web.ts'

const reading: Row[] = [lists, counts, search, timelines, board, callList, ...questions, ...segments, web]
const writing: Row[] = [personCreate, money, reaction, rescore, ...imports, ...ingest, eventsApi, disk]

/** All that is measured, in the order in which it is: what only reads comes before what fills the database. */
export const rows: Row[] = [...reading, ...writing, memory, start]

/** The order of the table. */
export const order =
  `ingest-1 ingest-10 ingest-api reaction person-create list count search timeline board call-list questions
  funnel segment rescore import undo money start memory web disk`.split(/\s+/)
