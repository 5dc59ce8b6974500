import { Group, NumberInput, SegmentedControl, Select, Stack, TextInput } from '@mantine/core'
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
import { isFitKey } from './fitKeys.schema.ts'
import type { AddRule, ScoringRule } from './scoring.schema.ts'
import { type What, whatOf, whats } from './whats.tsx'

type Props = { about: 'fit' | 'intent'; rule: ScoringRule | undefined; onClose: () => void }

/** One rule, saved to the draft. */
export function RuleDialog({ about, rule, onClose }: Props) {
  const { t } = useTranslation()
  return (
    <Dialog opened onClose={onClose} title={t($ => (rule ? $.scoring.dialog.change : $.scoring.dialog.add))}>
      <Form about={about} rule={rule} onClose={onClose} />
    </Dialog>
  )
}

function Form({ about: first, rule, onClose }: Props) {
  const { t } = useTranslation()
  const intent = rule?.about === 'intent' ? rule : undefined
  const [about, setAbout] = useState(rule?.about ?? first)
  const [name, setName] = useState(rule?.name ?? '')
  const [points, setPoints] = useState<number | string>(rule?.points ?? 10)
  const [what, setWhat] = useState<What | undefined>(intent ? whatOf(intent) : 'page')
  const [page, setPage] = useState(intent?.page === 'named' ? String(intent.pageId) : (intent?.page ?? 'any'))
  const [halfLifeDays, setHalfLife] = useState<number | string>(intent?.halfLifeDays ?? 30)
  const [cap, setCap] = useState<number | string>(intent?.cap ?? 30)
  const [conditions, setConditions] = useState<Rules>(rule?.about === 'fit' ? rule.conditions : { all: [] })
  const fitFilters = useLeadFilters().filter(one => isFitKey(one.key) && one.kind !== 'date')
  const [tried, setTried] = useState(false)
  const create = useAct(api.scoringRules.create)
  const change = useAct(api.scoringRules.change)
  const remove = useAct(api.scoringRules.remove)

  const lacks = {
    name: !name.trim(),
    points: typeof points !== 'number' || points === 0,
    days: about === 'intent' && (typeof halfLifeDays !== 'number' || typeof cap !== 'number'),
    conditions: about === 'fit' && conditions.all.length === 0,
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (Object.values(lacks).some(Boolean)) return
    const asked = what ? whats[what] : { eventKind: intent!.eventKind, facts: intent!.facts }
    const named = page !== 'any' && page !== 'important'
    const wanted: AddRule =
      about === 'fit'
        ? { about, name: name.trim(), points: Number(points), conditions }
        : {
            about,
            name: name.trim(),
            points: Number(points),
            ...asked,
            page: what !== 'page' || page === 'any' ? null : named ? 'named' : 'important',
            pageId: what === 'page' && named ? Number(page) : null,
            halfLifeDays: Number(halfLifeDays),
            cap: Number(cap),
          }
    const { about: _about, ...patch } = wanted
    const saved = rule ? await change.run({ id: rule.id, version: rule.version, ...patch }) : await create.run(wanted)
    if (saved) onClose()
  }
  const need = t($ => $.scoring.dialog.need)
  return (
    <form onSubmit={event => void submit(event)} noValidate>
      <Stack gap={16}>
        {!rule && (
          <SegmentedControl
            fullWidth
            aria-label={t($ => $.scoring.dialog.about)}
            value={about}
            onChange={value => setAbout(value === 'fit' ? 'fit' : 'intent')}
            data={[
              { value: 'intent', label: t($ => $.scoring.dialog.aboutIntent) },
              { value: 'fit', label: t($ => $.scoring.dialog.aboutFit) },
            ]}
          />
        )}
        <TextInput
          data-autofocus
          withAsterisk
          maxLength={60}
          label={t($ => $.scoring.dialog.name)}
          value={name}
          onChange={event => setName(event.currentTarget.value)}
          error={tried && lacks.name && need}
        />
        {about === 'intent' ? (
          <Intent what={what} onWhat={setWhat} page={page} onPage={setPage} />
        ) : (
          <RulesInput
            rules={conditions}
            definitions={fitFilters}
            onChange={setConditions}
            title={t($ => $.scoring.dialog.conditions)}
            adds={t($ => $.scoring.dialog.addCondition)}
            error={tried && lacks.conditions ? need : undefined}
          />
        )}
        <Group grow align="start">
          <NumberInput
            label={t($ => $.scoring.dialog.points)}
            description={t($ => $.scoring.dialog.pointsHint)}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            min={-1000}
            max={1000}
            allowDecimal={false}
            value={points}
            onChange={setPoints}
            error={tried && lacks.points && need}
          />
          {about === 'intent' && (
            <>
              <NumberInput
                label={t($ => $.scoring.dialog.halfLife)}
                min={1}
                max={3650}
                allowDecimal={false}
                value={halfLifeDays}
                onChange={setHalfLife}
              />
              <NumberInput
                label={t($ => $.scoring.dialog.cap)}
                min={1}
                max={100_000}
                allowDecimal={false}
                value={cap}
                onChange={setCap}
              />
            </>
          )}
        </Group>
        <FormFoot
          save={t($ => $.scoring.dialog.save)}
          saving={create.pending || change.pending}
          onCancel={onClose}
          remove={
            rule && {
              label: t($ => $.scoring.dialog.remove),
              pending: remove.pending,
              run: () => void remove.run({ id: rule.id }).then(onClose),
            }
          }
        />
      </Stack>
    </form>
  )
}

type IntentProps = {
  what: What | undefined
  onWhat: (what: What) => void
  page: string
  onPage: (page: string) => void
}

function Intent({ what, onWhat, page, onPage }: IntentProps) {
  const { t } = useTranslation()
  const names = useQuery(rpc.pageNames.list.queryOptions())
  return (
    <Group grow align="start">
      <Select
        label={t($ => $.scoring.dialog.what)}
        allowDeselect={false}
        placeholder={t($ => $.scoring.what.other)}
        data={(Object.keys(whats) as What[]).map(one => ({ value: one, label: t($ => $.scoring.what[one]) }))}
        value={what ?? null}
        onChange={value => value && onWhat(value as What)}
      />
      {what === 'page' && (
        <Select
          label={t($ => $.scoring.dialog.page)}
          allowDeselect={false}
          data={[
            { value: 'any', label: t($ => $.scoring.dialog.anyPage) },
            { value: 'important', label: t($ => $.scoring.dialog.important) },
            ...(names.data?.items ?? []).map(one => ({ value: String(one.id), label: one.name })),
          ]}
          value={page}
          onChange={value => value && onPage(value)}
        />
      )}
    </Group>
  )
}
