import { Button } from '@mantine/core'
import { IconBriefcase } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DateText } from '../../ui/DateText.tsx'
import { MovedDialog } from './MovedDialog.tsx'
import classes from './PersonFacts.module.css'
import type { Person } from './persons.schema.ts'

/** Where somebody was before, latest first, and the way to note that they have moved (異動). */
export function FormerPosts({ person, mayEdit }: { person: Person; mayEdit: boolean }) {
  const { t } = useTranslation()
  const [moving, setMoving] = useState(false)
  return (
    <>
      {person.posts.length > 0 && (
        <div>
          <p className={classes.caption}>{t($ => $.persons.about.posts)}</p>
          <ul className={classes.lines}>
            {person.posts.map(post => (
              <li key={post.id}>
                {[post.companyName, post.department, post.title].filter(Boolean).join(' ') || '―'}{' '}
                <span className="ui-quiet">
                  {post.fromOn && <DateText value={post.fromOn} as="date" />}
                  {'～'}
                  <DateText value={post.untilOn} as="date" />
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {mayEdit && (
        <div>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconBriefcase size={15} stroke={1.7} aria-hidden />}
            onClick={() => setMoving(true)}
          >
            {t($ => $.persons.moved.act)}
          </Button>
        </div>
      )}
      <MovedDialog person={person} opened={moving} onClose={() => setMoving(false)} />
    </>
  )
}
