import { expect, test } from 'vitest'
import { decisionLevel } from './title.ts'

test.each([
  ['代表取締役社長', 'decider'],
  ['代表取締役会長', 'decider'],
  ['President & CEO', 'decider'],
  ['取締役 営業部長', 'executive'],
  ['常務執行役員 兼 営業本部長', 'executive'],
  ['副社長', 'executive'],
  ['Vice President', 'executive'],
  ['営業部 部長', 'head'],
  ['名古屋支店長', 'head'],
  ['General Manager', 'head'],
  ['部長代理', 'drafter'],
  ['担当部長', 'drafter'],
  ['社長室 室長', 'drafter'],
  ['社長室長', 'drafter'],
  ['総務課長', 'drafter'],
  ['セールスマネージャー', 'drafter'],
  ['課長補佐', 'influencer'],
  ['主任', 'influencer'],
  ['社長秘書', 'influencer'],
  ['Assistant Manager', 'influencer'],
  ['営業担当', 'user'],
  ['社長室', null],
  ['営業部', null],
  ['', null],
])('%s is %s', (title, level) => {
  expect(decisionLevel(title)).toBe(level)
})
