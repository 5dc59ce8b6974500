import { Button, Group, Skeleton, Switch, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api, rpc } from '../../ui/api.ts'
import { Fact, Facts } from '../../ui/Fact.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { saveField } from '../desk/saveField.tsx'
import classes from './ProductsSection.module.css'
import { Card, Section } from './Section.tsx'
import type { ProductLine } from './settings.schema.ts'
import { Tag } from './Tag.tsx'

type Line = typeof ProductLine._output

/** 商材: what the company sells. */
export function ProductsSection() {
  const { t } = useTranslation()
  const list = useQuery(rpc.productLines.list.queryOptions())
  return (
    <Section title={t($ => $.settings.products.title)} sub={t($ => $.settings.products.sub)}>
      {list.isError && <Problem error={list.error} onRetry={list.refetch} />}
      {list.isPending && <Skeleton height={120} />}
      {list.data && (
        <Card>
          {list.data.items.map(line => (
            <Row key={line.id} line={line} />
          ))}
          <Add />
        </Card>
      )}
    </Section>
  )
}

function Row({ line }: { line: Line }) {
  const { t } = useTranslation()
  const change = useAct(api.productLines.change)
  const { id, version, name, active } = line
  return (
    <div className={classes.row}>
      <Facts>
        <Fact
          label={t($ => $.settings.products.name)}
          value={name}
          onSave={(value, version) =>
            saveField(
              line,
              'name',
              version => api.productLines.change({ id, version, name: String(value ?? '') }),
              version,
            )
          }
        />
      </Facts>
      {active ? <span /> : <Tag>{t($ => $.settings.products.notUsed)}</Tag>}
      <Switch
        label={t($ => $.settings.products.active)}
        aria-label={`${t($ => $.settings.products.active)}: ${name}`}
        checked={active}
        onChange={event => void change.run({ id, version, active: event.currentTarget.checked })}
      />
    </div>
  )
}

function Add() {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  const add = useAct(api.productLines.create)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() && (await add.run({ name }))) setName('')
  }
  return (
    <form onSubmit={event => void submit(event)}>
      <Group gap={8} align="flex-end" mt={8}>
        <TextInput
          label={t($ => $.settings.products.add)}
          maxLength={100}
          value={name}
          onChange={event => setName(event.currentTarget.value)}
          w="min(320px, 100%)"
        />
        <Button
          type="submit"
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          disabled={!name.trim()}
          loading={add.pending}
        >
          {t($ => $.ui.act.add)}
        </Button>
      </Group>
    </form>
  )
}
