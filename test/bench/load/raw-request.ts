import { PLACE } from '../asked.ts'
import { CF_HEADER } from '../workerd/configuration.ts'

/** What the platform would say of the place; every contender is told the same, and most do not look. */
const CF = JSON.stringify({ country: PLACE.country, regionCode: PLACE.regionCode, timezone: PLACE.timeZone })

/** The place as the platform brings it: as a header, on the wire. */
export const cfHeaders = (): Record<string, string> => ({ [CF_HEADER]: CF })

/** A GET request as bytes on the wire. */
export function rawRequest(path: string, headers: Readonly<Record<string, string>> = {}): string {
  const lines = Object.entries({ host: 'bench', ...cfHeaders(), ...headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  )
  return `GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`
}
