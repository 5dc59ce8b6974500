import { Text, Title, UnstyledButton } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Mark } from '../../ui/art/Mark.tsx'
import { ConnectionBanner } from '../../ui/ConnectionBanner.tsx'
import { changeLanguage, languages } from '../../ui/words/language.ts'
import classes from './Door.module.css'
import { Knot } from './Knot.tsx'

const names = { ja: '日本語', en: 'English' }

/** What surrounds everything one does before one is inside: signing in, joining, a new password. */
export function Door({ title, intro, children }: { title: string; intro?: ReactNode; children: ReactNode }) {
  const { t, i18n } = useTranslation()
  useEffect(() => {
    document.title = `${title} · ${t($ => $.ui.product)}`
  }, [title, t])
  return (
    <div className={classes.door}>
      <div className={classes.picture} aria-hidden>
        <Knot />
        <p className={classes.tagline}>{t($ => $.users.door.tagline)}</p>
      </div>
      <div className={classes.side}>
        <ConnectionBanner />
        <header className={classes.head}>
          <span className={classes.mark}>
            <Mark size={28} />
            {t($ => $.ui.product)}
          </span>
          <nav className={classes.languages} aria-label={t($ => $.users.door.language)}>
            {languages.map(language => (
              <UnstyledButton
                key={language}
                lang={language}
                className={classes.language}
                aria-pressed={i18n.language === language}
                onClick={() => void changeLanguage(language)}
              >
                {names[language]}
              </UnstyledButton>
            ))}
          </nav>
        </header>
        <main className={classes.form}>
          <Title order={1} className={classes.title}>
            {title}
          </Title>
          {intro && (
            <Text component="div" c="dimmed" mt={8}>
              {intro}
            </Text>
          )}
          {children}
        </main>
      </div>
    </div>
  )
}
