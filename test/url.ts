/** The same server, another database. Also for addresses of a socket folder, which URL cannot parse without a host. */
export function withDatabase(url: string, database: string): string {
  const parsed = new URL(url)
  parsed.pathname = `/${database}`
  return parsed.href
}
