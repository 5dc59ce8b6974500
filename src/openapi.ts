import { OpenAPIGenerator } from '@orpc/openapi'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import { version } from './health.ts'
import { router } from './router.ts'

export type Document = Awaited<ReturnType<OpenAPIGenerator['generate']>>

/** The shape of every error: one for all that can go wrong. */
const errorShape: NonNullable<NonNullable<Document['components']>['schemas']>[string] = {
  type: 'object',
  required: ['code', 'status', 'message'],
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
    data: { description: 'What belongs to it: the fields that are wrong; for `stale`, theirs and yours.' },
  },
}

/** The API for programs as OpenAPI 3.1, out of the declarations that serve it. */
export async function describeApi(baseUrl: string): Promise<Document> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  const document = await generator.generate(router, {
    info: {
      title: 'Musubi',
      version,
      description:
        'People, companies, leads and what happens with them. Lists answer `{items, nextCursor}`: send the cursor back for the next page. ' +
        'Creating accepts an `Idempotency-Key`: the same request with the same key is carried out once. ' +
        'Changing requires the `version` that was read; a stale one is answered 409 with both values.',
    },
    servers: [{ url: `${baseUrl}/api/v1` }],
    security: [{ key: [] }],
    components: {
      securitySchemes: {
        key: {
          type: 'http',
          scheme: 'bearer',
          description: 'An API key, made in the settings or by `musubi key create`.',
        },
      },
      schemas: { Error: errorShape },
    },
    filter: ({ contract }) => contract['~orpc'].route.path !== undefined,
  })
  for (const item of Object.values(document.paths ?? {})) {
    for (const method of ['get', 'post', 'put', 'patch', 'delete'] as const) {
      const operation = item?.[method]
      if (!operation) continue
      operation.responses = {
        ...operation.responses,
        default: {
          description: 'A refusal or a failure.',
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
        },
      }
    }
  }
  return document
}
