import { Button, Skeleton } from '@mantine/core'
import { IconCircleCheck, IconMailOff, IconRefresh, IconSignature } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api, rpc } from '../../ui/api.ts'
import { Copy } from '../../ui/Copy.tsx'
import { useFormat } from '../../ui/format.ts'
import { Problem } from '../../ui/Problem.tsx'
import { Card, Section } from '../settings/Section.tsx'
import { Notice, Tag, type Tone } from '../settings/Tag.tsx'
import classes from './DomainSection.module.css'
import type { MailCheck, MailDomain } from './domain.schema.ts'

const tones: Record<MailCheck['state'], Tone> = { right: 'good', other: 'soon', none: 'late', unclear: 'plain' }

/** メール: what the DNS must say so that mailboxes take our mails for ours. */
export function DomainSection() {
  const { t } = useTranslation()
  const found = useQuery(rpc.mailDomains.get.queryOptions())
  return (
    <Section title={t($ => $.mailDomain.title)} sub={t($ => $.mailDomain.sub)}>
      {found.isPending && <Skeleton height={320} />}
      {found.isError && <Problem error={found.error} onRetry={found.refetch} />}
      {found.data && <Domain found={found.data} />}
    </Section>
  )
}

function Domain({ found }: { found: MailDomain }) {
  const { t } = useTranslation()
  const check = useQuery({ ...rpc.mailDomains.check.queryOptions(), enabled: false })
  if (found.domain === null)
    return (
      <Notice tone="soon" icon={IconMailOff}>
        {t($ => $.mailDomain.noSender)} <Link to="/settings/company">{t($ => $.mailDomain.toCompany)}</Link>
      </Notice>
    )
  return (
    <>
      <Signing since={found.signedSince} />
      <Card title={t($ => $.mailDomain.records, { domain: found.domain })} hint={t($ => $.mailDomain.recordsHint)}>
        <ul className={classes.records}>
          {found.records.map(record => (
            <Record key={record.kind} record={record} check={check.data?.items.find(one => one.kind === record.kind)} />
          ))}
        </ul>
        {check.isError && <Problem error={check.error} onRetry={check.refetch} />}
        <div>
          <Button
            variant="default"
            leftSection={<IconRefresh size={16} aria-hidden />}
            loading={check.isFetching}
            onClick={() => void check.refetch()}
          >
            {t($ => $.mailDomain.check)}
          </Button>
        </div>
      </Card>
    </>
  )
}

function Signing({ since }: { since: Date | null }) {
  const { t } = useTranslation()
  const format = useFormat()
  const sign = useAct(api.mailDomains.sign, { done: t($ => $.mailDomain.made) })
  return (
    <Card title={t($ => $.mailDomain.signing)} hint={t($ => $.mailDomain.signingHint)}>
      {since ? (
        <Notice tone="good" icon={IconCircleCheck}>
          {t($ => $.mailDomain.signedSince, { at: format.dateTime(since) })}
        </Notice>
      ) : (
        <div>
          <Button
            leftSection={<IconSignature size={16} aria-hidden />}
            loading={sign.pending}
            onClick={() => void sign.run(undefined)}
          >
            {t($ => $.mailDomain.sign)}
          </Button>
        </div>
      )}
    </Card>
  )
}

type RecordProps = { record: MailDomain['records'][number]; check: MailCheck | undefined }

function Record({ record: { kind, name, value }, check }: RecordProps) {
  const { t } = useTranslation()
  const label = t($ => $.mailDomain.kind[kind])
  return (
    <li>
      <div className={classes.head}>
        <h3>{label}</h3>
        {check && <Tag tone={tones[check.state]}>{t($ => $.mailDomain.state[check.state])}</Tag>}
      </div>
      <p className="ui-quiet">{t($ => $.mailDomain.why[kind])}</p>
      <dl className={classes.facts}>
        <dt>{t($ => $.mailDomain.name)}</dt>
        <dd>
          <code>{name}</code>
          <Copy small text={name} of={`${label} ${t($ => $.mailDomain.name)}`} />
        </dd>
        <dt>{t($ => $.mailDomain.value)}</dt>
        <dd>
          <code>{value}</code>
          <Copy small text={value} of={`${label} ${t($ => $.mailDomain.value)}`} />
        </dd>
        {check && check.found.length > 0 && (
          <>
            <dt>{t($ => $.mailDomain.found)}</dt>
            <dd>
              <code>{check.found.join('\n')}</code>
            </dd>
          </>
        )}
      </dl>
    </li>
  )
}
