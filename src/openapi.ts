import { OpenAPIGenerator, type OpenAPIGeneratorGenerateOptions } from '@orpc/openapi'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import { Import } from './capture/imports/imports.schema.ts'
import { version } from './health.ts'
import { Notification } from './office/notifications/notifications.schema.ts'
import { type Right, rights, roleNames } from './office/roles/rights.ts'
import { Reason, Workspace } from './office/settings/settings.schema.ts'
import { Team } from './office/teams/teams.schema.ts'
import { ApiKey, Holder, User } from './office/users/users.schema.ts'
import { Company } from './people/companies/companies.schema.ts'
import { Consent } from './people/consent/consent.schema.ts'
import { Field } from './people/fields/fields.schema.ts'
import { HolderRef, Lead } from './people/leads/leads.schema.ts'
import { Offer } from './people/offers/offers.schema.ts'
import { Person, PersonRow, TimelineEntry } from './people/persons/persons.schema.ts'
import { Rules } from './people/segments/rules.schema.ts'
import { Segment } from './people/segments/segments.schema.ts'
import { router } from './router.ts'
import { Activity } from './sell/activities/activities.schema.ts'

export type Document = Awaited<ReturnType<OpenAPIGenerator['generate']>>
type Schema = NonNullable<NonNullable<Document['components']>['schemas']>[string]

/** What has a name in the document; everything else is written out where it is used. */
const named = {
  Person,
  PersonRow,
  Company,
  Lead,
  Offer,
  Activity,
  Segment,
  Rules,
  Consent,
  Field,
  TimelineEntry,
  Import,
  User,
  Team,
  Holder,
  HolderRef,
  Workspace,
  Reason,
  Notification,
  ApiKey,
}

/** The shape of every error: one for all that can go wrong. */
const errorShape: Schema = {
  type: 'object',
  required: ['code', 'status', 'message', 'data'],
  properties: {
    code: {
      type: 'string',
      enum: [
        'invalid',
        'signedOut',
        'forbidden',
        'missing',
        'conflict',
        'stale',
        'tooLarge',
        'tooMany',
        'unavailable',
        'unexpected',
      ],
      description: 'For programs.',
    },
    status: { type: 'integer', description: 'The HTTP status.' },
    message: {
      type: 'string',
      description: 'A sentence for people: what went wrong and what to do, in the language of Accept-Language.',
    },
    data: {
      type: 'object',
      description: 'What belongs to it: the fields that are wrong; for `stale`, theirs and yours.',
    },
  },
}

const description = `People, companies, leads and what happens with them.

Send \`Authorization: Bearer KEY\`; admins make keys in the settings or by \`musubi key create\`. A key acts as a user of its own, with roles of its own.
Lists answer \`{items, nextCursor}\`: send the cursor back for the next page; null means that there is none.
Creating and acting accept an \`Idempotency-Key\`: the same request with the same key is carried out once and answered again.
Changing requires the \`version\` that was read; a stale one is answered 409 with both values.
Every error has one shape: \`{code, status, message, data}\`.`

/** The API for programs as OpenAPI 3.1, out of the declarations that serve it. */
export async function describeApi(baseUrl: string): Promise<Document> {
  const mayBy = new Map<string, string>()
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  const document = await generator.generate(router, {
    info: { title: 'Musubi', version, description },
    servers: [{ url: `${baseUrl}/api/v1` }],
    security: [{ key: [] }],
    components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } }, schemas: { Error: errorShape } },
    commonSchemas: Object.fromEntries(
      Object.entries(named).map(([name, schema]) => [name, { schema, strategy: 'output' }]),
    ) as OpenAPIGeneratorGenerateOptions['commonSchemas'],
    filter: ({ contract, path }) => {
      const { route, meta } = contract['~orpc']
      mayBy.set(path.join('.'), rolesOf((meta as { right?: Right }).right))
      return route.path !== undefined
    },
  })
  for (const { method, operation } of operationsOf(document)) {
    const may = mayBy.get(operation.operationId ?? '')
    if (may) operation.description = may
    else operation.security = []
    operation.responses = {
      ...operation.responses,
      default: {
        description: 'A refusal or a failure.',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    }
    if (method === 'post') {
      operation.parameters = [
        ...(operation.parameters ?? []),
        {
          name: 'Idempotency-Key',
          in: 'header',
          schema: { type: 'string', maxLength: 200 },
          description: 'The same request with the same key is carried out once.',
        },
      ]
    }
  }
  return JSON.parse(JSON.stringify(document, withoutNoise)) as Document
}

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const

export function* operationsOf(document: Document) {
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const method of methods) {
      const operation = item?.[method]
      if (operation) yield { method, path, operation }
    }
  }
}

function rolesOf(right: Right | undefined): string {
  if (!right) return ''
  const roles = rights[right]
  return roles.length === roleNames.length ? 'For everybody who is signed in.' : `For the roles ${roles.join(', ')}.`
}

/** Every integer has bounds; those of the number itself say nothing. */
function withoutNoise(key: string, value: unknown): unknown {
  const bound = (key === 'minimum' || key === 'maximum') && Math.abs(Number(value)) === Number.MAX_SAFE_INTEGER
  return bound || key === 'x-native-type' || key === 'allowEmptyValue' || key === 'allowReserved' ? undefined : value
}
