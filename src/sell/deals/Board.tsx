import {
  type Announcements,
  type CollisionDetection,
  DndContext,
  type DragEndEvent,
  DragOverlay,
  KeyboardCode,
  type KeyboardCoordinateGetter,
  KeyboardSensor,
  MouseSensor,
  pointerWithin,
  rectIntersection,
  TouchSensor,
  useDroppable,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import { Button, NativeSelect } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/format.ts'
import { Money } from '../../ui/Money.tsx'
import classes from './Board.module.css'
import { BoardCard, CardFace, type Target } from './BoardCard.tsx'
import type { Board as BoardShape, Deal } from './deals.schema.ts'

type Props = {
  board: BoardShape
  /** Where cards stand that were moved a moment ago: the server is being told. */
  moving: ReadonlyMap<number, number>
  mayMove: boolean
  onMove: (deal: Deal, to: Target) => void
  /** Shows more cards of a column, up to so many: then the list shows the rest. */
  onMore: (stageId: number) => void
  most: number
}

/** By pointer where it is; by keyboard, which has none, where most of the card is. */
const under: CollisionDetection = asked => {
  const hits = pointerWithin(asked)
  return hits.length > 0 ? hits : rectIntersection(asked)
}

/** Left and right go from column to column; down to where deals end. */
const byColumn: KeyboardCoordinateGetter = (event, { context: { droppableRects, collisionRect } }) => {
  if (!collisionRect) return undefined
  const places = [...droppableRects].map(([id, rect]) => ({ id: String(id), rect }))
  const columns = places.filter(p => p.id.startsWith('stage')).toSorted((a, b) => a.rect.left - b.rect.left)
  const ends = places.filter(p => p.id.startsWith('outcome')).toSorted((a, b) => a.rect.left - b.rect.left)
  const center = collisionRect.left + collisionRect.width / 2
  const isDown = ends.some(p => Math.abs(p.rect.top - collisionRect.top) < 40)
  const row = isDown ? ends : columns
  const at = row.findIndex(p => center >= p.rect.left && center <= p.rect.right)
  const next =
    event.code === KeyboardCode.Right
      ? row[at + 1]
      : event.code === KeyboardCode.Left
        ? row[at - 1]
        : event.code === KeyboardCode.Down
          ? ends[0]
          : event.code === KeyboardCode.Up && isDown
            ? columns[0]
            : undefined
  if (!next) return undefined
  event.preventDefault()
  return { x: next.rect.left + (next.rect.width - collisionRect.width) / 2, y: next.rect.top + 8 }
}

/** The open deals of a pipeline. Dropping on the last stage asks for the win, on the places below for why it ends. */
export function Board({ board, moving, mayMove, onMove, onMore, most }: Props) {
  const { t, i18n } = useTranslation()
  const [carried, setCarried] = useState<Deal>()
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 6 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 200, tolerance: 8 } }),
    useSensor(KeyboardSensor, { coordinateGetter: byColumn }),
  )
  const scroller = useRef<HTMLDivElement>(null)
  const nameOf = (stage: Deal['stage']) => (i18n.language === 'en' ? stage.en : stage.ja)
  const places = new Map<string, string>([
    ...board.columns.map(({ stage }) => [`stage ${stage.id}`, nameOf(stage)] as const),
    ['outcome lost', t($ => $.deals.lose)],
    ['outcome stopped', t($ => $.deals.stop)],
  ])
  const titleOf = (id: string | number) =>
    board.columns.flatMap(c => c.cards).find(card => card.id === Number(id))?.title ?? ''
  const say = (id: string | number | undefined) => places.get(String(id)) ?? ''
  const announcements: Announcements = {
    onDragStart: ({ active }) => t($ => $.deals.picked, { title: titleOf(active.id) }),
    onDragOver: ({ active, over }) =>
      over ? t($ => $.deals.over, { title: titleOf(active.id), place: say(over.id) }) : undefined,
    onDragEnd: ({ active, over }) =>
      over ? t($ => $.deals.dropped, { title: titleOf(active.id), place: say(over.id) }) : undefined,
    onDragCancel: ({ active }) => t($ => $.deals.cancelled, { title: titleOf(active.id) }),
  }
  const drop = ({ active, over }: DragEndEvent) => {
    const deal: Deal | undefined = active.data.current?.deal
    setCarried(undefined)
    if (!deal || !over) return
    const [kind, value] = String(over.id).split(' ')
    if (kind === 'outcome') return onMove(deal, { outcome: value === 'lost' ? 'lost' : 'stopped' })
    const stage = board.columns.find(c => c.stage.id === Number(value))?.stage
    if (!stage || stage.id === deal.stage.id) return
    onMove(deal, stage.wins ? { outcome: 'won' } : { stageId: stage.id })
  }
  const all = board.columns.flatMap(c => c.cards)
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={under}
      accessibility={{ announcements, screenReaderInstructions: { draggable: t($ => $.deals.dragHow) } }}
      onDragStart={({ active }) => setCarried(active.data.current?.deal)}
      onDragEnd={drop}
      onDragCancel={() => setCarried(undefined)}
    >
      <NativeSelect
        className={classes.jump}
        aria-label={t($ => $.deals.stageOf)}
        data={board.columns.map(({ stage, count }) => ({
          value: String(stage.id),
          label: i18n.language === 'en' ? `${stage.en} (${count})` : `${stage.ja}（${count}）`,
        }))}
        onChange={event =>
          scroller.current
            ?.querySelector(`[data-stage="${event.currentTarget.value}"]`)
            ?.scrollIntoView({ inline: 'start', block: 'nearest' })
        }
      />
      <div className={classes.columns} ref={scroller} tabIndex={0} role="region" aria-label={t($ => $.deals.board)}>
        {board.columns.map(column => (
          <Column
            key={column.stage.id}
            column={column}
            name={nameOf(column.stage)}
            carrying={carried !== undefined}
            onMore={column.cards.length < most ? () => onMore(column.stage.id) : undefined}
            pipelineId={board.pipelineId}
          >
            {all
              .filter(card => (moving.get(card.id) ?? card.stage.id) === column.stage.id)
              .map(card => (
                <BoardCard key={card.id} deal={card} columns={board.columns} mayMove={mayMove} onMove={onMove} />
              ))}
          </Column>
        ))}
      </div>
      <div className={classes.ends} data-shown={carried !== undefined || undefined} aria-hidden={!carried}>
        <End id="outcome lost" label={t($ => $.deals.lose)} />
        <End id="outcome stopped" label={t($ => $.deals.stop)} />
      </div>
      <DragOverlay dropAnimation={null}>
        {carried && (
          <div className={classes.card} data-carried>
            <CardFace deal={carried} />
          </div>
        )}
      </DragOverlay>
    </DndContext>
  )
}

