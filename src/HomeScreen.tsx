import { Skeleton } from '@mantine/core'
import { lazyRouteComponent } from '@tanstack/react-router'
import { Suspense } from 'react'
import { TodayPage, type TodaySlots } from './sell/today/TodayPage.tsx'

/** An accountant's alone. */
const MoneyToday = lazyRouteComponent(() => import('./retain/invoices/MoneyToday.tsx'), 'MoneyToday')

const slots: TodaySlots = {
  accounting: () => (
    <Suspense fallback={<Skeleton height={320} radius={8} />}>
      <MoneyToday />
    </Suspense>
  ),
}

/** Home, with what money waits for on an accountant's. */
export function HomeScreen() {
  return <TodayPage slots={slots} />
}
