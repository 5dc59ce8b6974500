import { ActionIcon, Button, Menu, UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Tag } from '../../office/settings/Tag.tsx'
import { FieldForm, useTargets } from './FieldForm.tsx'
import classes from './forms.module.css'
import type { FormField, FormFieldKind } from './forms.schema.ts'

const usual: Record<string, FormFieldKind> = {
  'person.email': 'email',
  'person.phone': 'tel',
  'person.mobile': 'tel',
  'inquiry.toBuy': 'checkbox',
}

/** The fields in their order: opened to be edited, moved and removed, all by the keyboard too. */
export function FieldsEditor({ fields, change }: { fields: FormField[]; change: (fields: FormField[]) => void }) {
  const { t } = useTranslation()
  const targets = useTargets()
  const [opened, setOpened] = useState<string>()
  const put = (at: number, field: FormField) => change(fields.map((one, i) => (i === at ? field : one)))
  const move = (at: number, by: number) => {
    const next = [...fields]
    const [moved] = next.splice(at, 1)
    if (moved) change(next.toSpliced(at + by, 0, moved))
  }
  const add = (to: string | null, label: string) => {
    const key = freeKey(fields)
    const kind = (to && usual[to]) || 'text'
    change([...fields, { key, kind, label, help: '', required: false, choices: [], to, value: '' }])
    setOpened(key)
  }
  const free = targets.filter(target => !fields.some(field => field.to === target.value))
  return (
    <div>
      {fields.map((field, at) => (
        <div key={field.key} className={classes.field}>
          <div className={classes.fieldHead}>
            <UnstyledButton
              className={classes.fieldName}
              aria-expanded={opened === field.key}
              aria-label={t($ => $.forms.fields.open, { label: field.label })}
              onClick={() => setOpened(opened === field.key ? undefined : field.key)}
            >
              {field.label} <span className={classes.small}>{t($ => $.forms.type[field.kind])}</span>
            </UnstyledButton>
            {field.required && <Tag tone="late">{t($ => $.forms.fields.must)}</Tag>}
            <ActionIcon
              disabled={at === 0}
              aria-label={t($ => $.forms.fields.up, { label: field.label })}
              onClick={() => move(at, -1)}
            >
              <IconArrowUp size={15} />
            </ActionIcon>
            <ActionIcon
              disabled={at === fields.length - 1}
              aria-label={t($ => $.forms.fields.down, { label: field.label })}
              onClick={() => move(at, 1)}
            >
              <IconArrowDown size={15} />
            </ActionIcon>
            <ActionIcon
              disabled={fields.length === 1}
              aria-label={t($ => $.forms.fields.remove, { label: field.label })}
              onClick={() => change(fields.toSpliced(at, 1))}
            >
              <IconTrash size={15} />
            </ActionIcon>
          </div>
          {opened === field.key && <FieldForm field={field} targets={targets} change={next => put(at, next)} />}
        </div>
      ))}
      <Menu position="bottom-start">
        <Menu.Target>
          <Button variant="default" mt={8} leftSection={<IconPlus size={15} aria-hidden />}>
            {t($ => $.forms.fields.add)}
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
          <Menu.Item
            onClick={() =>
              add(
                null,
                t($ => $.forms.fields.newLabel),
              )
            }
          >
            {t($ => $.forms.fields.question)}
          </Menu.Item>
          <Menu.Divider />
          {free.map(target => (
            <Menu.Item key={target.value} onClick={() => add(target.value, target.plain)}>
              {target.label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  )
}

/** A key that no field has: answers are kept under it. */
function freeKey(fields: FormField[]): string {
  for (let n = 1; ; n++) if (!fields.some(field => field.key === `q${n}`)) return `q${n}`
}
