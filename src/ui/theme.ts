import { type CSSVariablesResolver, createTheme, type MantineColorsTuple, mergeThemeOverrides } from '@mantine/core'

/**
 * The look: greys, one accent (藍) and colours that always mean the same thing.
 * Parts take colours only from the `--ui-*` variables declared below; both schemes define every one of them.
 */
const ai: MantineColorsTuple = [
  '#f0f3fb',
  '#dfe5f5',
  '#bfcbea',
  '#98abdc',
  '#738bcc',
  '#556fbb',
  '#4259a8',
  '#344a93',
  '#2a3d7c',
  '#1e2c5c',
]

const grey: MantineColorsTuple = [
  '#f8f9fb',
  '#f1f3f6',
  '#e6e9ee',
  '#d5dae2',
  '#bcc3ce',
  '#98a1b0',
  '#6b7585',
  '#4e5766',
  '#363e4b',
  '#212833',
]

const night: MantineColorsTuple = [
  '#d3d7de',
  '#b9bfc9',
  '#98a0ae',
  '#6f7888',
  '#454d5b',
  '#363d49',
  '#2a303a',
  '#1c2027',
  '#161a20',
  '#101318',
]

const light = {
  '--ui-page': '#f6f7f9',
  '--ui-surface': '#ffffff',
  '--ui-raised': '#ffffff',
  '--ui-sunken': '#f1f3f6',
  '--ui-line': '#e3e7ed',
  '--ui-line-strong': '#cdd3dd',
  '--ui-text': '#1f2630',
  '--ui-quiet': '#596273',
  '--ui-accent': '#344a93',
  '--ui-accent-soft': '#eaeefa',
  '--ui-accent-line': '#98abdc',
  '--ui-hover': '#f3f5f9',
  '--ui-picked': '#e8edfa',
  '--ui-late': '#b3261e',
  '--ui-late-soft': '#fdeceb',
  '--ui-soon': '#8a4b00',
  '--ui-soon-soft': '#fdf1df',
  '--ui-money': '#0f6b43',
  '--ui-money-soft': '#e3f4eb',
  '--ui-hot': '#b83210',
  '--ui-warm': '#8a5a00',
  '--ui-cool': '#3d6583',
  '--ui-stage-lead': '#eef1f8',
  '--ui-stage-lead-ink': '#3d4c78',
  '--ui-stage-mql': '#d5def3',
  '--ui-stage-mql-ink': '#26396f',
  '--ui-stage-sal': '#556cb4',
  '--ui-stage-sal-ink': '#ffffff',
  '--ui-stage-sql': '#2d4185',
  '--ui-stage-sql-ink': '#ffffff',
  '--ui-stage-won': '#13794d',
  '--ui-stage-won-ink': '#ffffff',
  '--ui-stage-recycled': '#f4ecf7',
  '--ui-stage-recycled-ink': '#6a3d7c',
  '--ui-stage-disqualified': '#eceef1',
  '--ui-stage-disqualified-ink': '#5a6372',
}

const dark: typeof light = {
  '--ui-page': '#13161b',
  '--ui-surface': '#1a1e25',
  '--ui-raised': '#222730',
  '--ui-sunken': '#15181e',
  '--ui-line': '#2d333e',
  '--ui-line-strong': '#434b59',
  '--ui-text': '#e3e6eb',
  '--ui-quiet': '#a3abb9',
  '--ui-accent': '#a3b6ea',
  '--ui-accent-soft': '#242c45',
  '--ui-accent-line': '#4c5f9c',
  '--ui-hover': '#20252e',
  '--ui-picked': '#27304a',
  '--ui-late': '#ff9a92',
  '--ui-late-soft': '#3d2221',
  '--ui-soon': '#f2b866',
  '--ui-soon-soft': '#3a2d18',
  '--ui-money': '#6fd3a2',
  '--ui-money-soft': '#173427',
  '--ui-hot': '#ff9b7d',
  '--ui-warm': '#ecbc5c',
  '--ui-cool': '#93bedd',
  '--ui-stage-lead': '#2a303d',
  '--ui-stage-lead-ink': '#c3cce2',
  '--ui-stage-mql': '#32406a',
  '--ui-stage-mql-ink': '#dbe3f8',
  '--ui-stage-sal': '#5069b3',
  '--ui-stage-sal-ink': '#ffffff',
  '--ui-stage-sql': '#a3b6ea',
  '--ui-stage-sql-ink': '#141d3a',
  '--ui-stage-won': '#6fd3a2',
  '--ui-stage-won-ink': '#0b2a1b',
  '--ui-stage-recycled': '#382a40',
  '--ui-stage-recycled-ink': '#dcbde9',
  '--ui-stage-disqualified': '#2a2e36',
  '--ui-stage-disqualified-ink': '#aab1bd',
}

