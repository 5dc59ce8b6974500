import { IconExternalLink, IconPhone } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { StageBadge } from '../../ui/StageBadge.tsx'
import classes from './CompanyPage.module.css'
import type { CompanyRow } from './companies.schema.ts'
import { KindBadge } from './KindBadge.tsx'

/** What one sees of a company at a glance: kind, customer or not, trade and place, and the ways to reach it by one press. */
export function CompanyMarks({ company }: { company: CompanyRow }) {
  const { t } = useTranslation()
  const { phone, website } = company
  const href = website ? addressOf(website) : undefined
  return (
    <div className={classes.marks}>
      <KindBadge kind={company.kind} />
      {company.customerSince && <StageBadge stage="customer" />}
      <span className={classes.quiet}>{[company.industry, company.prefecture].filter(Boolean).join(' · ')}</span>
      {phone && (
        <a href={`tel:${phone.replace(/[^\d+]/g, '')}`} aria-label={t($ => $.companies.call, { number: phone })}>
          <IconPhone size={15} stroke={1.7} aria-hidden />
          {phone}
        </a>
      )}
      {href && (
        <a href={href} target="_blank" rel="noreferrer" aria-label={t($ => $.companies.site, { url: href })}>
          <IconExternalLink size={15} stroke={1.7} aria-hidden />
          {new URL(href).host}
        </a>
      )}
    </div>
  )
}

/** Only what is an address of the web is made a link. */
function addressOf(website: string): string | undefined {
  const text = /^https?:\/\//i.test(website) ? website : `https://${website}`
  return URL.canParse(text) && new URL(text).host.includes('.') ? text : undefined
}
