import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/format.ts'
import { useMay } from '../../ui/me.tsx'
import { AddCompany } from './AddCompany.tsx'
import classes from './CompanyPage.module.css'
import { CompanyPart } from './CompanyPart.tsx'
import type { CompanyPage } from './companies.schema.ts'
import { KindBadge } from './KindBadge.tsx'

/** group → company → site: where this one hangs. */
export function CompanyTree({ company }: { company: CompanyPage }) {
  const { t } = useTranslation()
  const mayEdit = useMay('company.edit')
  const [adding, setAdding] = useState(false)
  const depth = company.ancestors.length
  const alone = depth === 0 && company.children.length === 0
  return (
    <CompanyPart
      title={t($ => $.companies.tree.title)}
      act={
        mayEdit &&
        company.kind !== 'group' && (
          <Button
            size="compact-sm"
            variant="subtle"
            mr={-8}
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => setAdding(true)}
          >
            {t($ => $.companies.tree.addSite)}
          </Button>
        )
      }
    >
      {alone ? (
        <p className={classes.quiet}>{t($ => $.companies.tree.none)}</p>
      ) : (
        <ul className={classes.tree}>
          {company.ancestors.map((one, level) => (
            <Kin key={one.id} kin={one} level={level} />
          ))}
          <Kin kin={{ ...company, people: company.people }} level={depth} current />
          {company.children.map(one => (
            <Kin key={one.id} kin={one} level={depth + 1} />
          ))}
        </ul>
      )}
      <AddCompany opened={adding} onClose={() => setAdding(false)} siteOf={company} />
    </CompanyPart>
  )
}

type KinProps = {
  kin: { id: number; name: string; kind: CompanyPage['kind']; people?: number | null }
  level: number
  current?: boolean
}

function Kin({ kin, level, current = false }: KinProps) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <li style={{ paddingInlineStart: level * 18 }}>
      <KindBadge kind={kin.kind} bare />
      {current ? <strong aria-current="page">{kin.name}</strong> : <Link to={`/companies/${kin.id}`}>{kin.name}</Link>}
      {kin.people ? (
        <span className={classes.figure}>
          {t($ => $.companies.people.count, { count: kin.people, figure: format.number(kin.people) })}
        </span>
      ) : null}
    </li>
  )
}
