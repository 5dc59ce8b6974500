/**
 * The shape another language must have: the same keys as the English words, each a sentence of its own.
 * Keys ending in `_one` are English plurals; Japanese has none and leaves them out.
 *
 *   export const en = { title: 'Leads', count_one: '{{count}} lead', count_other: '{{count}} leads' } as const
 *   export const ja = { title: 'リード', count_other: 'リード {{count}}件' } satisfies Like<typeof en>
 */
export type Like<Words> = {
  [Key in keyof Words as Key extends `${string}_one` ? never : Key]: Words[Key] extends string
    ? string
    : Like<Words[Key]>
}
