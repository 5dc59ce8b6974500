import { Button, Group, Skeleton, UnstyledButton } from '@mantine/core'
import { IconPencil, IconPlayerPlay, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Card, Section } from '../../office/settings/Section.tsx'
import { Notice, Tag } from '../../office/settings/Tag.tsx'
import { useLeadFilters } from '../../people/leads/LeadsPage.tsx'
import { useRulesSentence } from '../../people/segments/sentence.tsx'
import { useAct } from '../../ui/act.ts'
import { api, rpc } from '../../ui/api.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { Fact, Facts } from '../../ui/Fact.tsx'
import { useFormat } from '../../ui/format.ts'
import { Problem } from '../../ui/Problem.tsx'
import { Progress } from '../../ui/Progress.tsx'
import { Axes } from './Axes.tsx'
import { RuleDialog } from './RuleDialog.tsx'
import classes from './scoring.module.css'
import { type ScoringCard, type ScoringRule, Thresholds } from './scoring.schema.ts'
import { whatOf } from './whats.tsx'

/** スコアリング: the rules in sentences, the lines, and what a draft would change before it is published. */
export function ScoringSection() {
  const { t } = useTranslation()
  const cards = useQuery({
    ...rpc.scoringCards.list.queryOptions(),
    refetchInterval: query => (query.state.data?.items.some(c => c.recount?.state === 'running') ? 1_500 : false),
  })
  const all = cards.data?.items ?? []
  const draft = all.find(card => card.state === 'draft')
  const inForce = all.find(card => card.state === 'inForce')
  const shown = draft ?? inForce
  const forecast = useQuery({
    ...rpc.scoringCards.forecast.queryOptions({ input: { id: shown?.id ?? 0 } }),
    enabled: shown !== undefined,
  })
  return (
    <Section title={t($ => $.scoring.title)} sub={t($ => $.scoring.sub)}>
      {cards.isPending && <Skeleton height={320} />}
      {cards.isError && <Problem error={cards.error} onRetry={cards.refetch} />}
      {draft && <Draft card={draft} forecast={forecast.data} />}
      {inForce?.recount && <Recounting card={inForce} />}
      {shown && (
        <>
          <Lines card={shown} spread={forecast.data?.spread ?? []} />
          <RulesOf about="intent" rules={shown.rules} />
          <RulesOf about="fit" rules={shown.rules} />
          <Versions cards={all.filter(card => card.state !== 'draft')} />
        </>
      )}
    </Section>
  )
}

type Foreseen = { now: number; would: number; up: number; down: number; offered: number }

function Draft({ card, forecast }: { card: ScoringCard; forecast: Foreseen | undefined }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [asking, setAsking] = useState(false)
  const publish = useAct(api.scoringCards.publish, { done: t($ => $.scoring.draft.published) })
  const discard = useAct(api.scoringCards.discard, { done: t($ => $.scoring.draft.discarded) })
  const figures = forecast && {
    now: format.number(forecast.now),
    would: format.number(forecast.would),
    up: format.number(forecast.up),
    down: format.number(forecast.down),
  }
  return (
    <Notice tone="accent" icon={IconPencil}>
      <div className={classes.note}>
        <p aria-live="polite">
          {t($ => $.scoring.draft.notice)}{' '}
          {figures
            ? t($ => $.scoring.draft.forecast, { count: forecast.offered, ...figures })
            : t($ => $.scoring.draft.counting)}
        </p>
        <Group gap={8}>
          <Button variant="default" onClick={() => setAsking(true)}>
            {t($ => $.scoring.draft.discard)}
          </Button>
          <Button loading={publish.pending} onClick={() => void publish.run({ id: card.id })}>
            {t($ => $.scoring.draft.publish)}
          </Button>
        </Group>
      </div>
      <Confirm
        opened={asking}
        title={t($ => $.scoring.draft.discardTitle)}
        act={t($ => $.scoring.draft.discard)}
        pending={discard.pending}
        onClose={() => setAsking(false)}
        onAct={() => discard.run({ id: card.id }).then(() => setAsking(false))}
      >
        {t($ => $.scoring.draft.discardText)}
      </Confirm>
    </Notice>
  )
}

function Recounting({ card: { id, recount } }: { card: ScoringCard }) {
  const { t } = useTranslation()
  const format = useFormat()
  const steer = useAct(api.scoringCards.recount)
  if (!recount || recount.state === 'done') return null
  if (recount.state === 'running')
    return (
      <Progress
        label={t($ => $.scoring.recount.running)}
        done={recount.done}
        total={recount.total}
        onStop={() => steer.run({ id, state: 'stopped' })}
        stopping={steer.pending}
      />
    )
  return (
    <Notice tone="soon" icon={IconPlayerPlay}>
      <div className={classes.note}>
        <p>
          {t($ => $.scoring.recount.stopped, {
            done: format.number(recount.done),
            total: format.number(recount.total),
          })}
        </p>
        <Button loading={steer.pending} onClick={() => void steer.run({ id, state: 'running' })}>
          {t($ => $.scoring.recount.resume)}
        </Button>
      </div>
    </Notice>
  )
}

