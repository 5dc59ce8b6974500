import { domainToASCII } from 'node:url'
import { freeMailDomains } from './freeMail.ts'
import { remember } from './remember.ts'

/**
 * The one form of a mail address that identities are matched by, or null when it is not an address.
 * A cell with two addresses is not one address: nobody could say whose it is.
 */
export const emailKey = remember((text: string): string | null => {
  if (text.length > 500) return null
  const plain = text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim()
  const inBrackets = /^[^<>]*<([^<>]+)>$/.exec(plain)
  const bare = (inBrackets?.[1] ?? plain)
    .trim()
    .replace(/^mailto:/i, '')
    .replace(/\?.*$/, '')
    .toLowerCase()
  const [, local, domain] = /^([^@\s]+)@([^@\s]+)$/.exec(bare) ?? []
  if (local === undefined || domain === undefined) return null
  const host = hostName(domain)
  if (host === null || !localPart(local, host) || local.length + host.length > 253) return null
  return `${local}@${host}`
})

const hostName = remember((domain: string): string | null => {
  const ascii = domainToASCII(domain.replace(/\.$/, ''))
  return /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})$/.test(ascii) ? ascii : null
})

// Until 2009 these carriers handed out addresses with dots where the standard forbids them; people still use them.
const dotsAnywhere = /(?:^|\.)(?:docomo\.ne\.jp|ezweb\.ne\.jp|au\.com)$/

function localPart(local: string, host: string): boolean {
  if (!/^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}$/.test(local)) return false
  return dotsAnywhere.test(host) || !/^\.|\.$|\.\./.test(local)
}

/** The host of a mail address or a web address, without www.; null when there is none. */
export function domainOf(text: string): string | null {
  const email = emailKey(text)
  if (email !== null) return email.slice(email.lastIndexOf('@') + 1)
  const plain = text.normalize('NFKC').trim().toLowerCase()
  const host = /^(?:https?:\/\/)?(?:www\.)?([^\s/:?#@]+)(?::\d+)?(?:[/?#]\S*)?$/.exec(plain)?.[1]
  return host === undefined ? null : hostName(host)
}

const desks =
  `info information contact inquiry inquiries enquiry toiawase otoiawase support help helpdesk sales eigyo eigyou
  soumu somu jinji keiri saiyo saiyou recruit recruiting recruitment career careers jobs hr admin administrator
  office mail email webmaster web postmaster hostmaster abuse root noreply no-reply donotreply do-not-reply
  mailer-daemon press pr ir koho kouhou marketing billing invoice seikyu accounting accounts account order orders
  juchu shop store customer customers customer-support cs cc service services reception uketsuke honsha honten
  kaisha jimu jimukyoku kanri kikaku hisho all everyone team staff member members hello security privacy legal
  houmu news newsletter magazine mailmag event events seminar partner partners general secretary purchasing koubai
  kobai test demo system`.split(/\s+/)

/** What stands before the @ where a desk reads, also with a number (info2) or a place (info-tokyo); SQL reads it too. */
export const deskLocal = new RegExp(
  `^(?:(?:${desks.join('|')})(?:[-_.]?\\d+)?|(?:info|contact|support|inquiry|toiawase)[-_.][^+]*)(?:\\+.*)?$`,
)

/** An address that a company's desk reads, not a person: it belongs to the company and never joins two people. */
export function isRoleAddress(email: string): boolean {
  return deskLocal.test((emailKey(email) ?? email.toLowerCase()).split('@')[0] ?? '')
}

/** A domain whose addresses say nothing about the employer: free mail, carriers, internet providers. */
export function isFreeMail(domain: string): boolean {
  const labels = domain.toLowerCase().replace(/\.$/, '').split('.')
  return labels.some((_, at) => freeMailDomains.has(labels.slice(at).join('.')))
}
