import { MoneyToday } from './retain/invoices/MoneyToday.tsx'
import { TodayPage, type TodaySlots } from './sell/today/TodayPage.tsx'

const slots: TodaySlots = {
  accounting: () => <MoneyToday />,
}

/** Home, with what money waits for on an accountant's. */
export function HomeScreen() {
  return <TodayPage slots={slots} />
}
