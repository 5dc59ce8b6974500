import { z } from 'zod'
import { Id } from '../../platform/shapes.ts'
import { changing, reading } from '../roles/procedure.ts'
import { ChangeTeam, CreateTeam, Team } from './teams.schema.ts'
import { changeTeam, createTeam, getTeam, listTeams } from './teams.ts'

const tags = ['teams']

export const teams = {
  list: reading('office.read')
    .route({ method: 'GET', path: '/teams', summary: 'Teams', tags })
    .output(z.object({ items: z.array(Team), nextCursor: z.null() }))
    .handler(async ({ context }) => ({ items: await listTeams(context.act), nextCursor: null })),

  get: reading('office.read')
    .route({ method: 'GET', path: '/teams/{id}', summary: 'A team', tags })
    .input(z.object({ id: Id }))
    .output(Team)
    .handler(({ input, context }) => getTeam(context.act, input.id)),

  create: changing('office.manage')
    .route({ method: 'POST', path: '/teams', summary: 'Add a team, which brings a queue', tags })
    .input(CreateTeam)
    .output(Team)
    .handler(({ input, context }) => createTeam(context.act, input)),

  change: changing('office.manage')
    .route({ method: 'PATCH', path: '/teams/{id}', summary: 'Rename a team or put it below another', tags })
    .input(ChangeTeam)
    .output(Team)
    .handler(({ input, context }) => changeTeam(context.act, input)),
}
