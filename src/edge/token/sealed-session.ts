import type { Keyring } from './keyring.ts'
import type { Opened } from './opened.ts'
import { seal, unseal } from './sealed.ts'
import type { Session } from './session.ts'
import { decodeSession, encodeSession, isSessionLayout } from './session-layout.ts'

/** `lost`: too old, or of another time's keys or layout. `unreadable`: not ours, cut, changed, of another purpose, or too long. */
type OpenedSession =
  | { readonly state: 'kept'; readonly session: Session }
  | { readonly state: 'lost' }
  | { readonly state: 'unreadable' }

/** Seals a session, into at most 2,048 characters. What exceeds its bounds is dropped, the oldest first. */
export function sealSession(session: Session, keyring: Keyring): string {
  return seal('session', encodeSession(session), keyring, session.issuedAt)
}

/**
 * Opens the session that a device sent; synchronous, except for the former form. A session that cannot be opened is
 * lost, which only narrows; the device still gets its answer.
 */
export function openSession(sealed: string, keyring: Keyring, now: number): OpenedSession | Promise<OpenedSession> {
  const opened = unseal('session', sealed, keyring, now)
  return opened instanceof Promise ? opened.then(sessionOf) : sessionOf(opened)
}

function sessionOf(opened: Opened): OpenedSession {
  if (opened.outcome === 'unknown-key' || opened.outcome === 'expired') return { state: 'lost' }
  // Authentic, but of another version: during a rollout devices may lose their session, but never an answer.
  if (opened.outcome === 'ok' && !isSessionLayout(opened.payload[0])) return { state: 'lost' }
  const session = opened.outcome === 'ok' ? decodeSession(opened.payload, opened.issuedAt) : null
  return session === null ? { state: 'unreadable' } : { state: 'kept', session }
}
