import { IconBuilding, IconHeartHandshake, IconUser } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { api } from '../../ui/api.ts'
import { useMay } from '../../ui/me.tsx'
import type { Found, Search } from '../../ui/Palette.tsx'

/** ⌘K over people, companies and deals, as far as whoever searches may see them. */
export function useFind(): Search {
  const { t } = useTranslation()
  const people = useMay('person.read')
  const companies = useMay('company.read')
  const deals = useMay('deal.read')
  const unknown = t($ => $.ui.person.unknown)

  return async (q, signal) => {
    const [persons, firms, chances] = await Promise.all([
      people ? api.persons.list({ q, limit: 7 }, { signal }) : undefined,
      companies ? api.companies.list({ q, limit: 5 }, { signal }) : undefined,
      deals ? api.deals.list({ q, limit: 5, state: 'all' }, { signal }) : undefined,
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
    for (const one of chances?.items ?? []) {
      found.push({
        id: `deal ${one.id}`,
        group: t($ => $.desk.place.deals),
        label: one.title,
        description: [one.company?.name, one.owner.name].filter(Boolean).join(' '),
        icon: IconHeartHandshake,
        to: `/deals/${one.id}`,
      })
    }
    return found
  }
}
