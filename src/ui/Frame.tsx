import '@fontsource-variable/noto-sans-jp/index.css'
import '@mantine/core/styles.layer.css'
import '@mantine/dates/styles.layer.css'
import '@mantine/dropzone/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import './theme.css'
import 'dayjs/locale/ja.js'
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { DatesProvider } from '@mantine/dates'
import { QueryClientProvider } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Messages } from './Messages.tsx'
import { queries } from './queries.ts'
import { overId, type ThemeWords, themeFor, themeVariables } from './theme.ts'
import { TongueProvider } from './words/tongue.tsx'

const schemes = localStorageColorSchemeManager({ key: 'musubi.scheme' })

/** Everything that must stand around the pages, once: look, calendar language, queries, dialogs, messages. */
export function Frame({ children }: { children: ReactNode }) {
  const { t, i18n } = useTranslation()
  const language = i18n.language === 'en' ? 'en' : 'ja'
  const theme = useMemo(() => themeFor(language, wordsOf(t)), [language, t])
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={themeVariables}
      colorSchemeManager={schemes}
      defaultColorScheme="auto"
    >
      <DatesProvider settings={{ locale: language, firstDayOfWeek: 1, weekendDays: [0, 6] }}>
        <QueryClientProvider client={queries}>
          <Messages />
          <TongueProvider>{children}</TongueProvider>
          <section id={overId} aria-label={t($ => $.ui.shell.over)} />
        </QueryClientProvider>
      </DatesProvider>
    </MantineProvider>
  )
}

function wordsOf(t: TFunction): ThemeWords {
  const calendar = (button: keyof ThemeWords['calendar']) => t($ => $.ui.calendar[button])
  return {
    close: t($ => $.ui.act.close),
    clear: t($ => $.ui.act.clear),
    calendar: {
      monthLevelControl: calendar('monthLevelControl'),
      yearLevelControl: calendar('yearLevelControl'),
      nextMonth: calendar('nextMonth'),
      previousMonth: calendar('previousMonth'),
      nextYear: calendar('nextYear'),
      previousYear: calendar('previousYear'),
      nextDecade: calendar('nextDecade'),
      previousDecade: calendar('previousDecade'),
    },
  }
}
