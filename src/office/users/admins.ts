import type { OwnerAct } from '../roles/act.ts'

/** Whether anybody can administer the product: active, a person, and able to sign in. `but`: beside this one. */
export async function hasAdmin({ tx }: OwnerAct, but = 0): Promise<boolean> {
  const admin = await tx
    .selectFrom('appUser')
    .innerJoin('holder', 'holder.id', 'appUser.id')
    .select('appUser.id')
    .where('appUser.id', '<>', but)
    .where('active', '=', true)
    .where('isProgram', '=', false)
    .where('authId', 'is not', null)
    .where(eb => eb('roles', '@>', eb.val(['admin'])))
    .executeTakeFirst()
  return admin !== undefined
}
