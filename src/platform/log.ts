import { type Logger, pino } from 'pino'

/** Logs go to standard error, one JSON object a line: standard output belongs to what a command answers. */
export function openLog(level: string): Logger {
  return pino(
    {
      level,
      base: null,
      // The detail and the parameters of a database error would show people's data.
      serializers: { err: (error: unknown) => (error instanceof Error ? told(error) : error) },
    },
    pino.destination({ dest: 2, sync: true }),
  )
}

function told(error: Error): object {
  const { code } = error as { code?: unknown }
  const cause = error.cause instanceof Error ? { cause: told(error.cause) } : {}
  return {
    name: error.name,
    ...(code === undefined ? {} : { code }),
    message: error.message,
    stack: error.stack,
    ...cause,
  }
}
