import type { EditKind } from '../../ui/Editor.tsx'
import type { Written } from './declared.schema.ts'

const kinds = { text: 'text', long: 'long', day: 'date', number: 'number' } as const satisfies Record<string, EditKind>

/** The editor for a declared field. */
export const editKindOf = ({ kind }: Written): EditKind => kinds[kind ?? 'text']

/** The form of a filter, by how a field can be asked. */
export const filterKinds = { text: 'text', number: 'number', day: 'date' } as const
