import { NumberInput, Select, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CompanySelect } from '../../people/companies/CompanySelect.tsx'
import { takeBack } from '../../people/leads/takeBack.tsx'
import { useAct } from '../../ui/act.ts'
import { api, rpc } from '../../ui/api.ts'
import { DayInput } from '../../ui/DayInput.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { useMe } from '../../ui/me.tsx'
import { fieldErrorsOf } from '../../ui/stale.ts'
import { sentenceOf } from '../../ui/tell.tsx'
import { PersonPicker } from '../activities/PersonPicker.tsx'
import { bantParts } from './deals.schema.ts'
import { Foot } from './EndDialog.tsx'
import { useOwners } from './useOwners.tsx'

type Whom = { personId?: number; companyId?: number; name?: string }
/** `pipeline`: the one that is looked at; it can be changed. */
type Props = { opened: boolean; onClose: () => void; whom?: Whom; pipeline?: number | undefined }

/** Opens a deal: with whom, about what, and what of BANT is known. What is lacking is said where it is asked for. */
export function OpenDealDialog({ opened, onClose, whom = {}, pipeline }: Props) {
  const { t } = useTranslation()
  return (
    <Dialog opened={opened} onClose={onClose} title={t($ => $.deals.add)}>
      <Form whom={whom} onClose={onClose} seen={pipeline} />
    </Dialog>
  )
}

function Form({ whom, onClose, seen }: { whom: Whom; onClose: () => void; seen: number | undefined }) {
  const { t } = useTranslation()
  const me = useMe()
  const owners = useOwners()
  const pipelines = useQuery(rpc.pipelines.list.queryOptions({ input: {} }))
  const given = whom.personId !== undefined || whom.companyId !== undefined
  const [title, setTitle] = useState('')
  const [personId, setPersonId] = useState<number | null>(whom.personId ?? null)
  const [company, setCompany] = useState<{ id: number; name: string } | null>(null)
  const [amount, setAmount] = useState<number | string>('')
  const [close, setClose] = useState<string | null>(null)
  const [pipelineId, setPipelineId] = useState<string | null>(seen ? String(seen) : null)
  const [ownerId, setOwnerId] = useState<string | null>(null)
  const [bant, setBant] = useState<Partial<Record<(typeof bantParts)[number], string>>>({})
  const [tried, setTried] = useState(false)
  const [said, setSaid] = useState<Record<string, string>>({})
  const create = useAct(api.deals.create, { done: t($ => $.deals.opened), undo: takeBack, quiet: true })
  const all = pipelines.data?.items ?? []
  const pipeline = all.find(one => String(one.id) === pipelineId) ?? all[0]
  const companyId = whom.companyId ?? company?.id
  const lacksWhom = !given && personId === null && !companyId
  const owner = ownerId ?? (owners.some(one => one.value === String(me.id)) ? String(me.id) : null)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    setSaid({})
    if (!title.trim() || lacksWhom || create.pending) return
    try {
      await create.run({
        title,
        ...(personId === null ? {} : { personId }),
        ...(companyId ? { companyId } : {}),
        ...(Number(amount) ? { amount: Number(amount) } : {}),
        ...(close ? { expectedClose: close } : {}),
        ...(pipeline ? { pipelineId: pipeline.id } : {}),
        ...(owner ? { ownerId: Number(owner) } : {}),
        bant,
      })
      onClose()
    } catch (error) {
      const fields = fieldErrorsOf(error)
      setSaid(Object.keys(fields).length > 0 ? fields : { whole: sentenceOf(error) })
    }
  }
  return (
    <form onSubmit={event => void submit(event)} noValidate>
      <Stack gap={12}>
        {given ? (
          whom.name && <Text fw={600}>{whom.name}</Text>
        ) : (
          <>
            <PersonPicker
              label={t($ => $.deals.field.person)}
              required={false}
              value={personId}
              onChange={setPersonId}
              error={tried && lacksWhom && t($ => $.deals.needWhom)}
            />
            <CompanySelect
              label={t($ => $.deals.field.company)}
              kinds={['company', 'group', 'site']}
              value={company}
              onPick={setCompany}
            />
          </>
        )}
        <TextInput
          label={t($ => $.deals.field.title)}
          withAsterisk
          data-autofocus
          maxLength={200}
          value={title}
          onChange={event => setTitle(event.currentTarget.value)}
          error={tried && !title.trim() ? t($ => $.deals.needTitle) : said.title}
        />
        <NumberInput
          label={t($ => $.deals.field.amount)}
          prefix="￥"
          thousandSeparator=","
          allowNegative={false}
          allowDecimal={false}
          hideControls
          value={amount}
          onChange={setAmount}
          error={said.amount}
        />
        <DayInput label={t($ => $.deals.field.expectedClose)} clearable value={close} onChange={setClose} />
        {all.length > 1 && (
          <Select
            label={t($ => $.deals.pipeline)}
            data={all.map(one => ({ value: String(one.id), label: one.name }))}
            value={pipeline ? String(pipeline.id) : null}
            onChange={setPipelineId}
            allowDeselect={false}
          />
        )}
        <Select
          label={t($ => $.deals.owner)}
          searchable
          data={owners}
          value={owner}
          onChange={setOwnerId}
          error={said.ownerId}
        />
        <fieldset style={{ margin: 0, padding: 0, border: 0 }}>
          <Text component="legend" fw={600} size="sm">
            {t($ => $.deals.bant.title)}
          </Text>
          {pipeline && pipeline.bantNeeded > 0 && (
            <Text size="xs" c="dimmed">
              {t($ => $.deals.bantHint, { count: pipeline.bantNeeded })}
            </Text>
          )}
          <Stack gap={8} mt={8}>
            {bantParts.map(part => (
              <TextInput
                key={part}
                label={t($ => $.deals.bant[part])}
                placeholder={t($ => $.deals.bantAsk[part])}
                maxLength={1000}
                value={bant[part] ?? ''}
                onChange={event => setBant({ ...bant, [part]: event.currentTarget.value })}
              />
            ))}
          </Stack>
        </fieldset>
        {(said.bant ?? said.whole) && (
          <Text c="var(--ui-late)" size="sm" role="alert">
            {said.bant ?? said.whole}
          </Text>
        )}
        <Foot label={t($ => $.deals.add)} loading={create.pending} onClose={onClose} />
      </Stack>
    </form>
  )
}
