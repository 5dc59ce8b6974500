import { Group, MultiSelect, NumberInput, Stack, Switch, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLeadFilters } from '../../people/leads/LeadsPage.tsx'
import { RulesInput } from '../../people/segments/RulesInput.tsx'
import type { Rules } from '../../people/segments/rules.schema.ts'
import { useAct } from '../../ui/act.ts'
import { api, rpc } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { FormFoot } from '../../ui/FormFoot.tsx'
import type { AssignmentRule } from './assignment.schema.ts'

const everybody: Rules = { all: [] }

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
  const [conditions, setConditions] = useState<Rules>(rule?.conditions ?? everybody)
  const [receivers, setReceivers] = useState<string[]>(rule?.receivers.map(one => String(one.id)) ?? [])
  const [capacity, setCapacity] = useState<number | string>(rule?.capacity ?? '')
  const [answerDays, setDays] = useState<number | string>(rule?.answerDays ?? '')
  const [active, setActive] = useState(rule?.active ?? true)
  const [tried, setTried] = useState(false)
  const create = useAct(api.assignmentRules.create)
  const change = useAct(api.assignmentRules.change)
  const remove = useAct(api.assignmentRules.remove)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!name.trim() || receivers.length === 0) return
    const wanted = {
      name: name.trim(),
      conditions,
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
        <RulesInput
          rules={rule?.conditions ?? everybody}
          definitions={definitions.filter(one => one.key !== 'holder')}
          onChange={setConditions}
          title={t($ => $.assignment.dialog.conditions)}
          adds={t($ => $.assignment.dialog.addCondition)}
        />
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
        <FormFoot
          save={t($ => $.assignment.dialog.save)}
          saving={create.pending || change.pending}
          onCancel={onClose}
          remove={
            rule && {
              label: t($ => $.assignment.dialog.remove),
              pending: remove.pending,
              run: () => void remove.run({ id: rule.id }).then(onClose),
            }
          }
        />
      </Stack>
    </form>
  )
}
