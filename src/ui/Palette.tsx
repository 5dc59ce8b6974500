import { Combobox, Loader, Modal, ScrollArea, Text, TextInput, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { type Icon, IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NavigationItem } from './Navigation.tsx'
import classes from './Palette.module.css'
import { linkTo, type Place } from './place.ts'
import { Keys } from './ShortcutsHelp.tsx'

/** One thing found: a person, a company. `group` heads the lines that belong together. */
export type Found = { id: string; group: string; label: string; description?: string; icon?: Icon; to: Place }
export type Search = (text: string, signal: AbortSignal) => Promise<readonly Found[]>
/** Something to do. `also` holds other words it is found by; one that `hides` shows when something is typed. */
export type Command = {
  id: string
  label: string
  icon?: Icon
  keys?: string
  also?: string
  hides?: boolean
  run: () => unknown
}

type Props = {
  opened: boolean
  onClose: () => void
  search: Search
  navigation: readonly NavigationItem[]
  commands: readonly Command[]
}

/** ⌘K: finds people and companies on the server, and goes or does by words typed here. */
export function Palette(props: Props) {
  const { t } = useTranslation()
  return (
    <Modal.Root
      opened={props.opened}
      onClose={props.onClose}
      size={560}
      yOffset="12dvh"
      transitionProps={{ duration: 80 }}
    >
      <Modal.Overlay backgroundOpacity={0.35} />
      <Modal.Content aria-label={t($ => $.ui.palette.title)}>
        <Modal.Body p={0}>
          <Inside {...props} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}

function Inside({ onClose, search, navigation, commands }: Props) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const [asked] = useDebouncedValue(text.trim(), 120)
  const combobox = useCombobox({ opened: true, onDropdownClose: onClose })
  const found = useQuery({
    queryKey: ['palette', asked],
    queryFn: ({ signal }) => search(asked, signal),
    enabled: asked.length > 0,
    placeholderData: keepPreviousData,
    retry: false,
  })
  const things = asked ? (found.data ?? []) : []
  const doing = matching(useDoing(navigation, commands), text)
  const first = things[0]?.id ?? doing[0]?.id

  const { selectFirstOption } = combobox
  useEffect(() => {
    if (first !== undefined) selectFirstOption()
  }, [first, selectFirstOption])

  const submit = (id: string) => {
    onClose()
    const thing = things.find(one => one.id === id)
    if (thing) void navigate(linkTo(thing.to))
    else void doing.find(one => one.id === id)?.run()
  }
  const groups = Map.groupBy(things, one => one.group)
  const nothing = asked !== '' && !found.isFetching && things.length === 0 && doing.length === 0

  return (
    <Combobox store={combobox} onOptionSubmit={submit}>
      <Combobox.EventsTarget withExpandedAttribute>
        <TextInput
          data-autofocus
          variant="unstyled"
          size="lg"
          className={classes.input}
          leftSection={found.isFetching ? <Loader size={18} /> : <IconSearch size={20} stroke={1.6} aria-hidden />}
          placeholder={t($ => $.ui.palette.placeholder)}
          aria-label={t($ => $.ui.palette.title)}
          value={text}
          onChange={event => setText(event.currentTarget.value)}
        />
      </Combobox.EventsTarget>
      <ScrollArea.Autosize mah="min(440px, 60dvh)" type="scroll" viewportProps={{ tabIndex: 0 }} scrollbars="y">
        <Combobox.Options className={classes.options} aria-label={t($ => $.ui.palette.title)}>
          {[...groups].map(([group, members]) => (
            <Combobox.Group key={group} label={group}>
              {members.map(one => (
                <Combobox.Option key={one.id} value={one.id} className={classes.option}>
                  {one.icon && <one.icon size={18} stroke={1.6} aria-hidden />}
                  <span className={classes.label}>{one.label}</span>
                  <span className={classes.description}>{one.description}</span>
                </Combobox.Option>
              ))}
            </Combobox.Group>
          ))}
          {doing.length > 0 && (
            <Combobox.Group label={t($ => $.ui.palette.commands)}>
              {doing.map(one => (
                <Combobox.Option key={one.id} value={one.id} className={classes.option}>
                  {one.icon && <one.icon size={18} stroke={1.6} aria-hidden />}
                  <span className={classes.label}>{one.label}</span>
                  {one.keys && (
                    <span className={classes.keys}>
                      <Keys keys={one.keys} />
                    </span>
                  )}
                </Combobox.Option>
              ))}
            </Combobox.Group>
          )}
        </Combobox.Options>
      </ScrollArea.Autosize>
      <Text
        className={classes.foot}
        data-hint={!(found.isError || nothing) || undefined}
        size="xs"
        c="dimmed"
        role="status"
      >
        {found.isError
          ? t($ => $.ui.palette.failed)
          : nothing
            ? t($ => $.ui.palette.nothing, { text: asked })
            : t($ => $.ui.palette.hint)}
      </Text>
    </Combobox>
  )
}

function useDoing(navigation: readonly NavigationItem[], commands: readonly Command[]): Command[] {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const places = navigation.map(item => ({
    id: `go ${item.to}`,
    label: t($ => $.ui.keys.go, { place: item.label }),
    icon: item.icon,
    also: item.to,
    ...(item.letter ? { keys: `g ${item.letter}` } : {}),
    run: () => navigate({ to: item.to }),
  }))
  return [...commands, ...places]
}

function matching(all: readonly Command[], text: string): Command[] {
  const words = text.normalize('NFKC').toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return all.filter(one => !one.hides)
  return all.filter(one => {
    const own = `${one.label} ${one.also ?? ''}`.normalize('NFKC').toLowerCase()
    return words.every(word => own.includes(word))
  })
}
