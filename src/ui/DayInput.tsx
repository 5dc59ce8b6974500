import { DateInput, type DateInputProps } from '@mantine/dates'
import { useFormat } from './format.ts'
import { parseDay } from './parseDay.ts'

/** A day, typed as people type it (12/1, 1201, 明日, +3) or picked from the calendar; its value is YYYY-MM-DD or null. */
export function DayInput(props: Omit<DateInputProps, 'dateParser'>) {
  const format = useFormat()
  return <DateInput dateParser={typed => parseDay(typed, format.today()) ?? null} {...props} />
}
