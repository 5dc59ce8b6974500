import { type Document, operationsOf } from './openapi.ts'

type Shape = {
  $ref?: string
  type?: string | string[]
  properties?: Record<string, Shape>
  required?: string[]
  items?: Shape
  anyOf?: Shape[]
  oneOf?: Shape[]
  allOf?: Shape[]
  enum?: unknown[]
  const?: unknown
  format?: string
  contentMediaType?: string
  additionalProperties?: Shape | boolean
  prefixItems?: Shape[]
}
type Parameter = { name: string; in: string; required?: boolean; schema?: Shape; description?: string }
type Content = { content?: Record<string, { schema?: Shape }> }
type Entry = ReturnType<typeof operationsOf> extends Generator<infer One> ? One : never

const escape = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
const prose = (text: string) => escape(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>')

/** The API's description as one page to read: no script, nothing from elsewhere. */
export function docsPage(document: Document): string {
  const entries = [...operationsOf(document)].toSorted((a, b) => placeOf(a) - placeOf(b))
  const groups = Map.groupBy(entries, ({ operation }) => operation.tags?.[0] ?? 'other')
  const server = document.servers?.[0]?.url ?? ''
  const shapes = Object.entries((document.components?.schemas ?? {}) as Record<string, Shape>)
  const lead = (document.info.description ?? '')
    .split('\n')
    .filter(Boolean)
    .map(line => `<p>${prose(line)}</p>`)
    .join('')
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Musubi API</title><style>${style}</style></head><body>
<nav aria-label="Contents"><strong>Musubi API</strong><ul>${[...groups.keys()].map(tag => `<li><a href="#${escape(tag)}">${escape(tag)}</a></li>`).join('')}<li><a href="#shapes">shapes</a></li></ul></nav>
<main><h1>Musubi API <small>${escape(document.info.version)}</small></h1>${lead}
<pre>curl -H "Authorization: Bearer $KEY" "${escape(server)}/persons?q=山田&amp;limit=10"</pre>
<p>For programs: <a href="/api/openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
${[...groups].map(([tag, its]) => `<section><h2 id="${escape(tag)}">${escape(tag)}</h2>${its.map(operation).join('')}</section>`).join('')}
<section><h2 id="shapes">shapes</h2>${shapes.map(([name, shape]) => `<h3 id="shape-${escape(name)}">${escape(name)}</h3><pre>${written(shape, 0)}</pre>`).join('')}</section>
</main></body></html>`
}

/** What most programs come for stands first. */
const first = ['persons', 'companies', 'leads', 'offers', 'activities', 'events', 'imports']

function placeOf({ operation }: Entry): number {
  const place = first.indexOf(operation.tags?.[0] ?? '')
  return place < 0 ? first.length : place
}

function operation({ method, path, operation: its }: Entry): string {
  const parameters = (its.parameters ?? []) as Parameter[]
  const rows = parameters.map(
    ({ name, in: where, required, schema, description }) =>
      `<tr><td><code>${escape(name)}</code></td><td>${where}${required ? ', required' : ''}</td><td><code>${schema ? written(schema, 0) : ''}</code></td><td>${prose(description ?? '')}</td></tr>`,
  )
  const [status, response] = Object.entries(its.responses ?? {}).find(([code]) => code.startsWith('2')) ?? []
  return `<article><h3><code class="${method}">${method.toUpperCase()}</code> <code>${escape(path)}</code></h3>
<p>${prose(its.summary ?? '')}. <small>${prose(its.description ?? 'For anybody.')}</small></p>
${rows.length > 0 ? `<table><tbody>${rows.join('')}</tbody></table>` : ''}
${body('Body', its.requestBody as Content | undefined)}${body(`Answer${status && status !== '200' ? ` (${status})` : ''}`, response as Content | undefined)}</article>`
}

function body(title: string, of: Content | undefined): string {
  return Object.entries(of?.content ?? {})
    .map(
      ([type, { schema }]) =>
        `<h4>${title}${type === 'application/json' ? '' : ` <small>${escape(type)}</small>`}</h4><pre>${schema ? written(schema, 0) : ''}</pre>`,
    )
    .join('')
}

/** A shape as one would note it down: {id: integer, name?: text}. */
function written(shape: Shape, depth: number): string {
  if (shape.$ref) {
    const name = shape.$ref.split('/').at(-1) ?? ''
    return `<a href="#shape-${escape(name)}">${escape(name)}</a>`
  }
  const several = shape.anyOf ?? shape.oneOf
  if (several) return [...new Set(several.map(one => written(one, depth)))].join(' | ')
  if (shape.allOf) return shape.allOf.map(one => written(one, depth)).join(' &amp; ')
  if (shape.const !== undefined) return escape(JSON.stringify(shape.const))
  if (shape.enum) return shape.enum.map(value => escape(JSON.stringify(value))).join(' | ')
  if (shape.properties) return fields(shape, depth)
  if (shape.prefixItems) return `[${shape.prefixItems.map(one => written(one, depth)).join(', ')}]`
  if (shape.items) return `[${written(shape.items, depth)}]`
  if (typeof shape.additionalProperties === 'object') return `{[name]: ${written(shape.additionalProperties, depth)}}`
  if (shape.contentMediaType) return 'file'
  const type = Array.isArray(shape.type) ? shape.type.join(' | ') : (shape.type ?? 'anything')
  return shape.format ? `${type} (${escape(shape.format)})` : type
}

function fields({ properties = {}, required = [] }: Shape, depth: number): string {
  const indent = '  '.repeat(depth + 1)
  const lines = Object.entries(properties).map(
    ([name, one]) => `${indent}${escape(name)}${required.includes(name) ? '' : '?'}: ${written(one, depth + 1)}`,
  )
  return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n${'  '.repeat(depth)}}`
}

const style = `
:root{color-scheme:light dark;font:15px/1.6 system-ui,"Noto Sans JP",sans-serif}
body{margin:0;display:grid;grid-template-columns:12rem minmax(0,1fr)}
nav{position:sticky;top:0;height:100vh;overflow:auto;padding:1.5rem 1rem;box-sizing:border-box;border-right:1px solid #8884}
nav ul{list-style:none;padding:0}main{padding:1rem 2rem 6rem;max-width:60rem}
h2{margin-top:3rem;border-bottom:1px solid #8884}article{margin:1.5rem 0 2.5rem}h3{margin-bottom:0}h4{margin:.75rem 0 0}
pre{background:#8881;padding:.75rem 1rem;border-radius:6px;overflow:auto;line-height:1.45;margin:.25rem 0}
table{border-collapse:collapse;font-size:.93em}td{padding:.15rem 1rem .15rem 0;vertical-align:top}
small{opacity:.75;font-weight:400}a{color:#3b5bdb}@media (prefers-color-scheme:dark){a{color:#91a7ff}}
@media (max-width:48rem){body{display:block}nav{position:static;height:auto}nav ul{columns:2}main{padding:1rem}}
`
