import { ActionIcon, Menu, Popover, TextInput, UnstyledButton } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconFilterPlus, IconSearch, IconX } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FilterForm } from './FilterForm.tsx'
import classes from './Filters.module.css'
import { useSentence } from './sentences.ts'
import type { Filter, FilterDefinition, View } from './types.ts'

type Props = {
  definitions: readonly FilterDefinition[]
  view: View
  onView: (view: View) => void
  /** What the search field looks through: 「氏名・企業名・電話」. No field without it. */
  searches?: string | undefined
  /** What adding one more is called, where it is not a list that is narrowed. */
  adds?: string
}

/** What the list is narrowed to, as sentences one can click to change. */
export function FilterChips({ definitions, view, onView, searches, adds }: Props) {
  const { t } = useTranslation()
  const sentence = useSentence(definitions)
  const [adding, setAdding] = useState<FilterDefinition>()
  const change = (index: number, filter: Filter | undefined) => {
    const filters = [...view.filters]
    filters.splice(index, 1, ...(filter ? [filter] : []))
    onView({ ...view, filters })
  }
  return (
    <div className={classes.chips}>
      {searches && (
        <SearchField searches={searches} text={view.text ?? ''} onText={text => onView({ ...view, text })} />
      )}
      {view.filters.map((filter, index) => (
        <Chip
          // The same field may be narrowed twice; what it says tells them apart.
          key={JSON.stringify(filter)}
          words={sentence(filter)}
          definition={definitions.find(one => one.key === filter.key)}
          filter={filter}
          onApply={next => change(index, next)}
          onRemove={() => change(index, undefined)}
        />
      ))}
      {adding ? (
        <Chip
          words={adding.label}
          definition={adding}
          onApply={next => {
            setAdding(undefined)
            onView({ ...view, filters: [...view.filters, next] })
          }}
          onRemove={() => setAdding(undefined)}
        />
      ) : (
        definitions.length > 0 && (
          // The menu is longer than its place: its entries take the keyboard's stops, so that it can be scrolled by them.
          <Menu position="bottom-start" menuItemTabIndex={0}>
            <Menu.Target>
              <UnstyledButton className={classes.add}>
                <IconFilterPlus size={15} stroke={1.7} aria-hidden />
                {adds ?? t($ => $.grid.addFilter)}
              </UnstyledButton>
            </Menu.Target>
            <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
              {definitions.map(one => (
                <Menu.Item key={one.key} onClick={() => setAdding(one)}>
                  {one.label}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )
      )}
      {view.filters.length > 1 && (
        <UnstyledButton className={classes.add} onClick={() => onView({ ...view, filters: [] })}>
          {t($ => $.grid.clearFilters)}
        </UnstyledButton>
      )}
    </div>
  )
}

type ChipProps = {
  words: string
  definition: FilterDefinition | undefined
  /** Not there yet while it is being added: the form is open at once then, and closing it forgets the chip. */
  filter?: Filter
  onApply: (filter: Filter) => void
  onRemove: () => void
}

function Chip({ words, definition, filter, onApply, onRemove }: ChipProps) {
  const { t } = useTranslation()
  const [opened, setOpened] = useState(filter === undefined)
  const close = () => {
    setOpened(false)
    if (!filter) onRemove()
  }
  const apply = (next: Filter) => {
    setOpened(false)
    onApply(next)
  }
  return (
    <Popover
      opened={opened && definition !== undefined}
      onChange={isOpen => !isOpen && close()}
      position="bottom-start"
      width={300}
      shadow="md"
      trapFocus
    >
      <span className={classes.chip}>
        <Popover.Target>
          <UnstyledButton className={classes.words} onClick={() => setOpened(!opened)}>
            {words}
          </UnstyledButton>
        </Popover.Target>
        <ActionIcon size={18} radius="xl" onClick={onRemove} aria-label={t($ => $.grid.removeFilter, { words })}>
          <IconX size={12} />
        </ActionIcon>
      </span>
      <Popover.Dropdown>
        {definition && <FilterForm definition={definition} filter={filter} onApply={apply} />}
      </Popover.Dropdown>
    </Popover>
  )
}

/** Searches after a pause or on Enter, never in the middle of a Japanese conversion. */
function SearchField({ searches, text, onText }: { searches: string; text: string; onText: (text: string) => void }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(text)
  const [heard, setHeard] = useState(text)
  const composing = useRef(false)
  if (heard !== text) {
    setHeard(text)
    if (typed.trim() !== text) setTyped(text)
  }
  const ask = (said: string) => {
    if (!composing.current && said.trim() !== text) onText(said.trim())
  }
  const askSoon = useDebouncedCallback(ask, 300)
  return (
    <TextInput
      className={classes.search}
      size="xs"
      type="search"
      leftSection={<IconSearch size={14} aria-hidden />}
      aria-label={t($ => $.grid.search, { searches })}
      placeholder={searches}
      value={typed}
      onChange={event => {
        setTyped(event.currentTarget.value)
        askSoon(event.currentTarget.value)
      }}
      onCompositionStart={() => {
        composing.current = true
      }}
      onCompositionEnd={event => {
        composing.current = false
        askSoon(event.currentTarget.value)
      }}
      onBlur={() => ask(typed)}
      onKeyDown={event => {
        if (event.key === 'Enter') ask(typed)
      }}
    />
  )
}
