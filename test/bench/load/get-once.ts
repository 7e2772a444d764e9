import { request } from 'node:http'
import { cfHeaders } from './raw-request.ts'

/** Longer than anything takes that works. */
const PATIENCE_MS = 60_000

/** The body of one answer to a GET, or to a POST where there is a JSON body (ASCII), over a connection of its own: a kept one may be closed while a busy machine looks away. */
export function getOnce(
  port: number,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body = '',
): Promise<string> {
  return new Promise((resolve, reject) => {
    const about = body === '' ? {} : { 'content-type': 'application/json', 'content-length': String(body.length) }
    const options = {
      ...{ host: '127.0.0.1', port, path, method: body === '' ? 'GET' : 'POST', agent: false as const },
      headers: { ...cfHeaders(), ...headers, ...about },
    }
    const asked = request(options, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.once('error', reject)
      response.once('end', () => {
        const body = Buffer.concat(chunks).toString()
        if (response.statusCode === 200) resolve(body)
        else reject(new Error(`${path} answered ${response.statusCode}: ${body.slice(0, 300)}`))
      })
    })
    asked.setTimeout(PATIENCE_MS, () => asked.destroy(new Error(`${path} was not answered`)))
    asked.once('error', reject)
    asked.end(body)
  })
}
