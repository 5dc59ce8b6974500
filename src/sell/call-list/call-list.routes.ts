import { z } from 'zod'
import { changing, reading } from '../../office/roles/procedure.ts'
import { Id } from '../../platform/shapes.ts'
import {
  CallListPage,
  CallListQuery,
  CallOutcome,
  CallResult,
  CallScreen,
  NextCall,
  NextQuery,
} from './call-list.schema.ts'
import { callList } from './call-list.ts'
import { saveOutcome } from './outcome.ts'
import { callScreen, nextCall } from './screen.ts'

const tags = ['call list']

export const calls = {
  list: reading('lead.work')
    .route({ method: 'GET', path: '/call-list', summary: 'Whom to call now, in order', tags })
    .input(CallListQuery)
    .output(CallListPage)
    .handler(({ input, context }) => callList(context.act, input)),
  next: reading('lead.work')
    .route({ method: 'GET', path: '/call-list/next', summary: 'The next to call, and all that is known of them', tags })
    .input(NextQuery)
    .output(NextCall)
    .handler(({ input, context }) => nextCall(context.act, input)),
  get: reading('lead.work')
    .route({ method: 'GET', path: '/call-list/{leadId}', summary: 'One lead as it is called', tags })
    .input(z.object({ leadId: Id }))
    .output(CallScreen)
    .handler(({ input, context }) => callScreen(context.act, input.leadId)),
  save: changing('lead.work')
    .route({ method: 'POST', path: '/call-list/{leadId}/outcome', summary: 'What came of a call', tags })
    .input(CallOutcome)
    .output(CallResult)
    .handler(({ input, context }) => saveOutcome(context.act, input)),
}
