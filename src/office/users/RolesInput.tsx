import { Checkbox, SimpleGrid } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { type RoleName, roleNames } from '../roles/rights.ts'

type Props = {
  label: string
  value?: RoleName[]
  onChange?: (roles: RoleName[]) => void
  error?: ReactNode
  /** Says what each role does. */
  described?: boolean
}

/** One or several roles. */
export function RolesInput({ label, value = [], onChange, error, described = false }: Props) {
  const { t } = useTranslation()
  return (
    <Checkbox.Group
      label={label}
      error={error}
      value={value}
      onChange={next => onChange?.(roleNames.filter(role => next.includes(role)))}
    >
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing={described ? 12 : 8} mt={4} mb={error ? 4 : 0}>
        {roleNames.map(role => (
          <Checkbox
            key={role}
            value={role}
            label={t($ => $.roles.name[role])}
            {...(described ? { description: t($ => $.roles.does[role]) } : {})}
          />
        ))}
      </SimpleGrid>
    </Checkbox.Group>
  )
}
