import { ActionIcon, Button, Group, Menu, Popover, TextInput, UnstyledButton } from '@mantine/core'
import { IconDeviceFloppy, IconDots, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './SavedViewTabs.module.css'
import type { SavedView, SavedViews, View } from './types.ts'

type Props = {
  saved: SavedViews
  savedId: SavedView['id'] | undefined
  view: View
  onPick: (id: SavedView['id'] | undefined, view: View) => void
}

/** Saved views as tabs; a view that was changed offers to keep the change, under its name or a new one. */
export function SavedViewTabs({ saved, savedId, view, onPick }: Props) {
  const { t } = useTranslation()
  const current = saved.list.find(one => one.id === savedId) ?? saved.list[0]
  const changed = current !== undefined && !same(current.view, view)
  const save = async (name: string) => {
    const id = await saved.onSave(name, view)
    if (id !== undefined) onPick(id, view)
  }
  return (
    <div className={classes.tabs} role="group" aria-label={t($ => $.grid.views)}>
      {saved.list.map(one => {
        const isCurrent = one.id === current?.id
        return (
          <span key={one.id} className={classes.tab} data-current={isCurrent || undefined}>
            <UnstyledButton className={classes.name} aria-current={isCurrent} onClick={() => onPick(one.id, one.view)}>
              {one.name}
            </UnstyledButton>
            {isCurrent && !one.fixed && (
              <ViewMenu
                one={one}
                onRename={name => saved.onRename(one.id, name)}
                onRemove={() => {
                  void saved.onRemove(one.id)
                  const first = saved.list[0]
                  if (first) onPick(first.id, first.view)
                }}
              />
            )}
          </span>
        )
      })}
      {changed && (
        <Group gap={4} ml={4} wrap="nowrap">
          {!current.fixed && (
            <Button
              size="compact-xs"
              variant="light"
              leftSection={<IconDeviceFloppy size={13} aria-hidden />}
              onClick={() => void saved.onUpdate(current.id, view)}
            >
              {t($ => $.grid.keepView)}
            </Button>
          )}
          <NameForm label={t($ => $.grid.saveView)} onName={save} />
        </Group>
      )}
    </div>
  )
}

function ViewMenu({
  one,
  onRename,
  onRemove,
}: {
  one: SavedView
  onRename: (name: string) => unknown
  onRemove: () => void
}) {
  const { t } = useTranslation()
  const [naming, setNaming] = useState(false)
  return (
    <>
      <Menu position="bottom-start">
        <Menu.Target>
          <ActionIcon size={20} aria-label={t($ => $.grid.viewMenu, { name: one.name })}>
            <IconDots size={14} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={15} aria-hidden />} onClick={() => setNaming(true)}>
            {t($ => $.ui.act.rename)}
          </Menu.Item>
          <Menu.Item leftSection={<IconTrash size={15} aria-hidden />} onClick={onRemove}>
            {t($ => $.ui.act.remove)}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {naming && (
        <NameForm
          born
          label={t($ => $.ui.act.rename)}
          name={one.name}
          onName={onRename}
          onClose={() => setNaming(false)}
        />
      )}
    </>
  )
}

type NameFormProps = {
  label: string
  name?: string
  born?: boolean
  onName: (name: string) => unknown
  onClose?: () => void
}

function NameForm({ label, name = '', born = false, onName, onClose }: NameFormProps) {
  const { t } = useTranslation()
  const [opened, setOpened] = useState(born)
  const [text, setText] = useState(name)
  const close = () => {
    setOpened(false)
    onClose?.()
  }
  const submit = (event: React.FormEvent) => {
    event.preventDefault()
    if (!text.trim()) return
    close()
    void onName(text.trim())
  }
  return (
    <Popover
      opened={opened}
      onChange={isOpen => !isOpen && close()}
      position="bottom-start"
      width={280}
      shadow="md"
      trapFocus
    >
      <Popover.Target>
        {born ? (
          <button type="button" className={classes.anchor} tabIndex={-1} aria-hidden />
        ) : (
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconPlus size={13} aria-hidden />}
            onClick={() => setOpened(true)}
          >
            {label}
          </Button>
        )}
      </Popover.Target>
      <Popover.Dropdown>
        <form onSubmit={submit}>
          <Group gap={8} wrap="nowrap" align="end">
            <TextInput
              data-autofocus
              flex={1}
              label={t($ => $.grid.viewName)}
              value={text}
              maxLength={60}
              onChange={event => setText(event.currentTarget.value)}
            />
            <Button type="submit" disabled={!text.trim()}>
              {t($ => $.ui.act.save)}
            </Button>
          </Group>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}

function same(one: View, other: View): boolean {
  return shapeOf(one) === shapeOf(other)
}

function shapeOf(view: View): string {
  return JSON.stringify([view.filters, view.sort ?? null, view.text ?? '', view.columns ?? null])
}
