import { Button, MultiSelect, Select, Stack, Text, Textarea } from '@mantine/core'
import { IconTransfer } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api, rpc } from '../../ui/api.ts'
import { useFormat } from '../../ui/format.ts'
import { Page } from '../../ui/Page.tsx'
import { Book } from './Book.tsx'
import { HandedOver } from './HandedOver.tsx'
import classes from './HandoverPage.module.css'

type Result = Awaited<ReturnType<typeof api.handovers.create>>

/** 引継ぎ: one chooses whose book and who takes it, sees the figures, and does it at once. `?from=7` begins with somebody. */
export function HandoverPage() {
  const { t } = useTranslation()
  const format = useFormat()
  const search: { from?: unknown } = useSearch({ strict: false })
  const [from, setFrom] = useState<number | null>(Number(search.from) || null)
  const [to, setTo] = useState<number[]>([])
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const [result, setResult] = useState<Result>()
  const book = useQuery({
    ...rpc.handovers.preview.queryOptions({ input: { from: from ?? 0 } }),
    enabled: from !== null,
  })
  const { givers, receivers } = useParties(from)
  const hand = useAct(api.handovers.create, {
    done: ({ leads, deals, offers, activities }) =>
      t($ => $.handovers.done, {
        leads: format.number(leads),
        deals: format.number(deals),
        offers: format.number(offers),
        activities: format.number(activities),
      }),
    undo: async ({ operationId }) => {
      if (operationId) await api.journal.undo({ id: operationId })
      setResult(undefined)
    },
  })
  const leads = book.data?.leads ?? 0

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (from === null || to.length === 0 || hand.pending) return
    const answer = await hand.run({ from, to, note: note.trim() })
    if (answer) setResult(answer)
  }
  const restart = () => {
    setResult(undefined)
    setFrom(null)
    setTo([])
    setNote('')
    setTried(false)
  }

  return (
    <Page title={t($ => $.handovers.title)} sub={t($ => $.handovers.sub)}>
      {result ? (
        <HandedOver result={result} onAgain={restart} />
      ) : (
        <div className={classes.columns}>
          <form className={classes.card} onSubmit={event => void submit(event)} noValidate>
            <Stack gap={16}>
              <Select
                label={t($ => $.handovers.from)}
                description={t($ => $.handovers.fromHint)}
                withAsterisk
                searchable
                data={givers}
                value={from === null ? null : String(from)}
                onChange={value => {
                  setFrom(value ? Number(value) : null)
                  setTo(to.filter(id => String(id) !== value))
                }}
                error={tried && from === null && t($ => $.handovers.need.from)}
              />
              <MultiSelect
                label={t($ => $.handovers.to)}
                description={t($ => $.handovers.toHint)}
                withAsterisk
                searchable
                hidePickedOptions
                data={receivers}
                value={to.map(String)}
                onChange={values => setTo(values.map(Number))}
                error={tried && to.length === 0 && t($ => $.handovers.need.to)}
              />
              {to.length > 1 && leads > 0 && (
                <Text size="sm" c="dimmed" mt={-8}>
                  {t($ => $.handovers.each, { figure: format.number(Math.round(leads / to.length)) })}
                </Text>
              )}
              <Textarea
                label={t($ => $.handovers.note)}
                description={t($ => $.handovers.noteHint)}
                autosize
                minRows={2}
                maxRows={8}
                maxLength={2000}
                value={note}
                onChange={event => setNote(event.currentTarget.value)}
              />
              <Button type="submit" loading={hand.pending} leftSection={<IconTransfer size={16} aria-hidden />}>
                {leads > 0
                  ? t($ => $.handovers.act, { count: leads, figure: format.number(leads) })
                  : t($ => $.handovers.actPlain)}
              </Button>
            </Stack>
          </form>
          <Book book={from === null ? undefined : book} />
        </div>
      )}
    </Page>
  )
}

const named = (one: { id: number; name: string; team: { name: string } | null }) => ({
  value: String(one.id),
  label: one.team ? `${one.name}（${one.team.name}）` : one.name,
})

/** Whoever works here or has left may give; whoever works with leads may take. */
function useParties(from: number | null) {
  const { t } = useTranslation()
  const holders = useQuery(rpc.holders.list.queryOptions())
  const users = useQuery(rpc.users.list.queryOptions({ input: { active: false, limit: 500 } }))
  const present = (holders.data?.items ?? []).filter(one => one.kind === 'user')
  const queues = (holders.data?.items ?? []).filter(one => one.kind === 'queue')
  const gone = (users.data?.items ?? []).filter(one => !one.active)
  return {
    givers: [
      ...present.map(named),
      ...gone.map(one => ({ value: String(one.id), label: `${one.name}（${t($ => $.handovers.left)}）` })),
      ...queues.map(named),
    ],
    receivers: present.filter(one => one.id !== from).map(named),
  }
}
