import { Button, Textarea, Title } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Tag } from '../../office/settings/Tag.tsx'
import { useAct } from '../../ui/act.ts'
import { api } from '../../ui/api.ts'
import { useFormat } from '../../ui/format.ts'
import classes from './forms.module.css'
import type { Form } from './forms.schema.ts'

/** What people read and agree to: the one in use, to be renewed, and those before it. */
export function FormWordings({ form }: { form: Form }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [now] = form.wordings
  const [purpose, setPurpose] = useState(now?.purpose ?? '')
  const [consent, setConsent] = useState(now?.consent ?? '')
  const renew = useAct(api.forms.reword, { done: t($ => $.forms.wording.renewed) })
  const same = purpose.trim() === now?.purpose && consent.trim() === now?.consent
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!same && purpose.trim()) void renew.run({ id: form.id, purpose, consent })
  }
  return (
    <div className={`${classes.stack} ${classes.narrow}`}>
      <p className="ui-prose ui-quiet">{t($ => $.forms.wording.intro)}</p>
      <form className={`ui-card ${classes.card}`} onSubmit={submit}>
        <Textarea
          label={t($ => $.forms.wording.purpose)}
          withAsterisk
          autosize
          minRows={3}
          maxLength={3000}
          value={purpose}
          onChange={event => setPurpose(event.currentTarget.value)}
        />
        <Textarea
          label={t($ => $.forms.wording.consent)}
          description={t($ => $.forms.wording.consentHint)}
          autosize
          minRows={2}
          maxLength={500}
          value={consent}
          onChange={event => setConsent(event.currentTarget.value)}
        />
        <div>
          <Button type="submit" variant="default" disabled={same || !purpose.trim()} loading={renew.pending}>
            {t($ => $.forms.wording.renew)}
          </Button>
        </div>
      </form>
      {form.wordings.map((wording, at) => (
        <section key={wording.id} className={`ui-card ${classes.card}`} style={{ gap: 6 }}>
          <div className={classes.line}>
            <Title order={2} fz={14}>
              {t($ => $.forms.wording.number, { number: wording.number })}
            </Title>
            {at === 0 && <Tag tone="accent">{t($ => $.forms.wording.current)}</Tag>}
            <span className={classes.small}>
              {wording.by
                ? t($ => $.forms.wording.by, { at: format.dateTime(wording.createdAt), name: wording.by })
                : format.dateTime(wording.createdAt)}
            </span>
          </div>
          <p className={classes.wording}>{wording.purpose}</p>
          <p className={wording.consent ? classes.wording : classes.small}>
            {wording.consent ? `☑ ${wording.consent}` : t($ => $.forms.wording.noConsent)}
          </p>
        </section>
      ))}
    </div>
  )
}
