import { z } from 'zod'

/** A browser, as the snippet names it: 128 random bits that say nothing about whose it is. */
export const Visitor = z.string().regex(/^[0-9a-f]{32}$/)
