import { IconBuilding, IconBuildingStore, IconSitemap } from '@tabler/icons-react'
import { useTongue } from '../../ui/words/tongue.tsx'
import type { CompanyKind } from './companies.schema.ts'
import classes from './KindBadge.module.css'

const signs = { group: IconSitemap, company: IconBuilding, site: IconBuildingStore }

/** Group, company or site: a shape and a word. */
export function KindBadge({ kind, bare = false }: { kind: CompanyKind; bare?: boolean }) {
  const { t } = useTongue()
  const Sign = signs[kind]
  return (
    <span className={classes.kind}>
      <Sign size={15} stroke={1.6} aria-hidden={!bare} aria-label={bare ? t($ => $.companies.kind[kind]) : undefined} />
      {!bare && t($ => $.companies.kind[kind])}
    </span>
  )
}
