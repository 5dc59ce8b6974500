import { saveInPlace } from '../../ui/saveInPlace.ts'

/** Saves one column of a row in place. */
export const saveField = <Row extends { version: number }>(
  row: Row,
  field: keyof Row & string,
  save: (version: number) => Promise<unknown>,
  version = row.version,
): Promise<unknown> => saveInPlace({ row, valueIn: of => of[field], save, version })
