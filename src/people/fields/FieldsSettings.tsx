import { ActionIcon, Badge, Button, Skeleton, Table, UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Card, Section } from '../../office/settings/Section.tsx'
import { useAct } from '../../ui/act.ts'
import { api, rpc } from '../../ui/api.ts'
import { Problem } from '../../ui/Problem.tsx'
import { FieldDialog } from './FieldDialog.tsx'
import classes from './FieldsSettings.module.css'
import type { Field, FieldAbout } from './fields.schema.ts'

/** The office's own fields: which there are, in which order. */
export function FieldsSettings() {
  const { t } = useTranslation()
  const fields = useQuery(rpc.fields.list.queryOptions())
  const [editing, setEditing] = useState<Field | FieldAbout>()
  return (
    <Section title={t($ => $.fields.title)} sub={t($ => $.fields.intro)}>
      {fields.isPending && <Skeleton height={160} />}
      {fields.isError && <Problem error={fields.error} onRetry={fields.refetch} />}
      {fields.data &&
        (['person', 'company'] as const).map(about => (
          <Card key={about} title={t($ => $.fields.about[about])}>
            <Fields
              about={about}
              fields={fields.data.items.filter(field => field.about === about)}
              onEdit={setEditing}
            />
          </Card>
        ))}
      {editing && <FieldDialog editing={editing} onClose={() => setEditing(undefined)} />}
    </Section>
  )
}

type Props = { about: FieldAbout; fields: readonly Field[]; onEdit: (field: Field | FieldAbout) => void }

function Fields({ about, fields, onEdit }: Props) {
  const { t } = useTranslation()
  const change = useAct(api.fields.change)
  const swap = async (at: number, to: number) => {
    const [one, other] = [fields[at], fields[to]]
    if (!one || !other) return
    if (await change.run({ id: one.id, version: one.version, position: other.position }))
      await change.run({ id: other.id, version: other.version, position: one.position })
  }
  return (
    <>
      {fields.length === 0 ? (
        <div className={classes.none}>
          <p>{t($ => $.fields.empty[about])}</p>
          <p className="ui-quiet">{t($ => $.fields.emptyText)}</p>
        </div>
      ) : (
        <Table verticalSpacing={6} layout="fixed">
          <Table.Thead>
            <Table.Tr>
              <Table.Th w="34%">{t($ => $.fields.column.label)}</Table.Th>
              <Table.Th>{t($ => $.fields.column.kind)}</Table.Th>
              <Table.Th className={classes.wide}>{t($ => $.fields.column.key)}</Table.Th>
              <Table.Th className={classes.wide}>{t($ => $.fields.column.filterable)}</Table.Th>
              <Table.Th w={84}>
                <span className="ui-unseen">{t($ => $.ui.act.more)}</span>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {fields.map((field, at) => (
              <Table.Tr key={field.id}>
                <Table.Td>
                  <UnstyledButton
                    className={classes.name}
                    aria-label={t($ => $.fields.change, { label: field.label })}
                    onClick={() => onEdit(field)}
                  >
                    {field.label}
                  </UnstyledButton>
                  {field.kind === 'choice' && <div className={classes.choices}>{field.choices.join('・')}</div>}
                </Table.Td>
                <Table.Td>{t($ => $.fields.kind[field.kind])}</Table.Td>
                <Table.Td className={classes.wide}>
                  <code>{field.key}</code>
                </Table.Td>
                <Table.Td className={classes.wide}>
                  {field.filterable && (
                    <Badge variant="light" size="sm" tt="none">
                      {t($ => $.fields.yes)}
                    </Badge>
                  )}
                </Table.Td>
                <Table.Td className={classes.moves}>
                  <ActionIcon
                    disabled={at === 0 || change.pending}
                    onClick={() => void swap(at, at - 1)}
                    aria-label={t($ => $.fields.earlier, { label: field.label })}
                  >
                    <IconArrowUp size={15} />
                  </ActionIcon>
                  <ActionIcon
                    disabled={at === fields.length - 1 || change.pending}
                    onClick={() => void swap(at, at + 1)}
                    aria-label={t($ => $.fields.later, { label: field.label })}
                  >
                    <IconArrowDown size={15} />
                  </ActionIcon>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      <Button
        size="compact-md"
        variant="default"
        className={classes.add}
        leftSection={<IconPlus size={15} aria-hidden />}
        onClick={() => onEdit(about)}
      >
        {t($ => $.fields.add[about])}
      </Button>
    </>
  )
}
