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
        <Title order={2}>{person ? t($ => $.importBasis.title) : t($ => $.importBasis.titlePlain)}</Title>
      </div>
      {person && <Source draft={draft} />}
      {person && <Basis draft={draft} asked={asked} />}
      {run.about === 'activity' && (
        <Select
          maw={320}
          label={t($ => $.importBasis.kind)}
          placeholder={t($ => $.importBasis.kindNone)}
          data={activityKinds.map(value => ({ value, label: t($ => $.importFields.kind[value]) }))}
          value={draft.options.kind}
          onChange={value => draft.setOptions({ kind: value as ImportOptions['kind'] })}
          clearable
        />
      )}
      {run.about !== 'activity' && (
        <Radio.Group
          mt={person ? 20 : 0}
          label={t($ => $.importBasis.policy)}
          value={draft.options.policy}
          onChange={value => draft.setOptions({ policy: value as ImportOptions['policy'] })}
        >
          <div className={classes.bases}>
            <Radio value="fill" label={t($ => $.importBasis.fill)} />
            <Radio value="overwrite" label={t($ => $.importBasis.overwrite)} />
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
        label={t($ => $.importBasis.source)}
        description={t($ => $.importBasis.sourceHint)}
        placeholder={t($ => $.importBasis.sourceExample)}
        maxLength={200}
        value={options.source ?? ''}
        onChange={event => setOptions({ source: event.currentTarget.value })}
      />
      <DayInput
        label={t($ => $.importBasis.exchangedOn)}
        description={t($ => $.importBasis.whereEmpty)}
        value={options.exchangedOn}
        onChange={value => setOptions({ exchangedOn: value })}
        clearable
      />
      <TextInput
        label={t($ => $.importBasis.exchangedBy)}
        description={t($ => $.importBasis.whereEmpty)}
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
    business_card: t($ => $.importBasis.business_cardHint),
    opt_in: t($ => $.importBasis.opt_inHint),
    transaction: t($ => $.importBasis.transactionHint),
    published: t($ => $.importBasis.publishedHint),
    none: t($ => $.importBasis.noneHint),
  }
  return (
    <>
      <Radio.Group
        mt={20}
        required
        label={t($ => $.importBasis.question)}
        description={t($ => $.importBasis.questionHint)}
        error={asked && options.basis === null ? t($ => $.importBasis.ask) : undefined}
        value={options.basis ?? ''}
        onChange={value => setOptions({ basis: value as ConsentBasis })}
        id="import-basis"
      >
        <div className={classes.bases}>
          {consentBases.map(basis => (
            <Radio key={basis} value={basis} label={t($ => $.importBasis[basis])} description={hints[basis]} />
          ))}
        </div>
      </Radio.Group>
      {options.basis !== null && options.basis !== 'none' && (
        <TextInput
          mt={12}
          maw={560}
          label={t($ => $.importBasis.evidence)}
          description={t($ => $.importBasis.evidenceHint)}
          placeholder={t($ => $.importBasis.evidenceExample)}
          maxLength={500}
          value={options.evidence ?? ''}
          onChange={event => setOptions({ evidence: event.currentTarget.value })}
        />
      )}
    </>
  )
}
