import { UnstyledButton } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../ui/api.ts'
import { DateText } from '../../ui/DateText.tsx'
import { Fact, Facts } from '../../ui/Fact.tsx'
import { useMay } from '../../ui/me.tsx'
import { editKindOf } from '../fields/editKind.tsx'
import { OwnFacts } from '../fields/OwnFacts.tsx'
import { saveField } from '../fields/saveField.tsx'
import { useOwnFields } from '../fields/useOwnFields.tsx'
import classes from './CompanyPage.module.css'
import { CompanyPart } from './CompanyPart.tsx'
import type { CompanyRow } from './companies.schema.ts'
import { type CompanyFieldKey, companyFields, companyPart } from './companyFields.schema.ts'
import { KindBadge } from './KindBadge.tsx'
import { ParentDialog } from './ParentDialog.tsx'

/** Who the company is, edited in place. */
export function CompanyFacts({ company }: { company: CompanyRow }) {
  const { t } = useTranslation()
  const mayEdit = useMay('company.edit')
  const own = useOwnFields('company')
  const save = mayEdit
    ? (field: string) => (value: Parameters<typeof saveField>[3], version?: number) =>
        saveField(api.companies.change, company, field, value, version)
    : undefined
  const shown: Partial<Record<CompanyFieldKey, ReactNode>> = {
    corporateNumber: company.corporateNumber && <span className="ui-figures">{company.corporateNumber}</span>,
    customerSince: company.customerSince && <DateText value={company.customerSince} />,
  }
  const fact = (key: CompanyFieldKey) => (
    <Fact
      key={key}
      label={t($ => $.companies.field[key])}
      value={company[key]}
      kind={editKindOf(companyFields[key])}
      onSave={save?.(key)}
      {...(shown[key] ? { show: shown[key] } : {})}
    />
  )
  // Only a company has one: a group is several, a site is part of one.
  const basics = companyPart('basics').filter(key => key !== 'corporateNumber' || company.kind === 'company')
  return (
    <>
      <CompanyPart title={t($ => $.companies.about.basics)}>
        <Facts>
          {basics.map(fact)}
          <Parent company={company} mayEdit={mayEdit} />
        </Facts>
      </CompanyPart>
      <CompanyPart title={t($ => $.companies.about.contact)}>
        <Facts>{companyPart('contact').map(fact)}</Facts>
      </CompanyPart>
      <CompanyPart title={t($ => $.companies.about.trade)}>
        <Facts>{companyPart('trade').map(fact)}</Facts>
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