/** Mantine's own dimmed, placeholder and line colours fall short of AA on our greys; ours do not. */
export const themeVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    ...light,
    '--mantine-color-body': light['--ui-surface'],
    '--mantine-color-text': light['--ui-text'],
    '--mantine-color-dimmed': light['--ui-quiet'],
    '--mantine-color-placeholder': '#697283',
    '--mantine-color-error': light['--ui-late'],
    '--mantine-color-anchor': light['--ui-accent'],
    '--mantine-color-default-border': light['--ui-line-strong'],
  },
  dark: {
    ...dark,
    '--mantine-color-body': dark['--ui-surface'],
    '--mantine-color-text': dark['--ui-text'],
    '--mantine-color-dimmed': dark['--ui-quiet'],
    '--mantine-color-placeholder': '#98a1af',
    '--mantine-color-error': dark['--ui-late'],
    '--mantine-color-anchor': dark['--ui-accent'],
    '--mantine-color-ai-light': dark['--ui-accent-soft'],
    '--mantine-color-ai-light-hover': '#2c3654',
    '--mantine-color-ai-light-color': '#b9c7f0',
    '--mantine-color-default-border': dark['--ui-line-strong'],
  },
})

/** Where menus, calendars and dialogs are drawn: a landmark of their own, so that nothing on the page lies outside of one. */
export const overId = 'over'

const base = createTheme({
  colors: { ai, gray: grey, dark: night },
  primaryColor: 'ai',
  primaryShade: { light: 7, dark: 6 },
  fontFamily: "'Noto Sans JP Variable', 'Hiragino Sans', 'Yu Gothic UI', Meiryo, system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, SFMono-Regular, Menlo, Consolas, 'Noto Sans JP Variable', monospace",
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '18px' },
  lineHeights: { xs: '1.4', sm: '1.5', md: '1.6', lg: '1.6', xl: '1.5' },
  spacing: { xs: '4px', sm: '8px', md: '16px', lg: '24px', xl: '32px' },
  radius: { xs: '2px', sm: '4px', md: '6px', lg: '8px', xl: '12px' },
  defaultRadius: 'sm',
  headings: {
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '18px', lineHeight: '1.4' },
      h2: { fontSize: '15px', lineHeight: '1.5' },
      h3: { fontSize: '14px', lineHeight: '1.5' },
    },
  },
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Portal: { defaultProps: { target: `#${overId}` } },
    Button: { defaultProps: { size: 'sm' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    TextInput: { defaultProps: { size: 'sm' } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: true } },
    Menu: { defaultProps: { shadow: 'md', position: 'bottom-end', withInitialFocusPlaceholder: false } },
    Modal: { defaultProps: { centered: false, overlayProps: { backgroundOpacity: 0.35 } } },
  },
})

/** How a field writes a day. */
export const dayFormat = (language: 'ja' | 'en') => (language === 'ja' ? 'YYYY/MM/DD' : 'D MMM YYYY')

/** Words that the library's own buttons say to screen readers, and how calendars head their months. */
export function themeFor(language: 'ja' | 'en', say: ThemeWords) {
  const monthLabelFormat = language === 'ja' ? 'YYYY年M月' : 'MMMM YYYY'
  const yearLabelFormat = language === 'ja' ? 'YYYY年' : 'YYYY'
  const valueFormat = dayFormat(language)
  // Days of the next month are hidden: pale enough to be told apart, they cannot be read.
  const calendar = { monthLabelFormat, yearLabelFormat, ariaLabels: say.calendar, hideOutsideDates: true }
  const clearButtonProps = { 'aria-label': say.clear }
  // The list itself scrolls, not a box around it that neither a field nor the keyboard knows of.
  const choices = { size: 'sm', withScrollArea: false, styles: { options: { maxHeight: 240, overflowY: 'auto' } } }
  return mergeThemeOverrides(base, {
    components: {
      DatePicker: { defaultProps: calendar },
      DatePickerInput: { defaultProps: { ...calendar, valueFormat, clearButtonProps } },
      DateInput: { defaultProps: { ...calendar, valueFormat, clearButtonProps } },
      DateTimePicker: { defaultProps: { ...calendar, valueFormat: `${valueFormat} HH:mm`, clearButtonProps } },
      Select: { defaultProps: { ...choices, checkIconPosition: 'right', clearButtonProps } },
      MultiSelect: { defaultProps: { ...choices, clearButtonProps, attributes: { options: { tabIndex: 0 } } } },
      Notification: { defaultProps: { withBorder: true, closeButtonProps: { 'aria-label': say.close } } },
    },
  })
}

export type ThemeWords = { close: string; clear: string; calendar: Record<CalendarButton, string> }
type CalendarButton =
  | 'monthLevelControl'
  | 'yearLevelControl'
  | 'nextMonth'
  | 'previousMonth'
  | 'nextYear'
  | 'previousYear'
  | 'nextDecade'
  | 'previousDecade'
