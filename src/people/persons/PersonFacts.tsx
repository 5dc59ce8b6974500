import { Badge, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { DateText } from '../../ui/DateText.tsx'
import { Fact, Facts } from '../../ui/Fact.tsx'
import { useMay } from '../../ui/me.tsx'
import type { Value } from '../../ui/useSaves.ts'
import { editKindOf } from '../fields/editKind.tsx'
import { OwnFacts } from '../fields/OwnFacts.tsx'
import { useOwnFields } from '../fields/useOwnFields.tsx'
import { CompanyFact } from './CompanyFact.tsx'
import { FormerPosts } from './FormerPosts.tsx'
import classes from './PersonFacts.module.css'
import { type PersonFieldKey, personFields, personPart } from './personFields.schema.ts'
import type { Person } from './persons.schema.ts'
import { savePerson } from './savePerson.tsx'

/** Who somebody is, each fact edited where it stands. `consent`: on what basis they may be approached. */
export function PersonFacts({ person, consent }: { person: Person; consent?: ReactNode }) {
  const { t } = useTranslation()
  const mayEdit = useMay('person.edit')
  const fact = (field: PersonFieldKey) => (
    <Fact
      key={field}
      label={t($ => $.persons.field[field])}
      value={person[field] || null}
      kind={editKindOf(personFields[field])}
      onSave={mayEdit ? (value: Value, version) => savePerson(person, field, value, version) : undefined}
    />
  )
  return (
    <div className={classes.parts}>
      <Part title={t($ => $.persons.about.basics)}>
        <Facts>
          {personPart('basics').map(fact)}
          <CompanyFact person={person} mayEdit={mayEdit} />
          {personPart('post').map(fact)}
          {person.decisionLevel && (
            <Fact
              label={t($ => $.persons.field.decisionLevel)}
              value={person.decisionLevel}
              show={t($ => $.persons.decisionLevel[person.decisionLevel as 'decider'])}
            />
          )}
          {person.inPostSince && (
            <Fact label={t($ => $.persons.field.inPostSince)} kind="date" value={person.inPostSince} />
          )}
        </Facts>
        <FormerPosts person={person} mayEdit={mayEdit} />
      </Part>
      <Part title={t($ => $.persons.about.contact)}>
        <Facts>{personPart('contact').map(fact)}</Facts>
      </Part>
      {consent}
      <Part title={t($ => $.persons.about.origin)}>
        <Facts>
          {personPart('origin').map(fact)}
          <Fact
            label={t($ => $.persons.field.createdAt)}
            value={null}
            show={<DateText value={person.createdAt} as="date" />}
          />
        </Facts>
      </Part>
      <OwnPart person={person} mayEdit={mayEdit} />
      <Identities person={person} />
    </div>
  )
}

export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.part} aria-label={title}>
      <h2 className={classes.title}>{title}</h2>
      {children}
    </section>
  )
}

/** Fields that the company has given itself. */
function OwnPart({ person, mayEdit }: { person: Person; mayEdit: boolean }) {
  const { t } = useTranslation()
  const own = useOwnFields('person')
  if (own.length === 0) return null
  return (
    <Part title={t($ => $.persons.about.own)}>
      <Facts>
        <OwnFacts
          about="person"
          custom={person.custom}
          onSave={mayEdit ? (field, value, version) => savePerson(person, field, value, version) : undefined}
        />
      </Facts>
    </Part>
  )
}

/** By what we know that it is them: the strong and the weak. */
function Identities({ person }: { person: Person }) {
  const { t } = useTranslation()
  return (
    <Part title={t($ => $.persons.about.identities)}>
      {person.identities.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t($ => $.persons.noIdentities)}
        </Text>
      ) : (
        <ul className={classes.lines}>
          {person.identities.map(identity => (
            <li key={identity.id}>
              <span className="ui-quiet">{t($ => $.persons.identity[identity.kind as 'email'])}</span>{' '}
              <span>{identity.value}</span>{' '}
              {identity.strength === 'weak' && (
                <Badge size="sm" variant="light" color="gray">
                  {t($ => $.persons.identity.weak)}
                </Badge>
              )}
            </li>
          ))}
        </ul>
      )}
    </Part>
  )
}
