import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { api, rpc } from '../../ui/api.ts'
import type { EditKind } from '../../ui/Editor.tsx'
import { Fact, Facts } from '../../ui/Fact.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { saveField } from '../desk/saveField.tsx'
import { Card, Section } from './Section.tsx'
import type { Workspace } from './settings.schema.ts'
import { WorkingDays } from './WorkingDays.tsx'

type Company = typeof Workspace._output
type Plain = Exclude<keyof Company, 'version' | 'workingDays'>

/** 会社: its name, who mails come from, its calendar. */
export function CompanySection() {
  const { t } = useTranslation()
  const company = useQuery(rpc.workspace.get.queryOptions())
  return (
    <Section title={t($ => $.settings.company.title)}>
      {company.isError && <Problem error={company.error} onRetry={company.refetch} />}
      {company.isPending && [180, 180, 140].map((height, index) => <Skeleton key={index} height={height} />)}
      {company.data && <Cards company={company.data} />}
    </Section>
  )
}

function Cards({ company }: { company: Company }) {
  const { t, i18n } = useTranslation()
  const zones = useMemo(() => zonesIn(i18n.language, company.timeZone), [i18n.language, company.timeZone])
  const months = Array.from({ length: 12 }, (_, index) => ({
    value: String(index + 1),
    label: new Intl.DateTimeFormat(i18n.language, { month: 'long', timeZone: 'UTC' }).format(
      new Date(Date.UTC(2000, index)),
    ),
  }))
  const languages = [
    { value: 'ja', label: '日本語' },
    { value: 'en', label: 'English' },
  ]
  const times = timesWith(company.dayStarts, company.dayEnds)

  const fact = (field: Plain, kind: EditKind = 'text', options?: readonly { value: string; label: string }[]) => (
    <Fact
      label={t($ => $.settings.company[field])}
      kind={kind}
      value={company[field]}
      {...(options ? { options } : {})}
      onSave={(value, version) => {
        const said = field === 'fiscalMonth' || field === 'touchDays' ? Number(value) : (value ?? '')
        return saveField(company, field, version => api.workspace.change({ [field]: said, version }), version)
      }}
    />
  )
  return (
    <>
      <Card title={t($ => $.settings.company.about)}>
        <Facts>
          {fact('name')}
          {fact('fiscalMonth', 'choice', months)}
          {fact('touchDays', 'number')}
          {fact('timeZone', 'choice', zones)}
          {fact('language', 'choice', languages)}
        </Facts>
      </Card>
      <Card title={t($ => $.settings.company.sender)} hint={t($ => $.settings.company.senderHint)}>
        <Facts>
          {fact('senderName')}
          {fact('senderEmail')}
          {fact('postalAddress')}
          {fact('phone')}
        </Facts>
      </Card>
      <Card title={t($ => $.settings.company.work)} hint={t($ => $.settings.company.workHint)}>
        <WorkingDays
          company={company}
          save={(days, version) =>
            saveField(company, 'workingDays', version => api.workspace.change({ workingDays: days, version }), version)
          }
        />
        <Facts>
          {fact('dayStarts', 'choice', times)}
          {fact('dayEnds', 'choice', times)}
        </Facts>
      </Card>
    </>
  )
}

/** Every half hour, and what is set now if that is another. */
function timesWith(...own: string[]) {
  const halves = Array.from({ length: 48 }, (_, index) => {
    const hour = String(Math.floor(index / 2)).padStart(2, '0')
    return `${hour}:${index % 2 === 0 ? '00' : '30'}`
  })
  return [...new Set([...halves, ...own])].toSorted().map(value => ({ value, label: value }))
}

/** The present one first, the others behind it by name. */
function zonesIn(language: string, own: string) {
  return [...new Set([own, ...Intl.supportedValuesOf('timeZone')])].map(value => ({
    value,
    label: `${nameOf(value, language)} (${value})`,
  }))
}

function nameOf(timeZone: string, language: string): string {
  const parts = new Intl.DateTimeFormat(language, { timeZone, timeZoneName: 'longGeneric' }).formatToParts(0)
  return parts.find(part => part.type === 'timeZoneName')?.value ?? timeZone
}
