/** Where a visit came from, as far as the address of its first page and the referrer tell. */
export type Source = {
  landing: string
  referrer: string | null
  channel: Channel
  utm_source: string | null
  utm_medium: string | null
  utm_campaign: string | null
  utm_term: string | null
  utm_content: string | null
  click_kind: (typeof clickKinds)[number] | null
  click_id: string | null
}

export type Channel = 'paid' | 'mail' | 'social' | 'search' | 'campaign' | 'referral' | 'direct'

export const clickKinds = ['gclid', 'yclid', 'msclkid', 'fbclid'] as const

const search =
  /(^|\.)(google|bing|yahoo|duckduckgo|ecosia|baidu|naver|yandex)\.|(^|\.)(goo\.ne|biglobe\.ne|excite\.co)\.jp$/
const social =
  /(^|\.)(facebook|instagram|linkedin|x|twitter|youtube|tiktok|threads|pinterest|note|line|eight)\.(com|me|net)$|^t\.co$|^lnkd\.in$/

export function sourceOf(url: string, referrer?: string): Source {
  const { searchParams, host } = new URL(url)
  const told = (name: string) => searchParams.get(name)?.slice(0, 200) || null
  const click = clickKinds.find(kind => searchParams.has(kind)) ?? null
  const from = referrer && URL.canParse(referrer) ? new URL(referrer).hostname : ''
  // From one page of the site to the next: a visit that went on after a pause.
  const outside = from && from !== host.replace(/:\d+$/, '') ? from : ''
  const [source, medium] = [told('utm_source'), told('utm_medium')]
  return {
    landing: url,
    referrer: outside ? (referrer ?? null) : null,
    channel: channelOf(click, source, medium, outside),
    utm_source: source,
    utm_medium: medium,
    utm_campaign: told('utm_campaign'),
    utm_term: told('utm_term'),
    utm_content: told('utm_content'),
    click_kind: click,
    click_id: click && told(click),
  }
}

function channelOf(click: Source['click_kind'], source: string | null, medium: string | null, from: string): Channel {
  const by = (medium ?? '').toLowerCase()
  if ((click && click !== 'fbclid') || /^(cpc|ppc|cpm|paid.*|display|banner|ad|ads|広告)$/.test(by)) return 'paid'
  if (/^(e-?mail|newsletter|mail.*|merumaga|メルマガ)$/.test(by)) return 'mail'
  if (click === 'fbclid' || /^(social|sns)/.test(by) || social.test(from)) return 'social'
  if (source) return by === 'organic' ? 'search' : 'campaign'
  if (search.test(from)) return 'search'
  return from ? 'referral' : 'direct'
}
