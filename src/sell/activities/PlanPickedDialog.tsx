import { Button, Group, Radio, SegmentedControl, Stack, Textarea, TextInput } from '@mantine/core'
import { IconCalendarPlus } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LeadBulk } from '../../people/leads/leadBulks.tsx'
import type { Picked } from '../../people/leads/leads.schema.ts'
import { useAct } from '../../ui/act.ts'
import { api } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { useFormat } from '../../ui/format.ts'
import { MomentField } from '../../ui/MomentField.tsx'
import type { DealBulk } from '../deals/DealsPage.tsx'
import type { PickedDeals } from '../deals/picked.schema.ts'
import { PlanMany } from './planMany.schema.ts'

/** What the list of leads offers for those who are picked: a ToDo, a call, a visit with each of them. */
export const planPicked: LeadBulk = {
  key: 'plan',
  label: t => t($ => $.activities.many.act),
  icon: IconCalendarPlus,
  right: 'activity.edit',
  dialog: (picked, close) => <PlanPickedDialog picked={picked} onClose={close} />,
}

/** The same for deals: it becomes what is next for each. */
export const planDeals: DealBulk = {
  key: 'plan',
  label: t => t($ => $.activities.many.act),
  icon: IconCalendarPlus,
  right: 'activity.edit',
  dialog: (deals, close) => <PlanPickedDialog deals={deals} onClose={close} />,
}

const kinds = ['task', 'call', 'visit', 'meeting', 'mail'] as const
type Kind = (typeof kinds)[number]

type Props = { onClose: (done: boolean) => void } & ({ picked: Picked } | { deals: PickedDeals })

function PlanPickedDialog(props: Props) {
  const { t } = useTranslation()
  return (
    <Dialog opened onClose={() => props.onClose(false)} title={t($ => $.activities.many.act)}>
      <Form {...props} />
    </Dialog>
  )
}

function Form({ onClose, ...whom }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const deals = 'deals' in whom
  const [kind, setKind] = useState<Kind>('task')
  const [who, setWho] = useState<PlanMany['who']>('me')
  const [subject, setSubject] = useState('')
  const [note, setNote] = useState('')
  const [at, setAt] = useState<Date | null>(null)
  const [tried, setTried] = useState(false)
  const plan = useAct(api.activities.planMany, {
    done: ({ planned }) => {
      const said = { count: planned, figure: format.number(planned) }
      return deals ? t($ => $.activities.many.doneDeals, said) : t($ => $.activities.many.done, said)
    },
    undo: async ({ operationId }) => {
      if (operationId !== null) await api.journal.undo({ id: operationId })
    },
  })
  const lacksWhat = kind === 'task' && !subject.trim()
  const lacksTime = kind !== 'task' && !at

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (plan.pending || lacksWhat || lacksTime) return
    const wanted = { ...whom, kind, who, subject: subject.trim(), note: note.trim() }
    if (await plan.run({ ...wanted, ...(at ? { plannedAt: at } : {}) })) onClose(true)
  }
  return (
    <form onSubmit={event => void submit(event)} noValidate>
      <Stack gap={16}>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label={t($ => $.activities.field.kind)}
          value={kind}
          onChange={value => setKind(kinds.find(one => one === value) ?? 'task')}
          data={kinds.map(one => ({ value: one, label: t($ => $.activities.kind[one]) }))}
        />
        <TextInput
          label={t($ => $.activities.field.subject)}
          withAsterisk={kind === 'task'}
          data-autofocus
          maxLength={200}
          value={subject}
          onChange={event => setSubject(event.currentTarget.value)}
          error={tried && lacksWhat && t($ => $.activities.need.what)}
        />
        <Radio.Group
          label={t($ => $.activities.many.who)}
          value={who}
          onChange={value => setWho(PlanMany.shape.who.parse(value))}
        >
          <Group gap={16} mt={6}>
            <Radio value="me" label={t($ => $.activities.many.me)} />
            <Radio value="holders" label={t($ => (deals ? $.activities.many.owners : $.activities.many.holders))} />
          </Group>
        </Radio.Group>
        <MomentField
          label={t($ => $.activities.field.at)}
          value={at}
          onChange={setAt}
          quick
          required={kind !== 'task'}
          error={tried && lacksTime && t($ => $.activities.need.at)}
        />
        <Textarea
          label={t($ => $.activities.field.note)}
          autosize
          minRows={2}
          maxRows={8}
          maxLength={10_000}
          value={note}
          onChange={event => setNote(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={() => onClose(false)}>
            {t($ => $.ui.act.cancel)}
          </Button>
          <Button type="submit" loading={plan.pending}>
            {t($ => $.activities.add)}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
