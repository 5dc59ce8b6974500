/* Every byte is paid for by every visitor: shorter wins over nicer here. */
/* oxlint-disable unicorn/prefer-string-starts-ends-with, unicorn/prefer-add-event-listener */
// What a site carries: it tells which pages a visitor looks at, to the product it was loaded from, and to nobody else.
// Small enough to be read: no imports, one cookie with 128 random bits, a queue that waits while the server is away.
// The server puts the mode in. "ask": nothing is stored and nothing is sent before a yes.
declare const MUSUBI_MODE: 'ask' | 'notice'

type View = { k: string; u: string; t: string; r: string; at: number }

const page = document
const place = location
const host = new URL((page.currentScript as HTMLScriptElement).src).origin

const find = (text: string, what: RegExp) => what.exec(text)?.[1] || ''

let id = find(page.cookie, /_mu=(\w+)/)
let memory: View[] = []
let last = ''
let busy = 0
let wait = 0
let bar: HTMLElement | undefined

const random = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map(byte => (byte + 256).toString(16).slice(1)).join('')

/** On the widest domain that the browser allows, so that www. and shop. are one site. */
function remember(value: string) {
  id = value
  const parts = place.hostname.split('.')
  for (let at = parts.length; at-- && !page.cookie.includes(`_mu=${value}`); )
    page.cookie = `_mu=${value};path=/;max-age=60000000;domain=${parts.slice(at).join('.')}`
}

/** What waits to be sent, also after the page is gone. Where a browser keeps nothing, for as long as the page stands. */
function queue(next?: View[]): View[] {
  try {
    if (next) localStorage.muq = JSON.stringify(next)
    memory = JSON.parse(localStorage.muq || '[]')
  } catch {
    memory = next || memory
  }
  return memory
}

/** Who said no is remembered as that, and as nothing else. */
const on = () => id[9]

function body(views: View[]) {
  return JSON.stringify({
    v: id,
    b: navigator.webdriver,
    // The age, not the time: clocks of visitors are often wrong.
    e: views.map(({ at, ...view }) => ({ ...view, a: Date.now() - at })),
  })
}

function send() {
  const views = queue().slice(0, 20)
  if (busy || !views[0] || !on()) return
  busy = 1
  const sent = body(views)
  fetch(`${host}/t`, { method: 'POST', body: sent, keepalive: true })
    .then(answer => {
      // Away or too busy: what waits is sent again. What it cannot read, it could not read tomorrow either.
      if (answer.status > 499) throw 0
      wait = 0
      queue(queue().filter(view => !sent.includes(view.k)))
    })
    .catch(() => {
      wait = Math.min(wait * 2 || 2000, 300000)
    })
    .then(() =>
      setTimeout(() => {
        busy = 0
        send()
      }, wait),
    )
}

function view() {
  // Only a fragment that stands for a page of its own is part of the address.
  const url = place.href.replace(/#(?![!/]).*/, '')
  if (!on() || url === last) return
  // A title is often set after the address.
  const seen = { k: random(), u: url, r: last || page.referrer, at: Date.now() }
  last = url
  setTimeout(() => {
    queue([...queue(), { ...seen, t: page.title }].slice(-100))
    send()
  }, 50)
}

function consent(yes: boolean) {
  if (bar) bar.remove()
  if (yes && on()) return
  remember(yes ? random() : 'no')
  if (yes) view()
  else queue([])
}

function ask() {
  const ja = /^ja/.test(page.documentElement.lang || navigator.language)
  const asking = (bar = page.createElement('section'))
  asking.style.cssText =
    'position:fixed;z-index:9999;inset:auto 0 0;padding:12px;background:#eef;color:#222;font:14px sans-serif'
  asking.innerHTML = ja
    ? '閲覧状況の把握のためにCookieを使用します。 <button>同意する</button> <button>拒否する</button>'
    : 'May we use a cookie to count views? <button>Yes</button> <button>No</button>'
  asking.onclick = ({ target }) => {
    if (target !== asking) consent(target === asking.firstElementChild)
  }
  page.documentElement.append(asking)
}

/** Links and forms that lead to the product take the visitor along. */
addEventListener(
  'click',
  event => {
    const link = (event.target as Element).closest('a')
    if (!on() || !link || link.origin !== host || host === place.origin) return
    const url = new URL(link.href)
    url.searchParams.set('visitor', id)
    link.href = url.href
  },
  true,
)
addEventListener('formdata', ({ target, formData }) => {
  const action = (target as Element).getAttribute('action') || ''
  if (on() && new URL(action, place.href).origin === host) formData.set('visitor', id)
})

for (const act of ['pushState', 'replaceState'] as const) {
  const before = history[act]
  history[act] = (...told) => {
    before.apply(history, told)
    view()
  }
}
addEventListener('popstate', view)
addEventListener('pageshow', event => {
  if (!event.persisted) return
  last = ''
  view()
})
// What could not be sent yet goes along with the page; sent twice, it is known by its key.
addEventListener('pagehide', () => {
  const views = queue().slice(0, 20)
  if (views[0] && on()) navigator.sendBeacon(`${host}/t`, body(views))
})

;(window as unknown as { musubi: object }).musubi = { consent, optOut: () => consent(false) }

// On the product's own pages: who came from a site is the one they were there.
if (host === place.origin) id ||= find(place.search, /visitor=(\w{32})/)
if (id) {
  remember(id)
  view()
  send()
} else if (MUSUBI_MODE > 'b') consent(true)
else ask()
