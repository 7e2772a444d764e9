import { get } from 'node:http'
import { cfHeaders } from './raw-request.ts'

/** Longer than anything takes that works. */
const PATIENCE_MS = 60_000

/** The body of one answer, over a connection of its own: a kept one may be closed while a busy machine looks away. */
export function getOnce(port: number, path: string, headers: Readonly<Record<string, string>> = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path, headers: { ...cfHeaders(), ...headers }, agent: false as const }
    const request = get(options, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.once('error', reject)
      response.once('end', () => {
        const body = Buffer.concat(chunks).toString()
        if (response.statusCode === 200) resolve(body)
        else reject(new Error(`${path} answered ${response.statusCode}: ${body.slice(0, 300)}`))
      })
    })
    request.setTimeout(PATIENCE_MS, () => request.destroy(new Error(`${path} was not answered`)))
    request.once('error', reject)
  })
}
