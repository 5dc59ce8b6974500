import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { Component, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Missing } from './art/Missing.tsx'

/** Catches what a page throws while it draws itself, so that the navigation stays. Pass the path as `at` to start afresh there. */
export class Crash extends Component<{ at: string; children: ReactNode }, { at: string; broken: boolean }> {
  override state = { at: this.props.at, broken: false }

  static getDerivedStateFromError() {
    return { broken: true }
  }

  static getDerivedStateFromProps(props: { at: string }, state: { at: string }) {
    return props.at === state.at ? null : { at: props.at, broken: false }
  }

  override render() {
    return this.state.broken ? <Broken /> : this.props.children
  }
}

export function Broken() {
  const { t } = useTranslation()
  return (
    <Stack role="alert" align="center" gap={8} py={64} px={16} ta="center">
      <Missing />
      <Title order={1}>{t($ => $.ui.problem.page)}</Title>
      <Text className="ui-prose" c="dimmed">
        {t($ => $.ui.problem.pageHint)}
      </Text>
      <Group mt={8}>
        <Button onClick={() => location.reload()}>{t($ => $.ui.problem.reload)}</Button>
        <Button variant="default" component="a" href="/">
          {t($ => $.ui.problem.home)}
        </Button>
      </Group>
    </Stack>
  )
}

export function NoSuchPage() {
  const { t } = useTranslation()
  return (
    <Stack align="center" gap={8} py={64} px={16} ta="center">
      <Missing />
      <Title order={1}>{t($ => $.ui.problem.missingTitle)}</Title>
      <Text c="dimmed">{t($ => $.ui.problem.missing)}</Text>
      <Button mt={8} variant="default" component="a" href="/">
        {t($ => $.ui.problem.home)}
      </Button>
    </Stack>
  )
}
