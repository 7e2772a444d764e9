import { NetworkSources } from '../../units/network-source.ts'
import { readUnitKeys, type UnitKeys } from '../../units/unit-keys.ts'
import { type Keyring, readKeyring } from '../token/keyring.ts'
import { ViewerCache } from '../token/viewer/viewer-cache.ts'
import { readViewerKeys } from '../token/viewer/viewer-keys.ts'
import type { ViewerTrust } from '../token/viewer/viewer-token.ts'
import { RequestKinds } from './request-kind.ts'

/** The part of the edge worker's environment that reading a request needs. */
interface RequestEnvironment {
  readonly VIEWER_PUBLIC_KEYS: string
  readonly VIEWER_ISSUER: string
  readonly SESSION_KEYS: string
  readonly DECISION_KEYS: string
  readonly UNIT_KEYS?: string
  readonly DEBUG_CONTEXT?: string
  readonly DEBUG_COUNTRY?: string
}

/** The environment, validated and its keys imported, once per isolate. */
export interface RequestSettings {
  readonly viewers: ViewerTrust
  /** The keys that seal sessions and cursors. */
  readonly sessionKeys: Keyring
  readonly decisionKeys: Keyring
  /** The keys of pseudonyms; empty: events name none. */
  readonly unitKeys: UnitKeys
  /** Tells the networks apart that events come from. */
  readonly sources: NetworkSources
  /** Cache of what earlier requests had in common. */
  readonly kinds: RequestKinds
  /** Null in production, where place and clock are the platform's. */
  readonly debug: { readonly country: string | null } | null
}

/** @throws ProblemError 503 when a variable is unusable; its code, for the log, contains only the variable's name */
export async function readSettings(environment: RequestEnvironment): Promise<RequestSettings> {
  const [keys, sessionKeys, decisionKeys] = await Promise.all([
    readViewerKeys(environment.VIEWER_PUBLIC_KEYS, 'VIEWER_PUBLIC_KEYS'),
    readKeyring(environment.SESSION_KEYS, 'SESSION_KEYS'),
    readKeyring(environment.DECISION_KEYS, 'DECISION_KEYS'),
  ])
  const unitKeys = unitKeysOf(environment.UNIT_KEYS)
  return {
    viewers: { keys, issuer: environment.VIEWER_ISSUER, cache: new ViewerCache() },
    sessionKeys,
    decisionKeys,
    unitKeys,
    sources: new NetworkSources(unitKeys),
    kinds: new RequestKinds(),
    debug: environment.DEBUG_CONTEXT === 'on' ? { country: environment.DEBUG_COUNTRY ?? null } : null,
  }
}

/**
 * Keys that cannot be read count as none, and the log says so: without pseudonyms less is learned, but every device gets
 * its answer.
 */
function unitKeysOf(text: string | undefined): UnitKeys {
  try {
    return readUnitKeys(text)
  } catch (error) {
    const fault = error instanceof TypeError ? error.message : 'unreadable'
    console.error(JSON.stringify({ level: 'error', code: 'unit-keys-off', fault }))
    return []
  }
}
