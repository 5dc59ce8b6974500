import classes from './PersonName.module.css'
import { useTongue } from './words/tongue.tsx'

type Props = {
  familyName: string | null | undefined
  givenName?: string | null | undefined
  /** Reading aids, small above the name. */
  familyNameKana?: string | null | undefined
  givenNameKana?: string | null | undefined
  /** The person is being spoken to (a mail, a letter, the call at hand): 様. In lists and facts names stand bare. */
  addressed?: boolean
}

/** A person's name, family name first; whoever has none yet is 「氏名不明」. */
export function PersonName({ familyName, givenName, familyNameKana, givenNameKana, addressed = false }: Props) {
  const { t, language } = useTongue()
  const japanese = language === 'ja'
  const name = [familyName, givenName].filter(Boolean).join(' ')
  if (!name) return <span className="ui-quiet">{t($ => $.ui.person.unknown)}</span>
  const kana = [familyNameKana, givenNameKana].filter(Boolean).join(' ')
  return (
    <span className={classes.name}>
      {kana ? (
        <ruby>
          {name}
          <rt>{kana}</rt>
        </ruby>
      ) : (
        name
      )}
      {addressed && japanese && <span className={classes.sama}> 様</span>}
    </span>
  )
}
