import { Table } from '@mantine/core'
import { IconCheck, IconMinus } from '@tabler/icons-react'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './RightsTable.module.css'
import { has, type Right, rights, roleNames } from './rights.ts'

type Wording<R> = R extends `${infer Noun}.${infer Verb}` ? `${Noun}${Capitalize<Verb>}` : never
type Noun<R> = R extends `${infer Noun}.${string}` ? Noun : never

/** What belongs together on the page. A new noun is placed here. */
const groups = {
  office: 'office',
  day: 'office',
  book: 'office',
  journal: 'office',
  company: 'company',
  person: 'person',
  consent: 'person',
  lead: 'lead',
  activity: 'lead',
  scoring: 'lead',
  assignment: 'lead',
  deal: 'deal',
  quota: 'deal',
  order: 'money',
  product: 'money',
  invoice: 'money',
  payment: 'money',
  mailing: 'list',
  segment: 'list',
  list: 'list',
  import: 'data',
  event: 'data',
  form: 'data',
} as const satisfies Record<Noun<Right>, string>

const all = Object.keys(rights) as Right[]
const wordingOf = (right: Right) =>
  right.replace(/\.(.)/, (_dot, letter: string) => letter.toUpperCase()) as Wording<Right>
const groupOf = (right: Right) => groups[right.split('.')[0] as Noun<Right>]

/** What each role may do, as the server decides it: this reads the very list. */
export function RightsTable() {
  const { t } = useTranslation()
  return (
    <section className={classes.scroll} tabIndex={0} aria-label={t($ => $.roles.may)}>
      <Table className={classes.table}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th className={classes.right} scope="col">
              {t($ => $.roles.role)}
            </Table.Th>
            {roleNames.map(role => (
              <Table.Th key={role} scope="col" className={classes.role}>
                <Breakable text={t($ => $.roles.name[role])} />
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        {[...Map.groupBy(all, groupOf)].map(([group, members]) => (
          <Table.Tbody key={group}>
            <Table.Tr>
              <Table.Th className={classes.group} colSpan={roleNames.length + 1} scope="rowgroup">
                {t($ => $.roles.group[group])}
              </Table.Th>
            </Table.Tr>
            {members.map(right => (
              <Table.Tr key={right}>
                <Table.Th scope="row" className={classes.right}>
                  {t($ => $.roles.right[wordingOf(right)])}
                </Table.Th>
                {roleNames.map(role => (
                  <Table.Td key={role} className={classes.mark}>
                    <Mark yes={has([role], right)} />
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        ))}
      </Table>
    </section>
  )
}

/** Long names in narrow columns break between words, which Japanese does not mark. */
function Breakable({ text }: { text: string }) {
  const { i18n } = useTranslation()
  const words = [...new Intl.Segmenter(i18n.language, { granularity: 'word' }).segment(text)]
  return words.map(word => (
    <Fragment key={word.index}>
      {word.segment}
      <wbr />
    </Fragment>
  ))
}

function Mark({ yes }: { yes: boolean }) {
  const { t } = useTranslation()
  const Sign = yes ? IconCheck : IconMinus
  return (
    <>
      <Sign size={16} stroke={yes ? 2.2 : 1.4} color={yes ? 'var(--ui-accent)' : 'var(--ui-line-strong)'} aria-hidden />
      <span className="ui-unseen">{yes ? t($ => $.roles.yes) : t($ => $.roles.no)}</span>
    </>
  )
}
