import { expect, test } from 'vitest'
import { testWorld } from '../../test/database.ts'
import { openPool } from './db.ts'

test('plans are not compiled, on whichever server: what takes milliseconds would take seconds', async () => {
  const { url } = await testWorld()
  for (const options of [{}, { options: '-c search_path=auth' }]) {
    const pool = openPool(url, options)
    expect((await pool.query('show jit')).rows).toEqual([{ jit: 'off' }])
    expect((await pool.query('show search_path')).rows[0].search_path).toBe(
      options.options ? 'auth' : '"$user", public',
    )
    await pool.end()
  }
})
