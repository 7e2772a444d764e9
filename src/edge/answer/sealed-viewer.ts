import type { Context } from '../../decide/context/context.ts'
import { unitOfSession, unitOfSubject } from '../../units/unit.ts'
import type { UnitKeys } from '../../units/unit-keys.ts'
import { consentedViewer } from '../profile/consented-viewer.ts'
import type { DeviceRequest } from '../request/read-request.ts'
import type { DecisionRecord } from '../token/decision/decision-record.ts'

/** Who a decision is sealed for. */
export type SealedViewer = Pick<DecisionRecord, 'unit' | 'subject'>

const NOBODY: SealedViewer = { unit: null, subject: null }

/**
 * The viewer as the decision token names them: a minor not at all, a consented viewer by subject and pseudonym, and
 * everybody else by the pseudonym of their session, which ends with it.
 */
export function sealedViewer(
  { privacy }: Pick<Context, 'privacy'>,
  { viewer, session }: Pick<DeviceRequest, 'viewer' | 'session'>,
  keys: UnitKeys,
): SealedViewer {
  if (privacy === 'minor') return NOBODY
  const consented = consentedViewer({ privacy }, viewer)
  if (consented === null) return { unit: unitOfSession(session.id, keys), subject: null }
  return { unit: unitOfSubject(consented.subject, keys), subject: consented.subject }
}
