import type { Language } from '../../platform/api.ts'

/** The lists of day one, by the code their row has. Whoever renames one makes it their own. */
const names: Record<string, Record<Language, string>> = {
  mine: { ja: '自分の担当', en: 'Mine' },
  potential: { ja: '潜在', en: 'Potential' },
  new_cards: { ja: '展示会・名刺で未アプローチ', en: 'Exhibition and cards, not yet approached' },
  offered: { ja: '打診中', en: 'Offered' },
  working: { ja: '対応中', en: 'In work' },
  appointment: { ja: 'アポあり', en: 'With an appointment' },
  opportunity: { ja: '商談中', en: 'Opportunity' },
  overdue: { ja: '期限超過', en: 'Overdue' },
  recycled: { ja: '再育成', en: 'Being nurtured again' },
  dormant: { ja: '休眠', en: 'Dormant' },
  customers: { ja: '顧客', en: 'Customers' },
}

export const presetName = (code: string | null, language: Language): string | undefined =>
  code === null ? undefined : names[code]?.[language]
