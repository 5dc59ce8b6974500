import { Button, Group, Stack, Text } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api, failureOf } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { useMe } from '../../ui/me.tsx'
import { isRecord } from '../../ui/stale.ts'
import { sentenceOf, tellFailure } from '../../ui/tell.tsx'
import { Card } from '../settings/Section.tsx'
import classes from './Access.module.css'
import { LinkReady } from './LinkReady.tsx'
import type { User } from './users.schema.ts'

/** Letting a user in again, and letting them go. */
export function Access({ user }: { user: User }) {
  const { t } = useTranslation()
  const me = useMe()
  const { id, name, version } = user
  const [holds, setHolds] = useState<string>()
  const [ready, setReady] = useState<{ link: string; expiresAt: Date }>()
  const link = useAct(api.users.link)
  const back = useAct(api.users.reactivate, { done: t($ => $.users.one.reactivated, { name }) })
  const go = useAct(api.users.deactivate, {
    quiet: true,
    done: t($ => $.users.one.deactivated, { name }),
    undo: gone => api.users.reactivate({ id, version: gone.version }),
  })
  const deactivate = async () => {
    try {
      await go.run({ id, version })
    } catch (error) {
      if (failureOf(error) === 'refused' && hasWork(error)) setHolds(sentenceOf(error))
      else tellFailure(error)
    }
  }
  if (!user.active)
    return (
      <Card title={t($ => $.users.one.access)}>
        <div>
          <Button loading={back.pending} onClick={() => void back.run({ id, version })}>
            {t($ => $.users.one.reactivate)}
          </Button>
        </div>
      </Card>
    )
  return (
    <Card title={t($ => $.users.one.access)}>
      <div className={classes.line}>
        <Text size="sm" c="dimmed" className="ui-prose">
          {t($ => $.users.one.linkHint)}
        </Text>
        <Button variant="default" loading={link.pending} onClick={async () => setReady(await link.run({ id }))}>
          {user.joined ? t($ => $.users.one.link) : t($ => $.users.one.linkAgain)}
        </Button>
      </div>
      {me.id !== id && (
        <div className={classes.line}>
          <Text size="sm" c="dimmed" className="ui-prose">
            {t($ => $.users.one.deactivateHint)}
          </Text>
          <Button variant="default" color="red" loading={go.pending} onClick={() => void deactivate()}>
            {t($ => $.users.one.deactivate)}
          </Button>
        </div>
      )}
      <Dialog
        opened={ready !== undefined}
        onClose={() => setReady(undefined)}
        title={user.joined ? t($ => $.users.one.link) : t($ => $.users.invite.readyTitle, { name })}
      >
        {ready && (
          <LinkReady email={user.email} link={ready.link} until={ready.expiresAt}>
            <Button variant="default" onClick={() => setReady(undefined)}>
              {t($ => $.ui.act.close)}
            </Button>
          </LinkReady>
        )}
      </Dialog>
      <Holding sentence={holds} user={user} onClose={() => setHolds(undefined)} />
    </Card>
  )
}

function Holding({ sentence, user, onClose }: { sentence: string | undefined; user: User; onClose: () => void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  return (
    <Dialog
      opened={sentence !== undefined}
      onClose={onClose}
      title={t($ => $.users.one.holdsTitle, { name: user.name })}
    >
      <Stack gap={16}>
        <Text className="ui-prose">{sentence}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t($ => $.ui.act.cancel)}
          </Button>
          <Button data-autofocus onClick={() => void navigate({ to: '/handover', search: { from: user.id } })}>
            {t($ => $.users.one.handOver)}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}

/** The server refuses while they hold leads, offers or plans, and says how many. */
function hasWork(error: unknown): boolean {
  return error instanceof Error && 'data' in error && isRecord(error.data) && 'leads' in error.data
}
