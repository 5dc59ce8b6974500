import { Badge, Button, UnstyledButton } from '@mantine/core'
import { IconArrowBackUp, IconChevronRight } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DateText } from '../../ui/DateText.tsx'
import { useFormat } from '../../ui/format.ts'
import classes from './Journal.module.css'
import type { Operation } from './journal.schema.ts'
import { OperationChanges } from './OperationChanges.tsx'
import { useJournalNames } from './useValueText.tsx'

type Props = { operation: Operation; busy: boolean; onUndo: () => void }

/** One act: when, who, what, about whom, how many rows; opened, each row before and after. */
export function OperationRow({ operation, busy, onUndo }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const names = useJournalNames()
  const [open, setOpen] = useState(false)
  const { name, at, by, about, tables, rows, undoneAt, undoes, undoable } = operation
  const what = names.operation(name)
  const counts = Object.entries(tables).map(([table, n]) =>
    t($ => $.journal.tables, { table: names.table(table), count: n, figure: format.number(n) }),
  )
  return (
    <li className={classes.operation} data-undone={undoneAt !== null || undefined}>
      <UnstyledButton className={classes.head} aria-expanded={open} onClick={() => setOpen(!open)}>
        <IconChevronRight size={16} stroke={1.6} className={classes.chevron} aria-hidden />
        <span className={classes.line}>
          <DateText value={at} as="time" />
          <span className={classes.what}>{what}</span>
          <span className={classes.by}>{by?.name ?? t($ => $.journal.machine)}</span>
          {undoneAt && (
            <Badge tt="none" variant="light" color="gray">
              {t($ => $.journal.undone)}
            </Badge>
          )}
          {undoes && (
            <Badge tt="none" variant="outline" color="gray">
              {t($ => $.journal.isUndo)}
            </Badge>
          )}
        </span>
      </UnstyledButton>
      <div className={classes.aside}>
        {about?.personId && (
          <Link to="/persons/$id" params={{ id: about.personId }}>
            {about.name || t($ => $.ui.person.unknown)}
          </Link>
        )}
        {about?.companyId && (
          <Link to="/companies/$id" params={{ id: about.companyId }}>
            {about.name}
          </Link>
        )}
        {rows > 0 && <span className="ui-quiet">{format.list(counts)}</span>}
      </div>
      {undoable && (
        <Button
          className={classes.undo}
          size="compact-sm"
          variant="default"
          leftSection={<IconArrowBackUp size={15} aria-hidden />}
          disabled={busy}
          onClick={onUndo}
          aria-label={t($ => $.journal.undoOf, { what })}
        >
          {t($ => $.journal.undo)}
        </Button>
      )}
      {open && <OperationChanges operation={operation} />}
    </li>
  )
}
