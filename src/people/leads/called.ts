/** A holder as one speaks of them in Japanese: people are さん, queues stand bare. */
export const called = ({ kind, name }: { kind: string; name: string }): string =>
  kind === 'user' ? `${name}さん` : name