type ColumnProps = {
  column: BoardShape['columns'][number]
  name: string
  carrying: boolean
  pipelineId: number
  onMore: (() => void) | undefined
  children: ReactNode
}

function Column({ column, name, carrying, pipelineId, onMore, children }: ColumnProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { stage, count, sum, weighted, stalled, cards } = column
  const { setNodeRef, isOver } = useDroppable({ id: `stage ${stage.id}` })
  return (
    <section
      ref={setNodeRef}
      className={classes.column}
      data-stage={stage.id}
      data-over={isOver || undefined}
      data-wins={stage.wins || undefined}
      data-carrying={carrying || undefined}
      aria-label={name}
    >
      <header className={classes.head}>
        <div className={classes.top}>
          <h2 className={classes.stage}>
            <span title={name}>{name}</span> <span className={classes.count}>{format.number(count)}</span>
          </h2>
          {stalled > 0 && (
            <span className={classes.stalled}>
              {t($ => $.deals.stalledCount, { count: stalled, figure: format.number(stalled) })}
            </span>
          )}
        </div>
        <div className={classes.sums}>
          {count > 0 && <Money amount={sum} />}
          {count > 0 && <span>{t($ => $.deals.weighted, { amount: format.money(weighted) })}</span>}
        </div>
      </header>
      <div className={classes.cards}>
        {children}
        {stage.wins && <p className={classes.hint}>{t($ => $.deals.winHint)}</p>}
        {count > cards.length &&
          (onMore ? (
            <Button variant="subtle" size="compact-sm" onClick={onMore}>
              {t($ => $.deals.more)}
            </Button>
          ) : (
            <Link
              to="/deals/list"
              search={
                {
                  filters: [
                    { key: 'state', op: 'in', value: ['open'] },
                    { key: 'pipelineId', op: 'in', value: [String(pipelineId)] },
                    { key: 'stageId', op: 'in', value: [String(stage.id)] },
                  ],
                } as never
              }
            >
              {t($ => $.deals.all)}
            </Link>
          ))}
      </div>
    </section>
  )
}

function End({ id, label }: { id: string; label: string }) {
  const { setNodeRef, isOver } = useDroppable({ id })
  return (
    <div ref={setNodeRef} className={classes.end} data-over={isOver || undefined}>
      {label}
    </div>
  )
}
