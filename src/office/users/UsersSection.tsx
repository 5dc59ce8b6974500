import { Avatar, Button, SegmentedControl, Skeleton, Text, TextInput } from '@mantine/core'
import { useDebouncedValue, useDisclosure } from '@mantine/hooks'
import { IconPlus, IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { rpc } from '../../ui/api.ts'
import { useFormat } from '../../ui/format.ts'
import { Problem } from '../../ui/Problem.tsx'
import { Section } from '../settings/Section.tsx'
import { Tag } from '../settings/Tag.tsx'
import { InviteDialog } from './InviteDialog.tsx'
import classes from './UsersSection.module.css'
import type { User } from './users.schema.ts'

/** ユーザー: who works here, in which roles and teams; and who was deactivated. */
export function UsersSection() {
  const { t } = useTranslation()
  const [inviting, invite] = useDisclosure(false)
  const { invite: asked }: { invite?: unknown } = useSearch({ strict: false })
  const openInvite = invite.open
  useEffect(() => {
    if (asked === true) openInvite()
  }, [asked, openInvite])
  const [text, setText] = useState('')
  const [active, setActive] = useState(true)
  const [q] = useDebouncedValue(text.trim(), 150)
  const list = useInfiniteQuery(
    rpc.users.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        active,
        limit: 100,
        ...(q ? { q } : {}),
        ...(cursor ? { cursor } : {}),
      }),
      initialPageParam: undefined,
      getNextPageParam: page => page.nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    }),
  )
  const users = list.data?.pages.flatMap(page => page.items) ?? []
  return (
    <Section
      title={t($ => $.users.list.title)}
      act={{ label: t($ => $.users.list.invite), icon: IconPlus, onClick: invite.open, keys: 'c' }}
    >
      <div className={classes.tools}>
        <TextInput
          type="search"
          className={classes.search}
          leftSection={<IconSearch size={16} aria-hidden />}
          placeholder={t($ => $.users.list.search)}
          aria-label={t($ => $.users.list.search)}
          value={text}
          onChange={event => setText(event.currentTarget.value)}
        />
        <SegmentedControl
          size="xs"
          value={active ? 'here' : 'left'}
          onChange={value => setActive(value === 'here')}
          data={(['here', 'left'] as const).map(value => ({ value, label: t($ => $.users.list[value]) }))}
        />
      </div>
      {list.isError && <Problem error={list.error} onRetry={list.refetch} />}
      {list.isPending && <Skeleton height={240} />}
      {list.data && users.length === 0 && (
        <Text c="dimmed">{active || q ? t($ => $.users.list.none) : t($ => $.users.list.noneLeft)}</Text>
      )}
      {users.length > 0 && (
        <ul className={`ui-card ${classes.list}`}>
          {users.map(user => (
            <Row key={user.id} user={user} />
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t($ => $.users.list.more)}
        </Button>
      )}
      <InviteDialog opened={inviting} onClose={invite.close} />
    </Section>
  )
}

function Row({ user }: { user: User }) {
  const { t } = useTranslation()
  return (
    <li>
      <Link to={`/settings/users/${user.id}`} className={classes.row}>
        <Avatar size={32} color="ai" variant="light" alt="" className={classes.face}>
          {user.name.slice(0, 1)}
        </Avatar>
        <span className={classes.who}>
          <span className={classes.name}>{user.name}</span>
          <span className={classes.mail}>{user.email}</span>
        </span>
        <span className={classes.roles}>{user.roles.map(role => t($ => $.roles.name[role])).join('・')}</span>
        <span className={classes.team}>{user.team?.name ?? ''}</span>
        <span className={classes.state}>
          <State user={user} />
        </span>
      </Link>
    </li>
  )
}

export function State({ user }: { user: User }) {
  const { t } = useTranslation()
  const format = useFormat()
  const today = format.today()
  const away = user.awayFrom !== null && user.awayFrom <= today && (user.awayUntil === null || user.awayUntil >= today)
  if (!user.active) return <Tag>{t($ => $.users.list.left)}</Tag>
  if (!user.joined) return <Tag tone="accent">{t($ => $.users.list.waiting)}</Tag>
  if (!away) return null
  const soon = user.awayUntil?.slice(0, 4) === today.slice(0, 4)
  const until = user.awayUntil && (soon ? format.short(user.awayUntil) : format.date(user.awayUntil))
  return (
    <>
      <Tag tone="soon">{until ? t($ => $.users.list.away, { until }) : t($ => $.users.list.awayOpen)}</Tag>
      {user.deputy && (
        <Text span size="xs" c="dimmed">
          {t($ => $.users.list.deputy, { name: user.deputy.name })}
        </Text>
      )}
    </>
  )
}
