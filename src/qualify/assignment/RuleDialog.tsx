import { Button, Group, MultiSelect, NumberInput, Stack, Switch, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLeadFilters } from '../../people/leads/LeadsPage.tsx'
import type { Condition } from '../../people/segments/rules.schema.ts'
import { useAct } from '../../ui/act.ts'
import { api, rpc } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { FilterChips } from '../../ui/grid/FilterChips.tsx'
import type { Filter } from '../../ui/grid/types.ts'
import type { AssignmentRule } from './assignment.schema.ts'

type Props = { rule: AssignmentRule | undefined; onClose: () => void }

export function RuleDialog({ rule, onClose }: Props) {
  const { t } = useTranslation()
  return (
    <Dialog opened onClose={onClose} title={t($ => (rule ? $.assignment.dialog.change : $.assignment.dialog.add))}>
      <Form rule={rule} onClose={onClose} />
    </Dialog>
  )
}

function Form({ rule, onClose }: Props) {
  const { t } = useTranslation()
  const holders = useQuery(rpc.holders.list.queryOptions())
  const definitions = useLeadFilters()
  const [name, setName] = useState(rule?.name ?? '')
  const [conditions, setConditions] = useState(rule?.conditions.all ?? [])
  const [receivers, setReceivers] = useState<string[]>(rule?.receivers.map(one => String(one.id)) ?? [])
  const [capacity, setCapacity] = useState<number | string>(rule?.capacity ?? '')
  const [answerDays, setDays] = useState<number | string>(rule?.answerDays ?? '')
  const [active, setActive] = useState(rule?.active ?? true)
  const [tried, setTried] = useState(false)
  const create = useAct(api.assignmentRules.create)
  const change = useAct(api.assignmentRules.change)
  const remove = useAct(api.assignmentRules.remove)
  const plain = conditions.filter((one): one is Condition => !('any' in one))
  const either = conditions.filter(one => 'any' in one)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!name.trim() || receivers.length === 0) return
    const wanted = {
      name: name.trim(),
      conditions: { all: conditions },
      receivers: receivers.map(Number),
      capacity: typeof capacity === 'number' ? capacity : null,
      answerDays: typeof answerDays === 'number' ? answerDays : null,
    }
    const saved = rule
      ? await change.run({ id: rule.id, version: rule.version, active, ...wanted })
      : await create.run(wanted)
    if (saved) onClose()
  }
  const need = t($ => $.assignment.dialog.need)
  return (
    <form onSubmit={event => void submit(event)} noValidate>
      <Stack gap={16}>
        <TextInput
          data-autofocus
          withAsterisk
          maxLength={60}
          label={t($ => $.assignment.dialog.name)}
          value={name}
          onChange={event => setName(event.currentTarget.value)}
          error={tried && !name.trim() && need}
        />
        <div>
          <div className="ui-quiet">{t($ => $.assignment.dialog.conditions)}</div>
          <FilterChips
            definitions={definitions.filter(one => one.key !== 'holder')}
            adds={t($ => $.assignment.dialog.addCondition)}
            view={{ filters: plain as readonly Filter[] }}
            onView={view => setConditions([...either, ...(view.filters as Condition[])])}
          />
        </div>
        <MultiSelect
          searchable
          withAsterisk
          label={t($ => $.assignment.dialog.receivers)}
          data={(holders.data?.items ?? []).map(one => ({ value: String(one.id), label: one.name }))}
          value={receivers}
          onChange={setReceivers}
          error={tried && receivers.length === 0 && need}
        />
        <Group grow align="start">
          <NumberInput
            label={t($ => $.assignment.dialog.capacity)}
            description={t($ => $.assignment.dialog.capacityHint)}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            min={1}
            max={100_000}
            allowDecimal={false}
            value={capacity}
            onChange={setCapacity}
          />
          <NumberInput
            label={t($ => $.assignment.dialog.answerDays)}
            description={t($ => $.assignment.dialog.answerHint)}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            min={0}
            max={30}
            allowDecimal={false}
            value={answerDays}
            onChange={setDays}
          />
        </Group>
        {rule && (
          <Switch
            label={t($ => $.assignment.dialog.active)}
            checked={active}
            onChange={event => setActive(event.currentTarget.checked)}
          />
        )}
        <Group justify="space-between">
          {rule ? (
            <Button
              variant="subtle"
              c="var(--ui-late)"
              leftSection={<IconTrash size={15} aria-hidden />}
              loading={remove.pending}
              onClick={() => void remove.run({ id: rule.id }).then(onClose)}
            >
              {t($ => $.assignment.dialog.remove)}
            </Button>
          ) : (
            <span />
          )}
          <Group gap={8}>
            <Button variant="default" onClick={onClose}>
              {t($ => $.ui.act.cancel)}
            </Button>
            <Button type="submit" loading={create.pending || change.pending}>
              {t($ => $.assignment.dialog.save)}
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  )
}
