import { UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../ui/api.ts'
import { DateText } from '../../ui/DateText.tsx'
import type { EditKind } from '../../ui/Editor.tsx'
import { Fact, Facts } from '../../ui/Fact.tsx'
import { useMay } from '../../ui/me.tsx'
import { OwnFacts } from '../fields/OwnFacts.tsx'
import { saveField } from '../fields/saveField.tsx'
import { useOwnFields } from '../fields/useOwnFields.tsx'
import classes from './CompanyPage.module.css'
import { CompanyPart } from './CompanyPart.tsx'
import type { CompanyRow } from './companies.schema.ts'
import { KindBadge } from './KindBadge.tsx'
import { ParentDialog } from './ParentDialog.tsx'

type Plain =
  | 'name'
  | 'nameKana'
  | 'nameEn'
  | 'corporateNumber'
  | 'industry'
  | 'employees'
  | 'customerSince'
  | 'phone'
  | 'website'
  | 'domain'
  | 'postalCode'
  | 'prefecture'
  | 'address'
  | 'memo'

const kinds: Partial<Record<Plain, EditKind>> = { employees: 'number', customerSince: 'date', memo: 'long' }

/** Who the company is, edited in place. */
export function CompanyFacts({ company }: { company: CompanyRow }) {
  const { t } = useTranslation()
  const mayEdit = useMay('company.edit')
  const own = useOwnFields('company')
  const save = mayEdit
    ? (field: string) => (value: Parameters<typeof saveField>[3], version?: number) =>
        saveField(api.companies.change, company, field, value, version)
    : undefined
  const fact = (key: Plain, show?: React.ReactNode) => (
    <Fact
      key={key}
      label={t($ => $.companies.field[key])}
      value={company[key]}
      kind={kinds[key] ?? 'text'}
      onSave={save?.(key)}
      {...(show ? { show } : {})}
    />
  )
  return (
    <>
      <CompanyPart title={t($ => $.companies.about.basics)}>
        <Facts>
          {fact('name')}
          {fact('nameKana')}
          {fact('nameEn')}
          {company.kind === 'company' &&
            fact(
              'corporateNumber',
              company.corporateNumber && <span className="ui-figures">{company.corporateNumber}</span>,
            )}
          <Parent company={company} mayEdit={mayEdit} />
        </Facts>
      </CompanyPart>
      <CompanyPart title={t($ => $.companies.about.contact)}>
        <Facts>
          {fact('phone')}
          {fact('postalCode')}
          {fact('prefecture')}
          {fact('address')}
          {fact('website')}
          {fact('domain')}
        </Facts>
      </CompanyPart>
      <CompanyPart title={t($ => $.companies.about.trade)}>
        <Facts>
          {fact('industry')}
          {fact('employees')}
          {fact('customerSince', company.customerSince && <DateText value={company.customerSince} />)}
          {fact('memo')}
        </Facts>
      </CompanyPart>
      {own.length > 0 && (
        <CompanyPart title={t($ => $.companies.about.own)}>
          <Facts>
            <OwnFacts
              about="company"
              custom={company.custom}
              onSave={save && ((field, value, version) => save(field)(value, version))}
            />
          </Facts>
        </CompanyPart>
      )}
    </>
  )
}

function Parent({ company, mayEdit }: { company: CompanyRow; mayEdit: boolean }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const name = company.parentName ?? t($ => $.companies.parentPick.none)
  return (
    <>
      <Fact label={t($ => $.companies.field.kind)} value={company.kind} show={<KindBadge kind={company.kind} />} />
      <Fact
        label={t($ => $.companies.field.parent)}
        value={company.parentName}
        show={
          mayEdit ? (
            <UnstyledButton
              className={classes.inline}
              aria-label={t($ => $.companies.parentPick.change)}
              onClick={() => setOpen(true)}
            >
              {name}
            </UnstyledButton>
          ) : (
            name
          )
        }
      />
      {open && <ParentDialog company={company} onClose={() => setOpen(false)} />}
    </>
  )
}
