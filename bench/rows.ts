import type { Row } from './row.ts'
import { board } from './rows/board.ts'
import { callList } from './rows/callList.ts'
import { counts } from './rows/counts.ts'
import { lists } from './rows/lists.ts'
import { questions } from './rows/questions.ts'
import { search } from './rows/search.ts'
import { segments } from './rows/segments.ts'
import { timelines } from './rows/timelines.ts'

/** All that is measured, in the order of the table. */
export const rows: Row[] = [lists, counts, search, timelines, board, callList, ...questions, ...segments]
