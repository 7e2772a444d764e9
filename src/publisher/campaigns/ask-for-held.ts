import { readDocuments } from '../../schedule/store/read-documents.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { askForApproval, openRequest } from './campaign-requests.ts'

/** Requests of one ingest: fewer than are listed of all. The rest waits in review, and `ff campaign submit` asks for it. */
const ASKED_AT_ONCE = 200
const REASON = 'it came with an ingest that approves, and takes a second person'

/**
 * Asks for the approval of campaigns that an ingest has left in review, as a submission does. What is asked for already
 * is not asked again. They are stored by then, so that a store that fails now fails nothing but the request.
 */
export async function askForHeld(publisher: PublisherContext, ids: readonly string[], actor: string): Promise<void> {
  try {
    for (const stored of await readDocuments(publisher.redis, 'campaign', ids.slice(0, ASKED_AT_ONCE))) {
      if (stored === null || (await openRequest(publisher, stored)) !== null) continue
      await askForApproval(publisher, stored, { actor, reason: REASON })
    }
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown'
    console.error(JSON.stringify({ level: 'error', code: 'approval-not-asked', name }))
  }
}
