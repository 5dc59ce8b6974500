import { z } from 'zod'
import { Id } from '../../platform/shapes.ts'
import { RoleName } from '../roles/rights.ts'

export const Language = z.enum(['ja', 'en'])

export const Me = z.object({
  id: Id,
  name: z.string(),
  email: z.string(),
  language: Language,
  roles: z.array(RoleName),
  rights: z.array(z.string()),
  teamId: Id.nullable(),
  mailNotifications: z.boolean(),
  unread: z.number().int(),
  company: z.object({ name: z.string(), timeZone: z.string(), language: Language }),
  version: z.number().int(),
})

export const AcceptFirst = z.object({
  token: z.string().max(100),
  company: z.string().trim().min(1).max(200),
  name: z.string().trim().min(1).max(100),
  email: z.email().max(254),
  password: z.string().max(200),
})
