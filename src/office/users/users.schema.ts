import { z } from 'zod'
import { Id, Paging } from '../../platform/shapes.ts'
import { RoleName } from '../roles/rights.ts'

export const Language = z.enum(['ja', 'en'])
const Name = z.string().trim().min(1).max(100)
const Email = z
  .email()
  .max(254)
  .transform(email => email.toLowerCase())
const Password = z.string().max(200)
const Day = z.iso.date()
const Named = z.object({ id: Id, name: z.string() })

export const User = z.object({
  id: Id,
  name: z.string(),
  email: z.string(),
  roles: z.array(RoleName),
  team: Named.nullable(),
  language: Language,
  /** Works here; false once deactivated. */
  active: z.boolean(),
  /** Has set a password; until then the invitation waits. */
  joined: z.boolean(),
  /** An API key acts as this user. */
  isProgram: z.boolean(),
  deputy: Named.nullable(),
  awayFrom: z.string().nullable(),
  awayUntil: z.string().nullable(),
  createdAt: z.date(),
  version: z.number().int(),
})
export type User = z.infer<typeof User>

export const UserQuery = Paging.extend({
  q: z.string().max(100).optional(),
  active: z.stringbool().or(z.boolean()).default(true),
  teamId: Id.optional(),
})

export const InviteUser = z.object({
  name: Name,
  email: Email,
  roles: z.array(RoleName).min(1),
  teamId: Id.nullish(),
  language: Language.optional(),
  /** With it the user signs in at once; without, the answer has a link to set one, and a mail carries it. */
  password: Password.optional(),
})

export const Invited = User.extend({ link: z.string().nullable() })

const Away = { deputyId: Id.nullable(), awayFrom: Day.nullable(), awayUntil: Day.nullable() }

export const ChangeUser = z
  .object({
    name: Name,
    email: Email,
    roles: z.array(RoleName).min(1),
    teamId: Id.nullable(),
    language: Language,
    ...Away,
  })
  .partial()
  .extend({ id: Id, version: z.number().int() })

export const UserVersion = z.object({ id: Id, version: z.number().int() })

export const SetPasswordLink = z.object({ link: z.string(), expiresAt: z.date() })

export const Me = z.object({
  id: Id,
  name: z.string(),
  email: z.string(),
  language: Language,
  roles: z.array(RoleName),
  rights: z.array(z.string()),
  team: Named.nullable(),
  deputy: Named.nullable(),
  awayFrom: z.string().nullable(),
  awayUntil: z.string().nullable(),
  mailNotifications: z.boolean(),
  unread: z.number().int(),
  preferences: z.record(z.string(), z.unknown()),
  company: z.object({ name: z.string(), timeZone: z.string(), language: Language, fiscalMonth: z.number().int() }),
  version: z.number().int(),
})

export const ChangeMe = z.object({ name: Name, language: Language, mailNotifications: z.boolean(), ...Away }).partial()

export const SetPreference = z.object({ name: z.string().regex(/^[\w.:-]{1,80}$/), value: z.json() })

const Token = z.string().min(1).max(100)

export const Welcome = z.object({
  /** What the link is for: making the first admin, joining, or a new password. */
  kind: z.enum(['first', 'invited', 'reset']),
  company: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
})

export const LookAtLink = z.object({ token: Token })
export const AcceptFirst = z.object({
  token: Token,
  company: Name,
  name: Name,
  email: Email,
  password: Password,
  /** Of the company and of the first admin. */
  language: Language.default('ja'),
})
export const AcceptLink = z.object({ token: Token, password: Password })
export const Accepted = z.object({ id: Id, email: z.string() })
export const ForgotPassword = z.object({ email: Email })

export const ApiKey = z.object({
  id: Id,
  name: z.string(),
  roles: z.array(RoleName),
  /** How the key begins, to tell it from others. The key itself is shown once. */
  begins: z.string(),
  createdAt: z.date(),
  createdBy: Named.nullable(),
  revokedAt: z.date().nullable(),
})
export const CreateKey = z.object({ name: Name, roles: z.array(RoleName).min(1), teamId: Id.nullish() })
export const CreatedKey = ApiKey.extend({ key: z.string() })

export const Holder = z.object({
  id: Id,
  kind: z.enum(['user', 'queue']),
  name: z.string(),
  team: Named.nullable(),
  purpose: z.string().nullable(),
  roles: z.array(RoleName),
  awayUntil: z.string().nullable(),
  /** Open leads that they hold, of those that you may see. */
  openLeads: z.number().int(),
})
