import { Button, Group, Select, Stack, TextInput } from '@mantine/core'
import { isEmail, isNotEmpty, useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api, rpc } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { useMe } from '../../ui/me.tsx'
import { fieldErrorsOf } from '../../ui/stale.ts'
import type { RoleName } from '../roles/rights.ts'
import { LinkReady } from './LinkReady.tsx'
import { RolesInput } from './RolesInput.tsx'
import { Trouble } from './useEntering.tsx'

type Ready = { name: string; email: string; link: string; until: Date }
type Values = { name: string; email: string; roles: RoleName[]; teamId: string | null; language: 'ja' | 'en' }

/** Adds a user, and shows the link by which they set a password: the mail may be slow, or there may be no mail server. */
export function InviteDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  const [ready, setReady] = useState<Ready>()
  const close = () => {
    setReady(undefined)
    onClose()
  }
  return (
    <Dialog
      opened={opened}
      onClose={close}
      title={ready ? t($ => $.users.invite.readyTitle, { name: ready.name }) : t($ => $.users.invite.title)}
    >
      {ready ? (
        <LinkReady {...ready}>
          <Button variant="default" onClick={() => setReady(undefined)}>
            {t($ => $.users.invite.another)}
          </Button>
          <Button variant="default" onClick={close}>
            {t($ => $.ui.act.close)}
          </Button>
        </LinkReady>
      ) : (
        <Form onReady={setReady} onClose={close} />
      )}
    </Dialog>
  )
}

function Form({ onReady, onClose }: { onReady: (ready: Ready) => void; onClose: () => void }) {
  const { t } = useTranslation()
  const me = useMe()
  const teams = useQuery(rpc.teams.list.queryOptions())
  const invite = useAct(api.users.create, { quiet: true })
  const form = useForm<Values>({
    initialValues: { name: '', email: '', roles: [], teamId: null, language: me.language },
    validate: {
      name: isNotEmpty(t($ => $.users.door.required)),
      email: isEmail(t($ => $.users.door.badEmail)),
      roles: roles => (roles.length === 0 ? t($ => $.users.invite.rolesNeeded) : null),
    },
  })
  const submit = async ({ teamId, ...said }: Values) => {
    try {
      const added = await invite.run({ ...said, email: said.email.trim(), teamId: teamId ? Number(teamId) : null })
      if (!added?.link) return onClose()
      onReady({ name: added.name, email: added.email, link: added.link, until: fortnightAfter(added.createdAt) })
    } catch (error) {
      form.setErrors(fieldErrorsOf(error))
    }
  }
  return (
    <form onSubmit={form.onSubmit(submit)} noValidate>
      <Stack gap={16}>
        <Trouble error={invite.error} />
        <TextInput
          data-autofocus
          maxLength={100}
          label={t($ => $.users.one.name)}
          autoComplete="off"
          {...form.getInputProps('name')}
        />
        <TextInput type="email" label={t($ => $.users.one.email)} autoComplete="off" {...form.getInputProps('email')} />
        <RolesInput label={t($ => $.users.one.roles)} {...form.getInputProps('roles')} />
        <Group grow align="flex-start">
          <Select
            label={t($ => $.users.one.team)}
            placeholder={t($ => $.users.one.noTeam)}
            data={(teams.data?.items ?? []).map(one => ({ value: String(one.id), label: one.name }))}
            clearable
            searchable
            {...form.getInputProps('teamId')}
          />
          <Select
            label={t($ => $.users.invite.language)}
            allowDeselect={false}
            data={[
              { value: 'ja', label: '日本語' },
              { value: 'en', label: 'English' },
            ]}
            {...form.getInputProps('language')}
          />
        </Group>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t($ => $.ui.act.cancel)}
          </Button>
          <Button type="submit" loading={invite.pending}>
            {t($ => $.users.invite.send)}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

const fortnightAfter = (at: Date) => new Date(at.getTime() + 14 * 86_400_000)
