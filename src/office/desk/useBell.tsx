import { Button, Group, Text } from '@mantine/core'
import { notifications as toasts } from '@mantine/notifications'
import { IconBell } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api, rpc } from '../../ui/api.ts'
import type { BellItem, BellProps } from '../../ui/Bell.tsx'
import { useLive } from '../../ui/live.ts'
import type { Notification } from '../notifications/notifications.schema.ts'
import type { PageLine } from './pages.ts'

const latest = { input: { limit: 30 } }

/** What somebody was told: the list behind the bell, and a word in the corner when something new arrives. */
export function useBell(pages: readonly PageLine[]): BellProps {
  const { t } = useTranslation()
  const client = useQueryClient()
  const navigate = useNavigate()
  const list = useQuery(rpc.notifications.list.queryOptions(latest))
  const count = useQuery(rpc.notifications.count.queryOptions())
  const read = useAct(api.notifications.read)
  const items = list.data?.items ?? []

  const open = (one: Notification | undefined) => {
    if (!one) return
    if (!one.read) void read.run({ ids: [one.id] })
    const to = placeOf(one)
    // A line of the table may be missing for somebody's release; home always is there.
    void navigate({ to: pages.some(line => covers(line.at, to)) ? to : '/' })
  }

  useLive(async () => {
    const known = new Set(items.map(one => one.id))
    await client.invalidateQueries({ queryKey: rpc.notifications.key() })
    const now = client.getQueryData(rpc.notifications.list.queryKey(latest))?.items ?? []
    const fresh = now.find(one => !one.read && !known.has(one.id))
    if (!fresh) return
    const id = `notification-${fresh.id}`
    const show = () => {
      toasts.hide(id)
      open(fresh)
    }
    toasts.show({
      id,
      icon: <IconBell size={16} aria-hidden />,
      autoClose: 8000,
      message: <Told {...fresh} onOpen={show} />,
    })
  })

  return {
    unread: count.data?.unread ?? 0,
    items: items.map(one => itemOf(one, t)),
    onOpen: item => open(items.find(one => one.id === item.id)),
    onReadAll: () => read.run({}),
  }
}

function Told({ title, onOpen }: { title: string; onOpen: () => void }) {
  const { t } = useTranslation()
  return (
    <Group justify="space-between" wrap="nowrap" gap="sm">
      <Text size="sm">{title}</Text>
      <Button size="compact-sm" variant="default" onClick={onOpen}>
        {t($ => $.desk.show)}
      </Button>
    </Group>
  )
}

/** What folds several is not about the first company alone. */
function itemOf({ id, title, companyName, count, at, read }: Notification, t: TFunction): BellItem {
  const text = companyName && count > 1 ? t($ => $.desk.andOthers, { name: companyName }) : companyName
  return { id, title, at, read, ...(text ? { text } : {}) }
}

/** Where what it tells can be seen or answered. */
function placeOf({ kind, count, person, facts }: Notification): string {
  switch (kind) {
    case 'offer.given':
      return '/offers'
    case 'team.overdue':
      return '/day'
    case 'import.done':
      return `/imports/${String(facts.importId)}`
    case 'invoice.overdue':
      return count === 1 ? `/invoices/${String(facts.invoiceId)}` : '/invoices?state=overdue'
    case 'book.handedOver':
      return '/leads'
    default:
      return count === 1 && person ? `/persons/${person.id}` : '/leads'
  }
}

const covers = (at: string, path: string) => new RegExp(`^${at.replace(/\$\w+/g, '[^/]+')}$`).test(path)
