import { sql } from 'kysely'
import { type Act, asOwner } from '../../office/roles/act.ts'
import { fromCursor, toCursor } from '../../platform/api.ts'
import { Refusal } from '../../platform/refusal.ts'
import { stale } from '../../platform/stale.ts'
import type { ChangeProduct, NewProduct, Product, ProductQuery } from './products.schema.ts'

const columns = [
  'id',
  'code',
  'name',
  'unit',
  'unitPrice',
  'tax',
  'productLineId',
  'active',
  'version',
] as const satisfies (keyof Product)[]

/** What is sold, by code. */
export async function listProducts(act: Act, { q, all, limit, cursor }: ProductQuery) {
  const after = fromCursor(cursor)
  const text = q?.trim() && `%${q.trim().replace(/[\\%_]/g, sign => `\\${sign}`)}%`
  const { rows } = await sql<Product>`
    select ${sql.join(columns.map(c => sql.ref(c)))} from product
    where (active or ${all}) ${text ? sql`and (name ilike ${text} or code ilike ${text})` : sql``}
      ${after ? sql`and (code, id) > (${after[0]}::text, ${after[1]}::bigint)` : sql``}
    order by code, id limit ${limit + 1}`.execute(act.tx)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, nextCursor: rows.length > limit && last ? toCursor([last.code, last.id]) : null }
}

export async function getProduct({ tx }: Act, id: number): Promise<Product> {
  const product = await tx.selectFrom('product').select(columns).where('id', '=', id).executeTakeFirst()
  if (!product) throw new Refusal('missing', { en: 'There is no such product.', ja: 'この商品は登録されていません。' })
  return product as Product
}

export async function addProduct(act: Act, product: NewProduct): Promise<Product> {
  return asOwner(act, async act => {
    const productLineId = product.productLineId ?? (await firstLine(act))
    const added = await act.tx
      .insertInto('product')
      .values({ ...product, productLineId, operationId: act.operationId })
      .onConflict(oc => oc.column('code').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!added) throw codeTaken(product.code)
    return getProduct(act, added.id)
  })
}

/** A product is switched off rather than removed: what was ordered keeps it. */
export async function changeProduct(act: Act, { id, version, ...patch }: ChangeProduct): Promise<Product> {
  return asOwner(act, async act => {
    const changed = await act.tx
      .updateTable('product')
      .set({ ...patch, version })
      .where('id', '=', id)
      .where('version', '=', version)
      .returning('id')
      .executeTakeFirst()
      .catch(error => {
        throw (error as { code?: string }).code === '23505' ? codeTaken(patch.code ?? '') : error
      })
    const product = await getProduct(act, id)
    if (!changed) throw stale(product, patch)
    return product
  })
}

async function firstLine({ tx }: Act): Promise<number> {
  const line = await tx
    .selectFrom('productLine')
    .select('id')
    .where('active', '=', true)
    .orderBy('id')
    .limit(1)
    .executeTakeFirstOrThrow()
  return line.id
}

const codeTaken = (code: string) =>
  new Refusal(
    'conflict',
    { en: `There is a product with the code ${code} already.`, ja: `商品コード「${code}」はすでに使われています。` },
    { field: 'code' },
  )
