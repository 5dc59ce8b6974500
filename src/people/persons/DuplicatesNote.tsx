import { Text } from '@mantine/core'
import { IconArrowsJoin } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { rpc } from '../../ui/api.ts'
import { useFormat } from '../../ui/format.ts'
import { useMay } from '../../ui/me.tsx'
import classes from './Merge.module.css'

/** Says when somebody may be here twice, and leads to where both are looked at. Nothing when nobody is. */
export function DuplicatesNote({ personId }: { personId: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const mayMerge = useMay('person.merge')
  const found = useQuery({ ...rpc.persons.duplicates.queryOptions({ input: { id: personId } }), enabled: mayMerge })
  const count = found.data?.length ?? 0
  if (count === 0) return null
  return (
    <Link to="/persons/$id/merge" params={{ id: personId }} className={classes.note}>
      <IconArrowsJoin size={16} stroke={1.6} aria-hidden />
      <Text size="sm" component="span">
        {t($ => $.merge.duplicates.title, { count, figure: format.number(count) })}
      </Text>
    </Link>
  )
}
