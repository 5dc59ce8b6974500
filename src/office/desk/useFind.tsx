import { IconBuilding, IconUser } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { api } from '../../ui/api.ts'
import { useMay } from '../../ui/me.tsx'
import type { Found, Search } from '../../ui/Palette.tsx'

/** ⌘K over people and companies, as far as whoever searches may see them. */
export function useFind(): Search {
  const { t } = useTranslation()
  const people = useMay('person.read')
  const companies = useMay('company.read')
  const unknown = t($ => $.ui.person.unknown)

  return async (q, signal) => {
    const [persons, firms] = await Promise.all([
      people ? api.persons.list({ q, limit: 7 }, { signal }) : undefined,
      companies ? api.companies.list({ q, limit: 5 }, { signal }) : undefined,
    ])
    const found: Found[] = []
    for (const one of persons?.items ?? []) {
      found.push({
        id: `person ${one.id}`,
        group: t($ => $.desk.found.people),
        label: [one.familyName, one.givenName].filter(Boolean).join(' ') || unknown,
        description: [one.companyName, one.department, one.title].filter(Boolean).join(' '),
        icon: IconUser,
        to: `/persons/${one.id}`,
      })
    }
    for (const one of firms?.items ?? []) {
      found.push({
        id: `company ${one.id}`,
        group: t($ => $.desk.found.companies),
        label: one.name,
        description: [one.prefecture, one.industry].filter(Boolean).join(' '),
        icon: IconBuilding,
        to: `/companies/${one.id}`,
      })
    }
    return found
  }
}
