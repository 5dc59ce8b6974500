import { Fact } from '../../ui/Fact.tsx'
import type { Value } from '../../ui/useSaves.ts'
import type { FieldAbout } from './fields.schema.ts'
import { ownValue, useOwnEditor, useOwnFields } from './useOwnFields.tsx'

type Props = {
  about: FieldAbout
  custom: Record<string, unknown>
  /** Saves one field, named `custom.…`; without it the facts can only be read. */
  onSave?: ((field: `custom.${string}`, value: Value, version?: number) => Promise<unknown>) | undefined
}

/** The office's own fields of this person or company. Put them into `<Facts>`. */
export function OwnFacts({ about, custom, onSave }: Props) {
  const fields = useOwnFields(about)
  const editor = useOwnEditor()
  return fields.map(field => (
    <Fact
      key={field.key}
      label={field.label}
      value={ownValue(field, custom)}
      {...editor(field)}
      onSave={onSave && ((value, version) => onSave(`custom.${field.key}`, value, version))}
    />
  ))
}
