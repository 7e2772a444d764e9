import { PLACE } from '../asked.ts'
import { CF_HEADER } from '../workerd/configuration.ts'

/** What the platform would say of the place; every contender is told the same, and most do not look. */
const CF = JSON.stringify({ country: PLACE.country, regionCode: PLACE.regionCode, timezone: PLACE.timeZone })

/** A GET request as bytes on the wire. */
export function rawRequest(path: string, headers: Readonly<Record<string, string>> = {}): string {
  const all = { host: 'bench', [CF_HEADER]: CF, ...headers }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return `GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`
}