const thresholdKeys = Object.keys(Thresholds.shape) as (keyof Thresholds)[]

function Lines({ card, spread }: { card: ScoringCard; spread: Parameters<typeof Axes>[0]['spread'] }) {
  const { t } = useTranslation()
  const save = async (key: keyof Thresholds, value: unknown) => {
    // What is in force stays; the first change begins the draft.
    const draft = card.state === 'draft' ? card : await api.scoringCards.draft()
    return api.scoringCards.change({ id: draft.id, version: draft.version, [key]: Number(value) })
  }
  const change = useAct(({ key, value }: { key: keyof Thresholds; value: unknown }) => save(key, value))
  return (
    <Card title={t($ => $.scoring.lines.title)} hint={t($ => $.scoring.lines.hint)}>
      <div className={classes.axes}>
        <Axes thresholds={card} spread={spread} />
        <Facts>
          {thresholdKeys.map(key => (
            <Fact
              key={key}
              label={t($ => $.scoring.lines[key])}
              kind="number"
              value={card[key]}
              onSave={value => change.run({ key, value })}
            />
          ))}
        </Facts>
      </div>
    </Card>
  )
}

function RulesOf({ about, rules }: { about: 'fit' | 'intent'; rules: readonly ScoringRule[] }) {
  const { t } = useTranslation()
  const [editing, setEditing] = useState<ScoringRule | 'new'>()
  const its = rules.filter(rule => rule.about === about)
  return (
    <Card title={t($ => $.scoring.rules[about])} hint={t($ => $.scoring.rules[`${about}Hint`])}>
      {its.length === 0 && <p className={classes.quiet}>{t($ => $.scoring.rules.none)}</p>}
      <div>
        {its.map(rule => (
          <Rule key={rule.id} rule={rule} onEdit={() => setEditing(rule)} />
        ))}
      </div>
      <Button
        className={classes.start}
        size="compact-sm"
        variant="subtle"
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => setEditing('new')}
      >
        {t($ => $.scoring.rules.add)}
      </Button>
      {editing && (
        <RuleDialog
          about={about}
          rule={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)}
        />
      )}
    </Card>
  )
}

function Rule({ rule, onEdit }: { rule: ScoringRule; onEdit: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const sentences = useRulesSentence(useLeadFilters())
  const sentence = () => {
    if (rule.about === 'fit') return sentences(rule.conditions).join(' · ')
    const what = t($ => $.scoring.what[whatOf(rule) ?? 'other'])
    const page = rule.page === 'important' ? t($ => $.scoring.dialog.important) : rule.pageName
    const halves = t($ => $.scoring.rules.halves, { days: rule.halfLifeDays, cap: format.number(rule.cap) })
    return [what, page, halves].filter(Boolean).join(' · ')
  }
  return (
    <UnstyledButton
      className={classes.rule}
      onClick={onEdit}
      aria-label={t($ => $.scoring.rules.edit, { name: rule.name })}
    >
      <span className={`ui-figures ${classes.points}`} data-minus={rule.points < 0 || undefined}>
        {rule.points > 0 ? '+' : ''}
        {format.number(rule.points)}
      </span>
      <span>
        <span className={classes.name}>
          {rule.name}
          {rule.since === 'new' && rule.cardId > 1 && <Tag tone="accent">{t($ => $.scoring.rules.new)}</Tag>}
          {rule.since === 'changed' && <Tag tone="accent">{t($ => $.scoring.rules.changed)}</Tag>}
        </span>
        <span className={classes.sentence}>{sentence()}</span>
      </span>
      <IconPencil size={15} aria-hidden />
    </UnstyledButton>
  )
}

function Versions({ cards }: { cards: readonly ScoringCard[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Card title={t($ => $.scoring.versions.title)}>
      <ul className={classes.lines}>
        {cards.map(card => (
          <li key={card.id} className={classes.note}>
            <span>
              {card.publishedBy === null
                ? t($ => $.scoring.versions.preset)
                : card.endedAt
                  ? t($ => $.scoring.versions.past, {
                      from: format.dateTime(card.publishedAt!),
                      to: format.dateTime(card.endedAt),
                    })
                  : t($ => $.scoring.versions.inForce, { at: format.dateTime(card.publishedAt!) })}
            </span>
            {card.publishedBy && (
              <span className="ui-quiet">
                {t($ => $.scoring.versions.by, { name: t($ => $.event.user, { name: card.publishedBy!.name }) })}
              </span>
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}
