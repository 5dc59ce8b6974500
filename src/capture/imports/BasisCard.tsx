import { Radio, Select, TextInput, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { DayInput } from '../../ui/DayInput.tsx'
import classes from './imports.module.css'
import { activityKinds, type ConsentBasis, consentBases, type Import, type ImportOptions } from './imports.schema.ts'
import type { Draft } from './useDraft.tsx'

/** What is asked once for the whole file: where it comes from, on which basis, what happens to what is known. */
export function BasisCard({ run, draft, asked }: { run: Import; draft: Draft; asked: boolean }) {
  const { t } = useTranslation()
  const person = run.about === 'person'
  return (
    <section className={`ui-card ${classes.card}`}>
      <div className={classes.cardHead}>
        <Title order={2}>{person ? t($ => $.imports.basis.title) : t($ => $.imports.basis.titlePlain)}</Title>
      </div>
      {person && <Source draft={draft} />}
      {person && <Basis draft={draft} asked={asked} />}
      {run.about === 'activity' && (
        <Select
          maw={320}
          label={t($ => $.imports.basis.kind)}
          placeholder={t($ => $.imports.basis.kindNone)}
          data={activityKinds.map(value => ({ value, label: t($ => $.imports.kind[value]) }))}
          value={draft.options.kind}
          onChange={value => draft.setOptions({ kind: value as ImportOptions['kind'] })}
          clearable
        />
      )}
      {run.about !== 'activity' && (
        <Radio.Group
          mt={person ? 20 : 0}
          label={t($ => $.imports.basis.policy)}
          value={draft.options.policy}
          onChange={value => draft.setOptions({ policy: value as ImportOptions['policy'] })}
        >
          <div className={classes.bases}>
            <Radio value="fill" label={t($ => $.imports.basis.fill)} />
            <Radio value="overwrite" label={t($ => $.imports.basis.overwrite)} />
          </div>
        </Radio.Group>
      )}
    </section>
  )
}

function Source({ draft: { options, setOptions } }: { draft: Draft }) {
  const { t } = useTranslation()
  return (
    <div className={classes.grid}>
      <TextInput
        label={t($ => $.imports.basis.source)}
        description={t($ => $.imports.basis.sourceHint)}
        placeholder={t($ => $.imports.basis.sourceExample)}
        maxLength={200}
        value={options.source ?? ''}
        onChange={event => setOptions({ source: event.currentTarget.value })}
      />
      <DayInput
        label={t($ => $.imports.basis.exchangedOn)}
        description={t($ => $.imports.basis.whereEmpty)}
        value={options.exchangedOn}
        onChange={value => setOptions({ exchangedOn: value })}
        clearable
      />
      <TextInput
        label={t($ => $.imports.basis.exchangedBy)}
        description={t($ => $.imports.basis.whereEmpty)}
        maxLength={100}
        value={options.exchangedBy ?? ''}
        onChange={event => setOptions({ exchangedBy: event.currentTarget.value })}
      />
    </div>
  )
}

function Basis({ draft: { options, setOptions }, asked }: { draft: Draft; asked: boolean }) {
  const { t } = useTranslation()
  const hints: Record<ConsentBasis, string> = {
    business_card: t($ => $.imports.basis.business_cardHint),
    opt_in: t($ => $.imports.basis.opt_inHint),
    transaction: t($ => $.imports.basis.transactionHint),
    published: t($ => $.imports.basis.publishedHint),
    none: t($ => $.imports.basis.noneHint),
  }
  return (
    <>
      <Radio.Group
        mt={20}
        required
        label={t($ => $.imports.basis.question)}
        description={t($ => $.imports.basis.questionHint)}
        error={asked && options.basis === null ? t($ => $.imports.basis.ask) : undefined}
        value={options.basis ?? ''}
        onChange={value => setOptions({ basis: value as ConsentBasis })}
        id="import-basis"
      >
        <div className={classes.bases}>
          {consentBases.map(basis => (
            <Radio key={basis} value={basis} label={t($ => $.imports.basis[basis])} description={hints[basis]} />
          ))}
        </div>
      </Radio.Group>
      {options.basis !== null && options.basis !== 'none' && (
        <TextInput
          mt={12}
          maw={560}
          label={t($ => $.imports.basis.evidence)}
          description={t($ => $.imports.basis.evidenceHint)}
          placeholder={t($ => $.imports.basis.evidenceExample)}
          maxLength={500}
          value={options.evidence ?? ''}
          onChange={event => setOptions({ evidence: event.currentTarget.value })}
        />
      )}
    </>
  )
}
