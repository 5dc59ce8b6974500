import { SegmentedControl, Skeleton, Switch, useMantineColorScheme } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api, rpc } from '../../ui/api.ts'
import { Fact, Facts } from '../../ui/Fact.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { changeLanguage } from '../../ui/words/language.ts'
import { Card, Section } from '../settings/Section.tsx'
import { Absence } from './Absence.tsx'
import { ChangePassword } from './ChangePassword.tsx'
import classes from './MyPage.module.css'
import type { Me } from './users.schema.ts'

/** 自分の設定: what everybody decides about themselves. */
export function MyPage() {
  const { t } = useTranslation()
  const me = useQuery(rpc.me.get.queryOptions())
  return (
    <Section title={t($ => $.users.me.title)}>
      {me.isError && <Problem error={me.error} onRetry={me.refetch} />}
      {me.isPending && <Skeleton height={240} />}
      {me.data && <Cards me={me.data} />}
    </Section>
  )
}

function Cards({ me }: { me: typeof Me._output }) {
  const { t } = useTranslation()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const change = useAct(api.me.change)
  const language = async (value: 'ja' | 'en') => {
    await changeLanguage(value)
    await change.run({ language: value })
  }
  return (
    <>
      <Card title={t($ => $.users.me.about)}>
        <Facts>
          <Fact
            label={t($ => $.users.one.name)}
            value={me.name}
            onSave={value => api.me.change({ name: String(value ?? '') })}
          />
          <Fact label={t($ => $.users.one.email)} value={me.email} />
          <Fact
            label={t($ => $.users.me.rolesAre)}
            value={me.roles.map(role => t($ => $.roles.name[role])).join('・')}
          />
          <Fact label={t($ => $.users.one.team)} value={me.team?.name ?? t($ => $.users.one.noTeam)} />
        </Facts>
      </Card>
      <Card title={t($ => $.users.me.look)}>
        <div className={classes.choices}>
          <span id="my-language">{t($ => $.ui.shell.language)}</span>
          <SegmentedControl
            aria-labelledby="my-language"
            value={me.language}
            onChange={value => void language(value === 'en' ? 'en' : 'ja')}
            data={[
              { value: 'ja', label: <span lang="ja">日本語</span> },
              { value: 'en', label: <span lang="en">English</span> },
            ]}
          />
          <span id="my-scheme">{t($ => $.ui.shell.scheme)}</span>
          <SegmentedControl
            aria-labelledby="my-scheme"
            value={colorScheme}
            onChange={value => setColorScheme(value === 'light' || value === 'dark' ? value : 'auto')}
            data={[
              { value: 'light', label: t($ => $.ui.shell.schemeLight) },
              { value: 'dark', label: t($ => $.ui.shell.schemeDark) },
              { value: 'auto', label: t($ => $.ui.shell.schemeAuto) },
            ]}
          />
        </div>
      </Card>
      <Card title={t($ => $.users.me.mails)} hint={t($ => $.users.me.mailsHint, { email: me.email })}>
        <Switch
          label={t($ => $.users.me.mailsOn)}
          checked={me.mailNotifications}
          disabled={change.pending}
          onChange={event => void change.run({ mailNotifications: event.currentTarget.checked })}
        />
      </Card>
      <Card title={t($ => $.users.one.absence)} hint={t($ => $.users.me.absenceHint)}>
        <Absence of={me} save={(field, value) => api.me.change({ [field]: value })} />
      </Card>
      <Card title={t($ => $.users.me.password)} hint={t($ => $.users.me.passwordHint)}>
        <ChangePassword email={me.email} />
      </Card>
    </>
  )
}
