import { PLACE } from '../catalogue/asked.ts'
import { CF_HEADER } from '../workerd/configuration.ts'

/** What the platform would say of the place; every contender is told the same, and most do not look. */
const CF = JSON.stringify({ country: PLACE.country, regionCode: PLACE.regionCode, timezone: PLACE.timeZone })

/** The place as the platform brings it: as a header, on the wire. */
export const cfHeaders = (): Record<string, string> => ({ [CF_HEADER]: CF })

/** A GET request as bytes on the wire; a POST where there is a JSON body, which is ASCII. */
export function rawRequest(path: string, headers: Readonly<Record<string, string>> = {}, body = ''): string {
  const lines = Object.entries({ host: 'bench', ...cfHeaders(), ...headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  )
  const method = body === '' ? 'GET' : 'POST'
  const about = body === '' ? '' : `content-type: application/json\r\ncontent-length: ${body.length}\r\n`
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}${about}\r\n${body}`
}
