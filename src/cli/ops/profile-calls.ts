import { viewingAnswer } from '../../contracts/ops/answers/profiles/viewing.ts'
import type { Connection } from './connection.ts'
import { type Call, send } from './ops-request.ts'

/** What is asked about viewers who agreed to be known. */
export function profileCalls(call: Call, connection: Connection, fetcher: typeof fetch) {
  return {
    /** @param lines no more than one request may have */
    addViewing: (lines: readonly string[]) => {
      const text = lines.map((line) => `${line}\n`).join('')
      return call({ method: 'POST', path: '/viewing', lines: text }, viewingAnswer)
    },
    eraseViewer: async (subject: string, reason: string): Promise<void> => {
      const query = new URLSearchParams({ reason })
      await send(connection, fetcher, { method: 'DELETE', path: `/profiles/${encodeURIComponent(subject)}?${query}` })
    },
  }
}
