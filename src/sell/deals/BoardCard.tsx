import { useDraggable } from '@dnd-kit/core'
import { ActionIcon, Menu } from '@mantine/core'
import { IconAlertTriangle, IconDots, IconGripVertical } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/format.ts'
import { Money } from '../../ui/Money.tsx'
import { KindSign } from '../activities/kind.tsx'
import { Age } from './Age.tsx'
import classes from './Board.module.css'
import type { Board, Deal, DealOutcome } from './deals.schema.ts'

export type Target = { stageId: number } | { outcome: DealOutcome }

type Props = {
  deal: Deal
  columns: Board['columns']
  mayMove: boolean
  onMove: (deal: Deal, to: Target) => void
}

/** A deal on the board. It is dragged as a whole, by its handle with the keyboard, or sent on by its menu. */
export function BoardCard({ deal, columns, mayMove, onMove }: Props) {
  const { t } = useTranslation()
  const { setNodeRef, setActivatorNodeRef, attributes, listeners, isDragging } = useDraggable({
    id: deal.id,
    data: { deal },
    disabled: !mayMove,
  })
  return (
    <article ref={setNodeRef} className={classes.card} data-away={isDragging || undefined} {...listeners}>
      <CardFace deal={deal} />
      {mayMove && (
        <div className={classes.tools}>
          <ActionIcon
            ref={setActivatorNodeRef}
            size="sm"
            className={classes.grip}
            {...attributes}
            aria-label={t($ => $.deals.drag, { title: deal.title })}
          >
            <IconGripVertical size={14} />
          </ActionIcon>
          <CardMenu deal={deal} columns={columns} onMove={onMove} />
        </div>
      )}
    </article>
  )
}

/** Where else it can go. The menu is made when it is first wanted: there are hundreds of cards. */
function CardMenu({ deal, columns, onMove }: Pick<Props, 'deal' | 'columns' | 'onMove'>) {
  const { t, i18n } = useTranslation()
  const [open, setOpen] = useState<boolean>()
  const keep = (event: { stopPropagation: () => void }) => event.stopPropagation()
  const button = (
    <ActionIcon
      size="sm"
      aria-label={t($ => $.deals.menu, { title: deal.title })}
      aria-haspopup="menu"
      onClick={() => setOpen(!open)}
      onPointerDown={keep}
      onMouseDown={keep}
      onTouchStart={keep}
    >
      <IconDots size={14} />
    </ActionIcon>
  )
  if (open === undefined) return button
  return (
    <Menu position="bottom-end" width={220} opened={open} onChange={setOpen}>
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t($ => $.deals.moveTo)}</Menu.Label>
        {columns
          .filter(({ stage }) => stage.id !== deal.stage.id)
          .map(({ stage }) => (
            <Menu.Item
              key={stage.id}
              onClick={() => onMove(deal, stage.wins ? { outcome: 'won' } : { stageId: stage.id })}
            >
              {i18n.language === 'en' ? stage.en : stage.ja}
            </Menu.Item>
          ))}
        <Menu.Divider />
        <Menu.Item onClick={() => onMove(deal, { outcome: 'lost' })}>{t($ => $.deals.lose)}</Menu.Item>
        <Menu.Item onClick={() => onMove(deal, { outcome: 'stopped' })}>{t($ => $.deals.stop)}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

/** What a card says; the same while it is carried. */
export function CardFace({ deal }: { deal: Deal }) {
  const { t } = useTranslation()
  const format = useFormat()
  const late = deal.expectedClose !== null && format.daysFromToday(deal.expectedClose) < 0
  return (
    <>
      <div className={classes.company}>{deal.company?.name ?? deal.person?.name}</div>
      <Link to="/deals/$id" params={{ id: deal.id }} className={classes.title} draggable={false}>
        {deal.title}
      </Link>
      <div className={classes.money}>
        <Money amount={deal.amount} />
        {deal.certainty && (
          <span className={classes.certainty} title={t($ => $.deals.field.certainty)}>
            {deal.certainty}
          </span>
        )}
        {deal.expectedClose && (
          <span className={classes.date} data-late={late || undefined}>
            {format.short(deal.expectedClose)}
          </span>
        )}
      </div>
      <div className={classes.next} data-stalled={deal.stalled || undefined}>
        {deal.stalled ? (
          <>
            <IconAlertTriangle size={13} aria-hidden />
            <span>
              {t($ => $.dealList.stalledBecause, {
                why: deal.next ? t($ => $.deals.pastNext) : t($ => $.deals.noNext),
              })}
            </span>
          </>
        ) : (
          deal.next && (
            <>
              <KindSign kind={deal.next.kind} size={13} />
              <span title={deal.next.subject}>
                {format.short(deal.next.plannedAt)} {deal.next.subject}
              </span>
            </>
          )
        )}
      </div>
      <div className={classes.foot}>
        <span>{deal.owner.name}</span>
        <Age deal={deal} />
      </div>
    </>
  )
}
